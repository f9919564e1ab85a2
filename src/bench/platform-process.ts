import { createServer } from 'node:net'
import { monotonicMs } from '../core/clock.ts'
import { createFrameReader } from './http-frames.ts'

/** A Bot API for benchmarks: takes every message at once and notes when it came, per chat. */

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
      const isMessage =
        head.startsWith('POST') && head.slice(0, head.indexOf('\r\n')).includes('/sendMessage ')
      if (isMessage) noteArrival(body)
      const answer = isMessage ? `{"ok":true,"result":{"message_id":${++messageId}}}` : OTHER_ANSWER
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${answer.length}\r\n\r\n${answer}`,
      )
    }),
  )
})

const OTHER_ANSWER = '{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Bench","username":"bench_bot"}}'

function noteArrival(body: string): void {
  const [, chat] = /"chat_id":"?(\d+)/.exec(body) ?? []
  if (chat !== undefined) arrivals.push([Number(chat), sharedMs()])
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})

process.on('message', (question: { type: 'count' | 'take' }) => {
  process.send?.(question.type === 'count' ? arrivals.length : arrivals)
  if (question.type === 'take') arrivals = []
})
