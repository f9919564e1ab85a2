import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { systemIds } from '../core/clock.ts'
import { findFreePorts } from '../redis/server-process.ts'

const APP_SECRET = 'app-secret-of-a-fuzz-run'

/** What the Graph API says to a Page whose app is subscribed and that nobody writes to. */
const SUBSCRIBED = JSON.stringify({
  success: true,
  data: [{ subscribed_fields: ['messages', 'messaging_postbacks'] }],
})

/** The settings of a Facebook Page for the hotline, and the Graph API that it speaks to. */
export interface PageStub {
  settings: Readonly<Record<string, string>>
  close: () => Promise<void>
}

/** Just enough of the Graph API for the hotline to start with Messenger; messages are not taken. */
export async function startPageStub(): Promise<PageStub> {
  const server = createServer((request, response) => {
    request.resume()
    const isMessage = request.url?.includes('/me/messages') === true
    response.writeHead(isMessage ? 500 : 200, { 'content-type': 'application/json' }).end(SUBSCRIBED)
  })
  const [port] = await findFreePorts(1, systemIds)
  await new Promise<void>((opened) => server.listen(port, '127.0.0.1', opened))
  return {
    settings: {
      MESSENGER_PAGE_TOKEN: 'page-token-of-a-fuzz-run',
      MESSENGER_APP_SECRET: APP_SECRET,
      MESSENGER_VERIFY_TOKEN: 'verify-token-of-a-fuzz-run',
      MESSENGER_API_ROOT: `http://127.0.0.1:${port}`,
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

/** The header with which Meta proves a body. */
export function signPage(body: Buffer): string {
  return `sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}`
}
