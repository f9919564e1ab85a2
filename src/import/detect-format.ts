import { refuseImport } from './refuse-import.ts'

export type SourceFormat = 'docx' | 'html' | 'text'

/** Formats that people take for ours, by their first bytes (Latin-1), with what to do instead. */
const OTHERS: ReadonlyArray<readonly [RegExp, string]> = [
  [
    /^\s*%PDF-/,
    'This is a PDF, whatever its name. Open it in Word or LibreOffice, save it as .docx and import that; a scan needs text recognition first.',
  ],
  [
    /^\xD0\xCF\x11\xE0/,
    'This is an old Word file (.doc) or a file with a password. Save it as .docx without a password.',
  ],
  [/^\s*\{\\rtf/, 'This is an .rtf file. Save it as .docx.'],
  [/^(?:\x89PNG|\xFF\xD8\xFF|GIF8|II\*\0|MM\0\*)/, 'This is a picture. It needs text recognition first.'],
]

/**
 * Tells the format from the content alone: names lie.
 * @throws AppError `content:invalid` for an empty file and for formats that cannot be read.
 */
export function detectFormat(bytes: Uint8Array): SourceFormat {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  if (head.trim() === '') refuseImport('The file is empty.')
  const other = OTHERS.find(([signature]) => signature.test(head))
  if (other !== undefined) refuseImport(other[1])
  if (head.startsWith('PK\u0003\u0004')) return 'docx'
  const isUtf16 = /^(?:\xFF\xFE|\xFE\xFF)/.test(head)
  if (!isUtf16 && head.includes('\0'))
    refuseImport('This is not a text: give a .docx, .html, .txt or .md file.')
  return /<(?:!doctype\s+html|html|body|head|p|div|table|span)\b/i.test(head.replaceAll('\0', ''))
    ? 'html'
    : 'text'
}
