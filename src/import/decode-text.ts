import { refuseImport } from './refuse-import.ts'

const DECLARED = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i
const MARKED = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/giu
/** What Vietnamese in TCVN3 or VNI looks like to a program that knows only Unicode. */
const OLD_FONT = /[®µ¸¹¶·¨©ª«¬¦§äëïñöøüûîåæçßþ]/giu
const MIN_MARKED = 0.05
const MAX_OLD = 0.03

/**
 * Bytes of a text or a page as text: by its byte order mark, by the page's own word, else UTF-8.
 * @throws AppError `content:invalid` when the bytes are not of that encoding.
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return refuseImport(`The file is not ${encoding} text. Open it in an editor and save it as UTF-8.`)
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xef && bytes[1] === 0xbb) return 'utf-8'
  const declared = DECLARED.exec(Buffer.from(bytes.subarray(0, 2048)).toString('latin1'))?.[1]
  return declared?.toLowerCase() ?? 'utf-8'
}

/**
 * Old fonts and lost tone marks give letters that no Vietnamese reader can search.
 * @throws AppError `content:invalid` when next to no letter carries a Vietnamese mark, or many are of an old font.
 */
export function requireVietnamese(text: string): void {
  const composed = text.normalize('NFC')
  const letters = composed.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) refuseImport('There is no text in this file. A scan needs text recognition first.')
  const old = (composed.match(OLD_FONT)?.length ?? 0) / letters
  if (old > MAX_OLD)
    refuseImport('The text was typed in an old font (TCVN3 or VNI). Convert it to Unicode first.')
  if ((composed.match(MARKED)?.length ?? 0) / letters < MIN_MARKED) {
    refuseImport('The text has hardly any Vietnamese letters: its tone marks are lost.')
  }
}
