import { FileRefused } from '../core/file-problem.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Plain text, composed, with nothing that cannot be seen. @throws FileRefused `damaged` when it is not UTF-8, `empty`. */
export function cleanText(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new FileRefused('damaged')
  }
  const seen = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(CONTROLS, '').trim()
  if (seen === '') throw new FileRefused('empty')
  return new TextEncoder().encode(`${seen}\n`)
}
