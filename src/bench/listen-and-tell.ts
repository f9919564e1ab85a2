import type { Server } from 'node:net'

/** Listens on a free port of this machine and tells it to `startChild`, which waits for it. */
export function listenAndTell(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
  })
}
