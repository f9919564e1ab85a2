import { AppError } from '../core/errors.ts'
import type { FetchedFile } from './channel.ts'
import { createHttpClient } from './http-client.ts'
import { withSniffedType } from './photo-limits.ts'

const DEADLINE_MS = 20_000

/** Where a platform keeps its contacts' pictures. */
export interface PictureHosts {
  /** Its own hosts; only they are asked, by https. */
  hosts: RegExp
  /** The configured API's address, asked as it is: in tests the pictures are there. */
  apiRoot: string
}

/**
 * Fetches a picture whose address came in a webhook: never from anybody but the platform, no redirect followed.
 * @throws AppError `channel:refused` for any other host or a missing picture, `channel:unreachable`.
 */
export async function fetchPicture(ref: string, maxBytes: number, from: PictureHosts): Promise<FetchedFile> {
  const url = allowedUrl(ref, from)
  const http = createHttpClient(url.origin, 1)
  try {
    const path = `${url.pathname}${url.search}`
    const answer = await http.send({ method: 'GET', path, deadlineMs: DEADLINE_MS, maxBytes })
    // Their servers have trouble: later it may be there.
    if (answer.status >= 500) throw new AppError('channel:unreachable', { retryable: true })
    if (answer.status !== 200) throw new AppError('channel:refused')
    return withSniffedType(answer.body)
  } finally {
    await http.close()
  }
}

function allowedUrl(ref: string, { hosts, apiRoot }: PictureHosts): URL {
  if (!URL.canParse(ref)) throw new AppError('channel:refused')
  const url = new URL(ref)
  if (url.origin === new URL(apiRoot).origin) return url
  const plain = url.username === '' && url.password === '' && url.port === ''
  if (!plain || !hosts.test(url.hostname) || !/^https?:$/.test(url.protocol))
    throw new AppError('channel:refused')
  url.protocol = 'https:'
  return url
}
