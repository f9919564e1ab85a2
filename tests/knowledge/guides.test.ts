import { describe, expect, it } from 'vitest'
import { createKnowledge } from '../../src/knowledge/answer.ts'
import { checkGuides } from '../../src/knowledge/check-guides.ts'
import type { KnowledgeDocument } from '../../src/knowledge/document.ts'
import { loadDocuments, loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { parseDocument } from '../../src/knowledge/parse-document.ts'
import {
  findSourceTags,
  heldSources,
  showSources,
  withoutSources,
} from '../../src/knowledge/parse-guide-sources.ts'
import { splitSentences } from '../../src/knowledge/split-text.ts'
import { detectRefusal } from '../../src/safety/detect-refusal.ts'

const TODAY = '2026-11-21'
const { documents, problems } = await loadDocuments('knowledge')
const guides = documents.filter(({ front }) => front.kind === 'guide')
const { index } = await loadKnowledge('knowledge')
const knowledge = createKnowledge(index, { detectRefusal })

function guide(body: string): KnowledgeDocument {
  const front = { ...guides[0]?.front, id: 'huong-dan-thu' }
  const head = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  const { document } = parseDocument('thu.md', `---\n${head.join('\n')}\n---\n## I. Thử\n\n${body}\n`, null)
  if (document === null) throw new Error('cannot be read')
  return document
}

const complaints = (body: string, today = TODAY) =>
  checkGuides([...documents.filter(({ front }) => front.kind !== 'guide'), guide(body)], today)
    .map(({ message }) => message)
    .join('\n')

describe('the guides', () => {
  it('are ten, read without a problem, and rest on what is in force today', () => {
    expect(guides.length).toBeGreaterThanOrEqual(10)
    expect(problems.filter(({ file }) => file.includes('guides'))).toEqual([])
    expect(checkGuides(documents, TODAY)).toEqual([])
  })

  it('would all complain once Law 120/2025 had ended', () => {
    const ended = documents.map((document) =>
      document.front.id === 'luat-120-2025'
        ? { ...document, front: { ...document.front, inForceTo: '2026-11-01' } }
        : document,
    )
    const files = new Set(checkGuides(ended, TODAY).map(({ file }) => file))
    // The guide on vapes stands on other ground.
    expect(files.size).toBeGreaterThanOrEqual(9)
  })

  it('have sections of two to six short sentences, asked for in ten ways', () => {
    for (const { front, passages, places, asked } of guides) {
      for (const passage of passages) {
        const sentences = splitSentences(passage.text)
        expect(sentences.length, passage.id).toBeGreaterThanOrEqual(2)
        expect(sentences.length, passage.id).toBeLessThanOrEqual(6)
        for (const sentence of sentences) {
          const syllables = withoutSources(sentence).split(' ').length
          expect(syllables, sentence).toBeLessThanOrEqual(60)
        }
      }
      for (const { key } of places)
        expect(asked.get(key)?.length, `${front.id} ${key}`).toBeGreaterThanOrEqual(10)
    }
  })

  it('blame nobody', () => {
    const words = guides.flatMap(({ passages, asked }) => [
      ...passages.map(({ text }) => text),
      ...[...asked.values()].flat(),
    ])
    expect(words.filter((text) => /con nghiện|thằng/iu.test(text))).toEqual([])
  })

  it('do not repeat an asked-as line: each asks for one section', () => {
    const lines = guides.flatMap(({ asked }) => [...asked.values()].flat())
    expect(lines.filter((line, i) => lines.indexOf(line) !== i)).toEqual([])
  })
})

describe('checkGuides', () => {
  it.each([
    ['a document that is not here', 'Một câu [luat-khong-co Điều 1].', 'is not here: luat-khong-co'],
    ['an article that is not there', 'Một câu [luat-120-2025 Điều 99].', 'leads nowhere'],
    ['a clause that is not there', 'Một câu [luat-120-2025 Điều 29 khoản 9].', 'leads nowhere'],
    ['a repealed law', 'Một câu [luat-73-2021 Điều 30].', 'no longer in force'],
    ['a figure that the source lacks', 'Cai 7 tháng [luat-120-2025 Điều 29 khoản 1].', 'lacks: 7'],
    [
      'a figure without a source',
      'Cai 24 tháng [luat-120-2025 Điều 29]. Phạt 5 triệu đồng.',
      'without a source',
    ],
    ['a section without any source', 'Một câu hiền lành.', 'has no source'],
    ['brackets that are no source', 'Một câu [xem ở trên].', 'cannot be read'],
    ['an outside source without its day', 'Một câu [nguồn: báo].', 'cannot be read'],
  ])('finds %s', (_, body, message) => {
    expect(complaints(body)).toContain(message)
  })

  it('accepts a figure that stands in any of the sources of its sentence, however it is written', () => {
    const body =
      'Đăng ký trong 24 giờ; lần đầu cai 24 tháng [luat-120-2025 Điều 29; nghi-dinh-163-2026 Điều 89].'
    expect(complaints(body)).toBe('')
    expect(complaints('Thêm 2 ngày [nghi-dinh-163-2026 Điều 4 khoản 8].')).toBe('')
  })
})

describe('sources in a text', () => {
  const TEXT =
    'Một [luat-120-2025 Điều 31 khoản 6; bltths mục II khoản 1]. Hai [nguồn: Báo A, kiểm 21/11/2026]. Ba [blhs, Điều 256a].'

  it('are read in every form', () => {
    expect(findSourceTags(TEXT).map(({ sources }) => sources)).toEqual([
      [
        { doc: 'luat-120-2025', dieu: '31', khoan: '6' },
        { doc: 'bltths', section: 'II', khoan: '1' },
      ],
      [{ outside: 'Báo A', checked: '21/11/2026' }],
      [{ doc: 'blhs', dieu: '256a' }],
    ])
    expect(heldSources(`${TEXT} ${TEXT}`)).toHaveLength(3)
  })

  it('are left out of what is searched', () => {
    expect(withoutSources(TEXT)).toBe('Một. Hai. Ba.')
  })

  it('are shown as people cite', () => {
    expect(showSources(TEXT, index.documents)).toBe(
      'Một (Luật 120/2025/QH15, Điều 31 khoản 6; Bộ luật Tố tụng hình sự, mục II khoản 1). Hai (nguồn: Báo A, kiểm 21/11/2026). Ba (Bộ luật Hình sự, Điều 256a).',
    )
  })
})

describe('questions for a guide', () => {
  it.each([
    ['con tôi dùng ma túy, tôi phải làm gì hôm nay', 'huong-dan-con-dung-ma-tuy'],
    ['bỏ metha một tháng có bị cắt không', 'huong-dan-methadone'],
    ['cong an gia goi doi tien phi xet nghiem', 'huong-dan-lua-dao'],
    ['cai xong vay vốn được bao nhiêu tiền', 'huong-dan-sau-cai'],
    ['bạn rủ chơi đồ mà em ngại từ chối', 'huong-dan-duoi-18'],
  ])('“%s” is answered from %s and cites the rules as well', (question, doc) => {
    const answer = knowledge.answer(question, { asOf: TODAY, language: 'vi' })
    expect(answer.citations[0]?.doc).toBe(doc)
    expect(answer.citations.every(({ inForce }) => inForce)).toBe(true)
    expect(answer.answer).not.toMatch(/\[[a-z0-9-]+ (?:Điều|mục)|\[nguồn/u)
  })

  it('are not given for a day before the rules they state', () => {
    const found = knowledge.search('đăng ký cai nghiện tự nguyện ở đâu', { asOf: '2026-06-30', top: 10 })
    expect(found.filter(({ doc }) => doc.startsWith('huong-dan-'))).toEqual([])
  })
})
