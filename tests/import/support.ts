import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { main } from '../../src/cli/import.ts'
import type { Terminal } from '../../src/import/ask-front.ts'
import { wordsOf } from '../../src/import/clean-text.ts'
import { fixedClock } from '../support/fixed-clock.ts'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A `w:p`; `inside` is further XML after the text. */
export function wordParagraph(text: string, properties = '', inside = ''): string {
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>${inside}</w:p>`
}

/** A minimal .docx of these body elements; further parts by name (numbering.xml, footnotes.xml, styles.xml). */
export function makeDocx(body: readonly string[], parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const names = Object.keys(parts)
  const types = names.map(
    (name) =>
      `<Override PartName="/word/${name}" ContentType="${WORD_TYPE}.${name.replace('.xml', '')}+xml"/>`,
  )
  const links = names.map(
    (name, i) => `<Relationship Id="r${i}" Type="${OFFICE}/${name.replace('.xml', '')}" Target="${name}"/>`,
  )
  const xml = (text: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${text}`)
  return zipSync({
    '[Content_Types].xml': xml(
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${WORD_TYPE}.document.main+xml"/>${types.join('')}</Types>`,
    ),
    '_rels/.rels': xml(
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/_rels/document.xml.rels': xml(
      `<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`,
    ),
    'word/document.xml': xml(`<w:document ${W}><w:body>${body.join('')}</w:body></w:document>`),
    ...Object.fromEntries(
      Object.entries(parts).map(([name, text]) => [
        `word/${name}`,
        xml(text.replace('<w:', `<w:`).replace(/^<([\w:]+)/, `<$1 ${W}`)),
      ]),
    ),
  })
}

export interface Folder {
  path: string
  /** Runs the command on a file of this name and content, into this folder's knowledge. */
  run(
    file: { name: string; content: string | Uint8Array },
    args?: string[],
    terminal?: Terminal | null,
  ): Promise<Ran>
  read(name: string): Promise<string>
  write(name: string, text: string): Promise<void>
  /** Every file under knowledge/, with its content. */
  knowledge(): Promise<Record<string, string>>
  remove(): Promise<void>
}

export interface Ran {
  code: number
  out: string
  errors: string
}

export async function makeFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'an-tam-import-'))
  const knowledge = join(path, 'knowledge')
  await mkdir(join(knowledge, 'law'), { recursive: true })
  await mkdir(join(knowledge, 'plans'), { recursive: true })
  return {
    path,
    async run({ name, content }, args = [], terminal = null) {
      const file = join(path, name)
      await writeFile(file, content)
      const out: string[] = []
      const errors: string[] = []
      const context = {
        print: (line: string) => void out.push(line),
        printError: (line: string) => void errors.push(line),
      }
      const code = await main([file, '--knowledge', knowledge, ...args], context, {
        clock: fixedClock(),
        terminal,
      })
      return { code, out: out.join('\n'), errors: errors.join('\n') }
    },
    read: (name) => readFile(join(knowledge, name), 'utf8'),
    write: (name, text) => writeFile(join(knowledge, name), text),
    async knowledge() {
      const names = (await readdir(knowledge, { recursive: true, withFileTypes: true })).filter((entry) =>
        entry.isFile(),
      )
      const paths = names.map((entry) => join(entry.parentPath, entry.name))
      return Object.fromEntries(
        await Promise.all(
          paths.map(async (file) => [file.slice(knowledge.length + 1), await readFile(file, 'utf8')]),
        ),
      )
    },
    remove: () => rm(path, { recursive: true }),
  }
}

/** Words of a Markdown body in order, its own marks aside: "Xem thêm", headings' signs, the head. */
export function wordsOfMarkdown(markdown: string): string[] {
  const body = markdown.split('\n---\n').slice(1).join('\n---\n')
  return wordsOf(body.replaceAll('Xem thêm: ', ''))
}
