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
    if (room === null || json.length > room) continue
    const content = padded(json, room, 0x20)
    json.fill(0)
    return encryptAndWipe(recipients, content)
  }
  throw new AppError('tip:too_large')
}

/**
 * In how many pieces a file of this length comes out once sealed.
 * @throws AppError `tip:too_large`, `tip:no_recipient`.
 */
export function sealedChunks(length: number, recipients: readonly string[]): number {
  for (let chunks = 1; chunks <= tipLimits.fileChunks; chunks += 1) {
    const room = contentBytes(chunks * tipLimits.chunkBytes, recipients)
    if (room !== null && length <= room) return chunks
  }
  throw new AppError('tip:too_large')
}

/**
 * Seals a file whole, in a length that is cut into pieces of `tipLimits.chunkBytes`, zeros after its end.
 * @throws AppError `tip:too_large`, `tip:no_recipient`.
 */
export async function sealFile(bytes: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  const total = sealedChunks(bytes.length, recipients) * tipLimits.chunkBytes
  return encryptAndWipe(recipients, padded(bytes, contentBytes(total, recipients) ?? 0, 0))
}

/** Who must come together to open an original: somebody with one of `own`, and then somebody with one of `above`. */
export interface TwoSides {
  own: readonly string[]
  above: readonly string[]
}

/** How many pieces `sealOriginal` makes. @throws AppError as `sealFile`. */
export function originalChunks(length: number, { own, above }: TwoSides): number {
  return sealedChunks(sealedChunks(length, above) * tipLimits.chunkBytes, own)
}

/**
 * Seals an original in two envelopes: the unit opens the outer one and finds the inner, which only the unit above opens.
 * @throws AppError as `sealFile`.
 */
export async function sealOriginal(bytes: Uint8Array, { own, above }: TwoSides): Promise<Uint8Array> {
  return sealFile(await sealFile(bytes, above), own)
}

/** What was readable must not lie about in the memory until that is used again. */
async function encryptAndWipe(recipients: readonly string[], content: Uint8Array): Promise<Uint8Array> {
  try {
    return await encryptTo(recipients, content)
  } finally {
    content.fill(0)
  }
}

function padded(content: Uint8Array, length: number, filler: number): Uint8Array {
  const result = new Uint8Array(length).fill(filler)
  result.set(content)
  return result
}
