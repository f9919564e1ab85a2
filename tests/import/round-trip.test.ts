import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/import/clean-text.ts'
import { checkFront, gatherFront } from '../../src/import/gather-front.ts'
import { guessFront } from '../../src/import/guess-front.ts'
import { importDocument } from '../../src/import/import-document.ts'
import { readSource } from '../../src/import/read-source.ts'
import { parseDocument } from '../../src/knowledge/parse-document.ts'
import { type GeneratedLaw, generatedLaw } from './generated-law.ts'
import { escapeXml, makeDocx, wordParagraph, wordsOfMarkdown } from './support.ts'

const NOW = Date.UTC(2026, 10, 21)
const HEAD = [
  'QUỐC HỘI',
  'Luật số: 7/2026/QH16',
  'LUẬT',
  'THỬ NGHIỆM NHẬP VĂN BẢN',
  `Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam ${'và các luật có liên quan đến việc phòng ngừa và hỗ trợ '.repeat(9)}năm 2026;`,
]
const FURNITURE = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', '-------']
const SIGNATURE = ['Luật này được Quốc hội khóa XVI thông qua ngày 02 tháng 3 năm 2026.', 'CHỦ TỊCH QUỐC HỘI']

function linesOf(law: GeneratedLaw): string[] {
  return [...HEAD, ...law.lines.map(({ text }) => text)]
}

/** The formats in which people have the same law. */
const formats: Readonly<Record<string, (law: GeneratedLaw) => Uint8Array>> = {
  'text, a paragraph a line': (law) => bytes([...FURNITURE, ...linesOf(law), ...SIGNATURE].join('\n')),
  'text with blank lines, CRLF, decomposed': (law) => bytes(linesOf(law).join('\r\n\r\n').normalize('NFD')),
  'text of a fixed width': (law) =>
    bytes(
      linesOf(law)
        .map((line) => wrap(line, 70))
        .join('\n\n'),
    ),
  'text in UTF-16': (law) => new Uint8Array(Buffer.from(`\uFEFF${linesOf(law).join('\n')}`, 'utf16le')),
  Markdown: (law) =>
    bytes(
      [
        ...HEAD,
        ...law.lines.map(({ text, isHeading }) => (isHeading ? `## **${text}**` : text.replace('.', '\\.'))),
      ].join('\n\n'),
    ),
  'a page': (law) => bytes(page(law)),
  'a Word document': (law) =>
    makeDocx([...FURNITURE, ...linesOf(law), ...SIGNATURE].map((line) => wordParagraph(line))),
}

function page(law: GeneratedLaw): string {
  const line = ({ text, isHeading }: GeneratedLaw['lines'][number]): string => {
    const spaced = escapeXml(text).replace(' ', '&nbsp;').replaceAll(' và ', '\n  và ')
    return isHeading
      ? `<p align="center"><a name="x"></a><b><span lang=VI>${spaced}</span></b></p>`
      : `<p style="margin:6pt">${spaced}</p>`
  }
  return `<!DOCTYPE html><html><head><title>Luật</title><style>p{color:red}</style></head><body><nav>Trang chủ</nav>
    <div><p>Đăng nhập</p><table><tr><td><p>${HEAD[0]}<br>-------</p><p>${HEAD[1]}</p></td><td><p>${FURNITURE[0]}<br/>${FURNITURE[1]}</p></td></tr></table>
    ${HEAD.slice(2)
      .map((text) => `<p>${text}</p>`)
      .join('')}${law.lines.map(line).join('\n')}</div><script>alert(1)</script></body></html>`
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function wrap(line: string, width: number): string {
  const rows: string[] = []
  for (const word of line.split(' ')) {
    const last = rows.at(-1)
    if (last !== undefined && last.length + word.length < width) rows[rows.length - 1] = `${last} ${word}`
    else rows.push(word)
  }
  return rows.join('\n')
}

async function importLaw(content: Uint8Array) {
  const source = await readSource(content)
  const guess = guessFront(source.lines)
  const given = { id: 'luat-7-2026', inForceFrom: '2026-07-01', issued: '2026-03-02' }
  const front = checkFront(gatherFront({ given: [given], existing: undefined, guess, now: NOW }), guess)
  const needs = {
    file: 'thu.md',
    asked: null,
    documents: [],
    now: NOW,
    allowGaps: false,
    allowProblems: false,
  }
  return importDocument(source, front, needs)
}

describe.each(Object.entries(formats))('a generated law as %s', (_, write) => {
  it('comes out with every word, in order, and every article, clause and point once', async () => {
    await fc.assert(
      fc.asyncProperty(generatedLaw, async (law) => {
        const { text } = await importLaw(write(law))
        const { document, problems } = parseDocument('thu.md', text, null)

        expect(problems).toEqual([])
        // The title moves to the top of the document; all else stays where it was.
        const title = wordsOf(HEAD.slice(2, 4).join(' '))
        const rest = wordsOf(
          [...HEAD.slice(0, 2), ...HEAD.slice(4), ...law.lines.map((line) => line.text)].join(' '),
        )
        expect(wordsOfMarkdown(text)).toEqual([...title, ...rest])
        expect(document?.places.map(({ key, title: name }) => [key, name])).toEqual(
          law.articles.map((a) => [a.key, a.title]),
        )
        const clauses = document?.passages.filter(({ khoan }) => khoan !== undefined) ?? []
        expect(new Set(clauses.map(({ dieu, khoan }) => `${dieu}.${khoan}`)).size).toBe(
          law.articles.flatMap((a) => a.clauses).length,
        )
        for (const { dieu, khoan, text: rule } of clauses) {
          const expected = law.articles.find(({ key }) => key === dieu)?.clauses[Number(khoan) - 1] ?? []
          expect(rule.split('\n')).toHaveLength(expected.length)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('a document that was imported', () => {
  it('is the same when it is imported again', async () => {
    await fc.assert(
      fc.asyncProperty(generatedLaw, async (law) => {
        const { text } = await importLaw(bytes(linesOf(law).join('\n')))
        const source = await readSource(bytes(text))

        expect(source.front).toContain('id: luat-7-2026')
        expect(wordsOfMarkdown((await importLaw(bytes(text))).text)).toEqual(wordsOfMarkdown(text))
      }),
      { numRuns: 30 },
    )
  })
})
