import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An app on a free loopback port, for real requests. */
export interface Listening {
  url: string
  close(): Promise<void>
}

export async function listen(app: RequestListener): Promise<Listening> {
  const server = await new Promise<Server>((ready) => {
    const started: Server = createServer(app).listen(0, '127.0.0.1', () => ready(started))
  })
  const { port } = server.address() as AddressInfo
  async function close(): Promise<void> {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  return { url: `http://127.0.0.1:${port}`, close }
}

export function postJson(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Status and code of an answer that is an error. */
export async function codeOf(response: Response): Promise<[status: number, code: string]> {
  return [response.status, ((await response.json()) as { error: { code: string } }).error.code]
}
