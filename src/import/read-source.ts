import { decodeText, requireVietnamese } from './decode-text.ts'
import { detectFormat } from './detect-format.ts'
import { joinLines } from './join-lines.ts'
import { leaveOut } from './leave-out.ts'
import { readDocx } from './read-docx.ts'
import { readHtml } from './read-html.ts'
import { readText } from './read-text.ts'
import { refuseImport } from './refuse-import.ts'
import { resolveNotes } from './resolve-notes.ts'
import { importLimits, type SourceText } from './source-text.ts'

/**
 * The paragraphs of a .docx, .html, .txt or .md file, footnotes tied to them, furniture set aside.
 * @throws AppError `content:invalid` saying what is wrong with the file and what to do.
 */
export async function readSource(bytes: Uint8Array): Promise<SourceText> {
  if (bytes.byteLength > importLimits.fileBytes)
    refuseImport('The file is larger than 10 MB; a text is far smaller. Leave its pictures out.')
  const source = await read(bytes)
  requireVietnamese(source.lines.map(({ text }) => text).join('\n'))
  const kept = leaveOut(resolveNotes(source))
  return { ...kept, lines: joinLines(kept.lines) }
}

async function read(bytes: Uint8Array): Promise<SourceText> {
  const format = detectFormat(bytes)
  if (format === 'docx') return readDocx(bytes)
  const text = decodeText(bytes)
  return format === 'html' ? readHtml(text) : readText(text)
}
