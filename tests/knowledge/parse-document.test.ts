import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { KnowledgeDocument } from '../../src/knowledge/document.ts'
import { loadDocuments } from '../../src/knowledge/load-knowledge.ts'
import { parseDocument } from '../../src/knowledge/parse-document.ts'
import { MAX_PASSAGE_CHARS } from '../../src/knowledge/split-text.ts'

const { documents, problems } = await loadDocuments('knowledge')
const texts = documents.filter(({ front }) => !['services', 'substances'].includes(front.kind))

const HEAD = `---
id: thu
kind: law
number: 1/2026/QH15
title: Luật Thử
shortTitle: Luật 1/2026/QH15
issuer: Quốc hội
place: vn
formerPlace: null
issued: 2026-01-01
inForceFrom: 2026-01-01
inForceTo: null
replacedBy: null
replaces: null
source: null
verifiedOn: 2026-11-21
verifiedHow: Bản thử.
reviewBy: 2027-05-21
wording: restated
---
`

function parse(body: string, head = HEAD, asked: string | null = null) {
  return parseDocument('thu.md', head + body, asked === null ? null : { file: 'thu.asked.yaml', text: asked })
}

describe('parseDocument on the documents of the repository', () => {
  it('reads every file without a problem', () => {
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it.each([
    ['luat-120-2025', 56],
    ['luat-73-2021', 55],
  ])('%s has every article once and in order', (id, count) => {
    const keys = documents.find(({ front }) => front.id === id)?.places.map(({ key }) => key)

    expect(keys).toEqual(Array.from({ length: count }, (_, i) => String(i + 1)))
  })

  it('keeps Điều 256a apart from Điều 256', () => {
    const code = documents.find(({ front }) => front.id === 'blhs')
    const found = code?.passages.filter(({ dieu }) => dieu === '256a') ?? []

    expect(found.length).toBeGreaterThan(1)
    expect(found.every(({ heading }) => heading.at(-1)?.startsWith('Điều 256a.'))).toBe(true)
  })

  it.each(texts.map((document) => [document.front.id, document] as const))(
    'loses and adds no word of %s',
    async (_, document) => {
      expect(wordsOfPassages(document)).toEqual(wordsOfBody(await readFile(document.file, 'utf8'), document))
    },
  )

  it('makes no passage too long to quote and gives each its own id', () => {
    const passages = documents.flatMap((document) => document.passages)

    expect(passages.filter(({ text }) => text.length > MAX_PASSAGE_CHARS)).toEqual([])
    expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length)
  })

  it('takes a clause with its points as one passage', () => {
    const law = documents.find(({ front }) => front.id === 'luat-120-2025')
    const clause = law?.passages.find(({ dieu, khoan }) => dieu === '29' && khoan === '2')

    expect(clause?.text.split('\n')).toHaveLength(6)
    expect(clause?.text).toContain('\nđ) chuẩn bị tái hòa nhập cộng đồng.')
    expect(clause?.heading).toEqual([
      'Chương V. Cai nghiện ma túy',
      'Điều 29. Thời hạn, quy trình cai nghiện ma túy',
    ])
  })

  it('gives a paragraph of a plan the path of its section, and its bullets the same', () => {
    const plan = documents.find(({ front }) => front.id === 'plan-longbien')
    const sections = plan?.passages.map(({ section }) => section)

    expect(sections).toContain('II.1')
    expect(sections).toContain('IV.2.c')
    expect(sections?.filter((section) => section === 'IV.2.a').length).toBe(5)
  })

  it('keeps a table in one passage with its header, under the whole unnumbered heading', () => {
    const plan = documents.find(({ front }) => front.id === 'plan-longbien')
    const table = plan?.passages.filter(({ section }) => section?.startsWith('BIỂU GIAO CHỈ TIÊU')) ?? []

    expect(table).toHaveLength(1)
    expect(table[0]?.text).toContain('TT | Đơn vị | Vụ XLHS')
    expect(table[0]?.text).toContain('6 | Thượng Thanh | 2 | 3')
  })

  it('leaves out what editors write for editors', () => {
    expect(
      documents.flatMap(({ passages }) => passages).filter(({ text }) => text.includes('nút bóng')),
    ).toEqual([])
  })
})

describe('parseDocument on broken files', () => {
  const article = '# Luật Thử\n\n### Điều 1. Một\n\n1. Câu một.\n'

  it.each([
    ['no head', () => parseDocument('thu.md', article, null), 'must begin with a head', 1],
    ['unknown key in the head', () => parse(article, HEAD.replace('issuer:', 'isuer:')), 'isuer', 7],
    ['a day that is none', () => parse(article, HEAD.replace('2027-05-21', '2027-02-31')), 'reviewBy', 18],
    ['an article twice', () => parse(`${article}\n### Điều 1. Lại\n\nNữa.\n`), 'Điều 1 stands twice', 27],
    ['an empty article', () => parse(`${article}\n### Điều 2. Trống\n`), 'Điều 2 is empty', 27],
    [
      'a clause out of order',
      () => parse(`${article}3. Ba.\n2. Hai.\n`),
      'clause 2 stands after clause 3',
      27,
    ],
    [
      'a point without a clause',
      () => parse('# L\n\n### Điều 1. Một\n\n   a) lạc;\n'),
      'outside any clause',
      25,
    ],
    ['an empty body', () => parse(''), 'no text to quote', 1],
    [
      'asked-as lines for no article',
      () => parse(article, HEAD, '"9":\n  - hỏi gì\n'),
      '“9” leads nowhere',
      1,
    ],
    ['asked-as lines that are no list', () => parse(article, HEAD, '"1": hỏi gì\n'), 'must have a list', 1],
  ])('reports %s with its line', (_, run, message, line) => {
    const found = run().problems.find((problem) => problem.message.includes(message))

    expect(found?.line).toBe(line)
  })

  it('cuts an overlong clause at the ends of sentences', () => {
    const long = Array.from(
      { length: 40 },
      (_, i) => `Câu thứ ${i} nói về một việc dài để làm đầy khoản này.`,
    ).join(' ')
    const passages = parse(`# L\n\n### Điều 1. Một\n\n1. ${long}\n`).document?.passages ?? []

    expect(passages.length).toBeGreaterThan(1)
    expect(passages.every(({ text }) => text.endsWith('.') && text.length <= MAX_PASSAGE_CHARS)).toBe(true)
    expect(passages.map(({ text }) => text).join(' ')).toBe(long)
  })
})

function wordsOfPassages(document: KnowledgeDocument): string[] {
  return words(document.passages.map(({ text }) => text).join('\n'))
}

/** The body's own words: without headings, list marks, pointers and what stands before the first article. */
function wordsOfBody(file: string, document: KnowledgeDocument): string[] {
  const body = file.normalize('NFC').split('\n---\n').slice(1).join('\n---\n')
  const isPlanLike = document.front.kind === 'plan' || document.front.kind === 'guide'
  const [kept = ''] = body.split('## Các chỗ đã sửa lỗi quét')
  const start = isPlanLike ? 0 : kept.search(/^(?:###? Điều|## [IVX]+\.)/mu)
  const lines = kept
    .slice(start)
    .split('\n')
    .filter((line) => !/^(?:#|Xem thêm: |\|[-:| ]+\|$)/u.test(line))
    .map((line) => line.replace(/^(?:\d+[a-zđ]?\. |- )/u, ''))
    .map((line) => (isPlanLike ? line.replace(/^[a-zđ]\) /u, '') : line))
  return words(lines.join('\n'))
}

function words(text: string): string[] {
  return text.replaceAll('|', ' ').split(/\s+/u).filter(Boolean)
}
