/** One HTTP message of a kept connection: its head and its body, as text. */
export interface HttpFrame {
  head: string
  body: string
}

const HEAD_END = '\r\n\r\n'

/**
 * Cuts a stream of HTTP/1.1 messages with Content-Length into frames. Just enough for the two ends of a benchmark, so
 * that measuring costs little beside what is measured. `latin1` keeps one character per byte.
 */
export function createFrameReader(onFrame: (frame: HttpFrame) => void): (chunk: Buffer) => void {
  let rest = ''
  return function read(chunk) {
    rest += chunk.toString('latin1')
    for (;;) {
      const end = rest.indexOf(HEAD_END)
      if (end < 0) return
      const head = rest.slice(0, end)
      const bodyAt = end + HEAD_END.length
      const length = contentLength(head)
      if (rest.length < bodyAt + length) return
      const body = rest.slice(bodyAt, bodyAt + length)
      rest = rest.slice(bodyAt + length)
      onFrame({ head, body })
    }
  }
}

function contentLength(head: string): number {
  const [, digits] = /content-length: (\d+)/i.exec(head) ?? []
  return Number(digits ?? 0)
}
