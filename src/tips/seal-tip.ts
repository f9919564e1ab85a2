import { AppError } from '../core/errors.ts'
import { Tip } from '../core/tip.ts'
import { contentBytes, encryptTo } from './age-envelope.ts'
import { tipLimits } from './tip-limits.ts'

/**
 * Seals a tip to the recipients, in one of the four lengths of `tipLimits.sealedBytes`. The padding is white space
 * after the JSON, so whoever opens it with any age program reads plain JSON.
 * @throws AppError `tip:too_large`, `tip:no_recipient`.
 */
export async function sealTip(tip: Tip, recipients: readonly string[]): Promise<Uint8Array> {
  const json = new TextEncoder().encode(JSON.stringify(Tip.parse(tip)))
  if (recipients.length > tipLimits.recipients)
    throw new AppError('tip:too_large', { message: 'The unit has too many public keys; retire old ones.' })
  for (const total of tipLimits.sealedBytes) {
    const room = contentBytes(total, recipients)
    if (room !== null && json.length <= room) return encryptTo(recipients, padded(json, room, 0x20))
  }
  throw new AppError('tip:too_large')
}

/**
 * Seals a file in a length that is a multiple of `tipLimits.fileStepBytes`, zeros after its end.
 * @throws AppError `tip:too_large`, `tip:no_recipient`.
 */
export async function sealFile(bytes: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  for (
    let total: number = tipLimits.fileStepBytes;
    total <= tipLimits.fileBytes;
    total += tipLimits.fileStepBytes
  ) {
    const room = contentBytes(total, recipients)
    if (room !== null && bytes.length <= room) return encryptTo(recipients, padded(bytes, room, 0))
  }
  throw new AppError('tip:too_large')
}

function padded(content: Uint8Array, length: number, filler: number): Uint8Array {
  const result = new Uint8Array(length).fill(filler)
  result.set(content)
  return result
}
