import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** How a request is to be answered wrongly. */
export type Fault =
  | { type: 'status'; status: number; body: string; headers?: Record<string, string> }
  /** Never answers. */
  | { type: 'hang' }
  /** Closes the connection; with `after`, only once the request has had its effect. */
  | { type: 'close'; after?: boolean }
  | { type: 'slow'; ms: number }

export interface FakeServer {
  url: string
  close: () => Promise<void>
}

export type FakeHandler = (
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
) => Promise<void> | void

/** An HTTP server on a free loopback port. */
export async function startFakeServer(handler: FakeHandler): Promise<FakeServer> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => void handler(request, Buffer.concat(chunks), response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Carries out a fault. False: the request is to be answered as usual (perhaps later). */
export async function applyFault(fault: Fault | undefined, response: ServerResponse): Promise<boolean> {
  if (fault === undefined) return false
  if (fault.type === 'slow') {
    await new Promise((resolve) => setTimeout(resolve, fault.ms))
    return false
  }
  if (fault.type === 'status') response.writeHead(fault.status, fault.headers).end(fault.body)
  if (fault.type === 'close') response.destroy()
  return true
}

/**
 * Delivers one webhook as a platform does: again and again until a 2xx, with growing pauses (much shorter here).
 * Gives every status received; 0 is a connection that failed.
 */
export async function deliverWebhook(
  url: string,
  request: { headers: Record<string, string>; body: string },
  attempts = 8,
): Promise<number[]> {
  const statuses: number[] = []
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const status = await fetch(url, { method: 'POST', redirect: 'manual', ...request }).then(
      (response) => response.status,
      () => 0,
    )
    statuses.push(status)
    if (status >= 200 && status < 300) return statuses
    await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt))
  }
  return statuses
}
