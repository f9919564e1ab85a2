import { createServer } from 'node:net'
import { monotonicMs } from '../core/clock.ts'
import { createFrameReader } from './http-frames.ts'
import { listenAndTell } from './listen-and-tell.ts'

/** A Bot API for benchmarks: takes every message at once, answers as Telegram does and notes when it came, per chat. */

/** Milliseconds on a clock that all processes of this machine share closely enough. */
function sharedMs(): number {
  return performance.timeOrigin + monotonicMs()
}

let arrivals: Array<[chat: number, at: number]> = []
let messageId = 0

const server = createServer((socket) => {
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on(
    'data',
    createFrameReader(({ head, body }) => {
      const [, method = ''] = /^\w+ \S*\/(\w+)/.exec(head) ?? []
      const answer = `{"ok":true,"result":${method === 'sendMessage' ? take(body) : resultOf(method, body)}}`
      const length = `content-length: ${answer.length}`
      // One character stands for one byte, as it was read.
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${length}\r\n\r\n${answer}`,
        'latin1',
      )
    }),
  )
})

/** Telegram gives the message back as it was sent. */
function take(body: string): string {
  noteArrival(body)
  messageId += 1
  const chat = /"chat_id":"?(\d+)"?,?/.exec(body)
  const rest = chat === null ? '}' : body.replace(chat[0], '').replace(/^\{/, '')
  return `{"message_id":${messageId},"from":${BOT},"chat":{"id":${chat?.[1] ?? 0},"first_name":"A","type":"private"},"date":1780000000,${rest}`
}

const BOT = '{"id":1,"is_bot":true,"first_name":"Bench","username":"bench_bot"}'
let webhook = ''

/** Set-up calls: the webhook is where it was last set, and nothing waits. */
function resultOf(method: string, body: string): string {
  if (method === 'getMe') return BOT
  if (method === 'setWebhook') [, webhook = ''] = /"url":"([^"]*)"/.exec(body) ?? []
  if (method !== 'getWebhookInfo') return 'true'
  return JSON.stringify({ url: webhook, has_custom_certificate: false, pending_update_count: 0 })
}

function noteArrival(body: string): void {
  const [, chat] = /"chat_id":"?(\d+)/.exec(body) ?? []
  if (chat !== undefined) arrivals.push([Number(chat), sharedMs()])
}

listenAndTell(server)

process.on('message', (question: { type: 'count' | 'take' }) => {
  process.send?.(question.type === 'count' ? arrivals.length : arrivals)
  if (question.type === 'take') arrivals = []
})
