import { AppError } from '../../core/errors.ts'
import type { Observer } from '../../core/observer.ts'
import type { WebhookRequest } from '../channel.ts'
import { ZaloEvent } from './event.ts'
import { createSignatureCheck, type ZaloIdentity } from './signature.ts'

/**
 * Opens one webhook request. Null: the console's check of the address, which comes without a valid signature and
 * wants its 200; nothing of it is used.
 * @throws AppError `channel:unverified`, `channel:malformed`.
 */
export function createIncoming(
  needs: ZaloIdentity & { observer: Observer },
): (request: WebhookRequest) => ZaloEvent | null {
  const { observer } = needs
  const checkSignature = createSignatureCheck(needs)

  function isProven(request: WebhookRequest, body: object): boolean {
    const header = request.headers['x-zevent-signature']
    const variant = checkSignature({
      header,
      rawBody: request.body,
      timestamp: Reflect.get(body, 'timestamp'),
    })
    if (variant !== null) observer.count(`zalo_signature_${variant}`)
    return variant !== null
  }

  return function open(request) {
    const body = parseBody(request)
    if (!isProven(request, body)) {
      if (!couldBeCheck(body, needs.appId)) throw new AppError('channel:unverified')
      observer.count('zalo_console_check')
      return null
    }
    if ((request.headers['num_retry'] ?? request.headers['num-retry']) !== undefined)
      observer.count('zalo_delivered_again')
    const event = ZaloEvent.safeParse(body)
    if (!event.success) throw new AppError('channel:malformed')
    return event.data
  }
}

/** An event of our own app always needs its proof: a 200 for one that we cannot verify would lose it. */
function couldBeCheck(body: object, appId: string): boolean {
  const given: unknown = Reflect.get(body, 'app_id')
  const foreign = typeof given === 'string' && given !== appId
  return !('event_name' in body) || foreign
}

function parseBody({ body: bytes, headers }: WebhookRequest): object {
  if (bytes.byteLength === 0 && headers['x-zevent-signature'] === undefined) return {}
  try {
    const body: unknown = JSON.parse(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
    )
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  } catch (cause) {
    throw new AppError('channel:malformed', { cause })
  }
  throw new AppError('channel:malformed')
}
