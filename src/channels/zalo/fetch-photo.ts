import { AppError } from '../../core/errors.ts'
import type { FetchedFile } from '../channel.ts'
import { createHttpClient } from '../http-client.ts'
import { withSniffedType } from '../photo-limits.ts'

const ZALO_HOSTS = /(^|\.)(zdn\.vn|zadn\.vn)$/
const DEADLINE_MS = 20_000

/**
 * Fetches a picture that a contact sent. The address comes from a webhook: only Zalo's own hosts (and the host of the
 * configured API, for tests) are asked, never a redirect followed.
 * @throws AppError `channel:refused` for any other host, `channel:unreachable`.
 */
export async function fetchZaloPhoto(ref: string, maxBytes: number, apiRoot: string): Promise<FetchedFile> {
  const url = allowedUrl(ref, apiRoot)
  const http = createHttpClient(url.origin, 1)
  try {
    const path = `${url.pathname}${url.search}`
    const answer = await http.send({ method: 'GET', path, deadlineMs: DEADLINE_MS, maxBytes })
    if (answer.status !== 200) throw new AppError('channel:refused')
    return withSniffedType(answer.body)
  } finally {
    await http.close()
  }
}

function allowedUrl(ref: string, apiRoot: string): URL {
  if (!URL.canParse(ref)) throw new AppError('channel:refused')
  const url = new URL(ref)
  if (url.origin === new URL(apiRoot).origin) return url
  const plain = url.username === '' && url.password === '' && url.port === ''
  if (!plain || !ZALO_HOSTS.test(url.hostname) || !/^https?:$/.test(url.protocol))
    throw new AppError('channel:refused')
  // Zalo's samples say http; the hosts serve https too.
  url.protocol = 'https:'
  return url
}
