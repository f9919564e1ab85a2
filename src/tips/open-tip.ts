import { base64 } from '@scure/base'
import { AppError } from '../core/errors.ts'
import { Tip, type TipFile } from '../core/tip.ts'
import { decryptWith } from './age-envelope.ts'

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
