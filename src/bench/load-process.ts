import { connect, type Socket } from 'node:net'
import { monotonicMs } from '../core/clock.ts'
import { createFrameReader } from './http-frames.ts'

/** What to send, where, and how fast. */
export interface Load {
  /** Connections are spread over them in turn. */
  ports: number[]
  path: string
  headers: Record<string, string>
  connections: number
  chats: number
  /** The first chat's number; a chat goes on where the run before left it, so that every run has the same mix. */
  firstChat: number
  texts: readonly string[]
  seconds: number
  /** Messages a second; null: each connection sends the next as soon as the last is answered. */
  rate: number | null
}

/** As `LoadResult` in turn.ts. */
interface LoadResult {
  answered: number
  refused: number
  seconds: number
  /** When each message was sent: its chat and time, oldest first. */
  sent: Array<[chat: number, at: number]>
}

interface Connection {
  socket: Socket
  busy: boolean
  next: number
}

process.on('message', (load: Load) => {
  void run(load).then((result) => process.send?.(result))
})
process.send?.({ ready: true })

/** How many messages each chat has sent, in all runs. */
const turns = new Map<number, number>()
let updateId = 0

/** Sends for a while, waits for the last answers, and tells. */
async function run(load: Load): Promise<LoadResult> {
  const result: LoadResult = { answered: 0, refused: 0, seconds: 0, sent: [] }
  const headers = Object.entries({ ...load.headers, host: '127.0.0.1', 'content-type': 'application/json' })
  const head = `POST ${load.path} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`
  const started = monotonicMs()
  const until = started + load.seconds * 1_000
  let open = 0

  function send(connection: Connection, chat: number): void {
    const turn = turns.get(chat) ?? 0
    turns.set(chat, turn + 1)
    updateId += 1
    const body = toUpdate(updateId, chat, load.texts[turn % load.texts.length] ?? '')
    connection.busy = true
    open += 1
    result.sent.push([chat, performance.timeOrigin + monotonicMs()])
    connection.socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }

  function answered(connection: Connection, answer: string): void {
    if (answer.startsWith('HTTP/1.1 200')) result.answered += 1
    else result.refused += 1
    connection.busy = false
    open -= 1
    if (load.rate === null && monotonicMs() < until) send(connection, nextChat(connection))
  }

  /** Each connection has its own chats, taken in turn: a chat has one message under way at most. */
  function nextChat(connection: Connection): number {
    connection.next += load.connections
    if (connection.next >= load.firstChat + load.chats)
      connection.next = load.firstChat + ((connection.next - load.firstChat) % load.connections)
    return connection.next
  }

  const connections = await Promise.all(
    Array.from({ length: load.connections }, (_, i) =>
      openConnection(load.ports[i % load.ports.length] ?? 0, load.firstChat + i, answered),
    ),
  )
  if (load.rate === null) for (const connection of connections) send(connection, nextChat(connection))
  else await paced(load.rate, until, () => sendOnIdle(connections, (one) => send(one, nextChat(one))))
  while (open > 0 || monotonicMs() < until) await pause(5)
  result.seconds = (monotonicMs() - started) / 1_000
  for (const { socket } of connections) socket.destroy()
  return result
}

function sendOnIdle(connections: Connection[], send: (connection: Connection) => void): void {
  const idle = connections.find((one) => !one.busy)
  if (!idle) return
  // Taken in turn, so that every chat gets its share.
  connections.push(...connections.splice(connections.indexOf(idle), 1))
  send(idle)
}

async function paced(rate: number, until: number, send: () => void): Promise<void> {
  const started = monotonicMs()
  for (let n = 0; monotonicMs() < until; n += 1) {
    const due = started + (n * 1_000) / rate
    if (due > monotonicMs()) await pause(due - monotonicMs())
    send()
  }
}

function openConnection(
  port: number,
  next: number,
  onAnswer: (connection: Connection, head: string) => void,
): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const connection: Connection = { socket, busy: false, next }
    socket.setNoDelay(true)
    socket.once('error', reject)
    socket.once('connect', () => resolve(connection))
    socket.on(
      'data',
      createFrameReader(({ head }) => onAnswer(connection, head)),
    )
  })
}

function toUpdate(updateId: number, chat: number, text: string): string {
  const from = { id: chat, is_bot: false, first_name: 'A', language_code: 'vi' }
  const message = {
    message_id: updateId,
    from,
    chat: { id: chat, first_name: 'A', type: 'private' },
    date: 1_780_000_000,
    text,
  }
  return JSON.stringify({ update_id: updateId, message })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
