import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { base64 } from '@scure/base'
import { AppError } from '../core/errors.ts'
import { Tip, type TipFile, type TipOriginal } from '../core/tip.ts'
import { decryptWith } from './age-envelope.ts'
import { isSealedFile } from './is-sealed.ts'
import { tipLimits } from './tip-limits.ts'

/** Only the console, the command line and tests may import this file: the server holds no identity. */

/**
 * Opens a sealed tip with the first identity that fits.
 * @param sealed the age file, or the base64 of it that stands in the queue.
 * @throws AppError `tip:not_for_this_key`; `tip:malformed` when it opens to something else than a tip.
 */
export async function openTip(sealed: Uint8Array | string, identities: readonly string[]): Promise<Tip> {
  const bytes = await decryptWith(identities, typeof sealed === 'string' ? fromBase64(sealed) : sealed)
  const tip = Tip.safeParse(parseJson(bytes))
  if (!tip.success) throw new AppError('tip:malformed')
  return tip.data
}

/** Opens a sealed file of a tip. @throws AppError as `openTip`. */
export async function openFile(
  sealed: Uint8Array,
  file: TipFile,
  identities: readonly string[],
): Promise<Uint8Array> {
  const padded = await decryptWith(identities, sealed)
  if (padded.length < file.bytes) throw new AppError('tip:malformed')
  return padded.slice(0, file.bytes)
}

/**
 * Opens the outer envelope of an original, with the unit's identities: what comes out, only the unit above opens.
 * @throws AppError as `openTip`.
 */
export async function openOuter(sealed: Uint8Array, identities: readonly string[]): Promise<Uint8Array> {
  const padded = await decryptWith(identities, sealed)
  // The inner envelope is cut into whole pieces; what is left over is filling.
  const inner = padded.slice(0, padded.length - (padded.length % tipLimits.chunkBytes))
  if (!isSealedFile(inner)) throw new AppError('tip:malformed')
  return inner
}

/**
 * Opens the inner envelope, with the identities of the unit above. What another has put in its place is refused.
 * @throws AppError as `openTip`.
 */
export async function openInner(
  inner: Uint8Array,
  original: TipOriginal,
  identities: readonly string[],
): Promise<Uint8Array> {
  const bytes = (await decryptWith(identities, inner)).slice(0, original.bytes)
  if (bytesToHex(sha256(bytes)) !== original.sha256) throw new AppError('tip:malformed')
  return bytes
}

function fromBase64(text: string): Uint8Array {
  try {
    return base64.decode(text)
  } catch (cause) {
    throw new AppError('tip:malformed', { cause })
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The cause would quote the tip's own words.
    throw new AppError('tip:malformed')
  }
}
