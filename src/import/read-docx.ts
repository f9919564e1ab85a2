import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import mammoth from 'mammoth'
import { readHtml } from './read-html.ts'
import { refuseImport } from './refuse-import.ts'
import { importLimits, remark, type SourceText } from './source-text.ts'
import { writeOutNumbers } from './write-out-numbers.ts'

type Parts = Record<string, Uint8Array>

const TEXT_PART = /(?:^\[Content_Types\]\.xml|\.rels|^word\/[^/]+\.xml)$/

/**
 * A .docx, paragraph by paragraph: insertions taken in, deletions, headers, comments and pictures left out.
 * @throws AppError `content:invalid` when it is no Word document or unpacks to too much.
 */
export async function readDocx(bytes: Uint8Array): Promise<SourceText> {
  const { parts, pictures } = unpack(bytes)
  const text = (name: string): string | undefined => {
    const part = parts[name]
    return part === undefined ? undefined : strFromU8(part)
  }
  const document = text('word/document.xml')
  if (document === undefined) refuseImport('This is a zip archive but no Word document (.docx).')
  const html = await convert(parts, () =>
    writeOutNumbers(document, text('word/numbering.xml'), text('word/styles.xml')),
  )
  const source = readHtml(html, { numberLists: false })
  const seen = { number: 0, text: `${pictures} pictures` }
  return pictures === 0
    ? source
    : { ...source, doubts: [...source.doubts, remark(seen, 'not read; text in a picture is lost')] }
}

async function convert(parts: Parts, writeDocument: () => string): Promise<string> {
  try {
    // Repacked without media: what mammoth opens is what was measured.
    const buffer = Buffer.from(
      zipSync({ ...parts, 'word/document.xml': strToU8(writeDocument()) }, { level: 0 }),
    )
    const noPicture = mammoth.images.imgElement(() => Promise.resolve({ src: '' }))
    const { value } = await mammoth.convertToHtml(
      { buffer },
      { convertImage: noPicture, includeEmbeddedStyleMap: false },
    )
    return value
  } catch {
    return refuseImport(
      'The Word document is damaged. Open it in Word or LibreOffice and save it again as .docx.',
    )
  }
}

function unpack(bytes: Uint8Array): { parts: Parts; pictures: number } {
  let total = 0
  let pictures = 0
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name.startsWith('word/media/')) pictures += 1
        const isWanted = TEXT_PART.test(name)
        if (isWanted) total += originalSize
        return isWanted && total <= importLimits.unpackedBytes
      },
    })
    if (total <= importLimits.unpackedBytes) return { parts, pictures }
  } catch {
    return refuseImport('The archive is damaged: it cannot be unpacked.')
  }
  return refuseImport('The document unpacks to far more than a text has. It is refused.')
}
