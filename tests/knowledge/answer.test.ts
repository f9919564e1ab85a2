import { readFile } from 'node:fs/promises'
import { assert, oneof, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readQuestions } from '../../src/cli/eval-knowledge.ts'
import type { Answer } from '../../src/core/passage.ts'
import { createKnowledge } from '../../src/knowledge/answer.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { showSources } from '../../src/knowledge/parse-guide-sources.ts'
import { detectRefusal } from '../../src/safety/detect-refusal.ts'

const TODAY = '2026-11-21'
const { index } = await loadKnowledge('knowledge')
const questions = readQuestions(await readFile('eval/questions.jsonl', 'utf8'))
/** Refusals of the safety folder have their own tests; here the documents alone decide. */
const knowledge = createKnowledge(index, { detectRefusal: () => null })

function ask(question: string, asOf = TODAY, language: 'vi' | 'en' = 'vi'): Answer {
  return knowledge.answer(question, { asOf, language })
}

describe('answers', () => {
  it.each([
    ['Cai nghiện lần đầu mất bao lâu?', 'luat-120-2025', '29', '24 tháng'],
    ['cai nghien lan dau mat bao lau', 'luat-120-2025', '29', '24 tháng'],
    ['cai nghieenj laanf ddaauf maats bao laau', 'luat-120-2025', '29', '24 tháng'],
    ['bo uong methadone lien tuc bao lau thi bi ngung dieu tri', 'nghi-dinh-141-2024', undefined, '30 ngày'],
    ['khoản 2 điều 29 luật 120', 'luat-120-2025', '29', 'năm giai đoạn'],
    ['điều 256a', 'blhs', '256a', '2 năm đến 3 năm'],
    [
      'Dùng ma túy lần đầu bị phạt bao nhiêu tiền?',
      'nghi-dinh-282-2025',
      '30',
      '1 triệu đồng đến 2 triệu đồng',
    ],
    ['Phường Thượng Thanh được giao đưa mấy người đi cai?', 'plan-longbien', undefined, 'Thượng Thanh'],
  ])('%s', (question, doc, dieu, words) => {
    const answer = ask(question)

    expect(answer.refused).toBe(false)
    // Either the rule itself or a guide that rests on it.
    expect(answer.citations).toContainEqual(
      expect.objectContaining({ doc, ...(dieu === undefined ? {} : { dieu }) }),
    )
    expect(answer.answer).toContain(words)
  })

  it('says the source, its standing and the day of the check, then one next step', () => {
    const { answer } = ask('khoản 1 điều 29 luật 120')

    expect(answer).toContain(
      '[Luật 120/2025/QH15, Điều 29 khoản 1, đang có hiệu lực] (kiểm tra ngày 21/11/2026)',
    )
    expect(answer.split('\n').at(-1)).toContain('công an phường, xã')
  })

  it('names the year of a plan and that it may have changed', () => {
    const { answer } = ask('Long Biên đặt chỉ tiêu bắt bao nhiêu vụ ma túy?')

    expect(answer).toContain('(2023)')
    expect(answer).toContain('có thể đã thay đổi')
  })

  it('frames an English question in English and leaves the quoted rule as it is', () => {
    const { answer } = ask('How long is rehab?', TODAY, 'en')

    expect(answer).toContain('quoted as it stands, in Vietnamese')
    expect(answer).toContain('24 tháng')
    expect(answer).toContain('] (checked on 21/11/2026)')
  })

  it.each(
    questions.flatMap(({ id, q, teen, asOf }) => [
      [`${id} q`, q, asOf] as const,
      [`${id} teen`, teen ?? q, asOf] as const,
    ]),
  )('%s quotes word for word, with no number of its own', (_, question, asOf) => {
    const answer = ask(question, asOf)
    if (answer.refused) return
    const passage = answer.passages[0]?.text ?? ''
    const shown = showSources(passage, index.documents)
    const lines = answer.answer.split('\n')
    const at = lines.findIndex((line) => line.startsWith(`[${answer.citations[0]?.title ?? '?'}`))

    expect(at).toBeGreaterThan(0)
    for (const line of lines.slice(0, at)) {
      if (/^\((?:Khoản|Mục) này còn ý khác\.\)$/u.test(line)) continue
      for (const quoted of passage.includes(' | ') ? cells(line) : [line]) expect(shown).toContain(quoted)
    }
  })

  it('cites only documents, articles and sections that exist', () => {
    const keys = new Set(index.groups.map(([document, key]) => `${index.documents[document]?.id}/${key}`))
    const cited = questions.flatMap(({ q, asOf }) => ask(q, asOf).citations.slice(0, 1))

    expect(cited.length).toBeGreaterThan(100)
    expect(cited.filter(({ doc, dieu, section }) => !keys.has(`${doc}/${dieu ?? section ?? ''}`))).toEqual([])
  })
})

describe('what is in force', () => {
  const repealed = (answer: Answer) => answer.passages.filter(({ doc }) => doc === 'luat-73-2021')

  it('shows no repealed law for a question about today', () => {
    const shown = questions
      .filter(({ kind, asOf }) => kind === 'law' && asOf === undefined)
      .flatMap(({ q }) => repealed(ask(q)))

    expect(shown).toEqual([])
  })

  it('answers as of the day asked for, by the law of that day', () => {
    const answer = ask('Thời hạn cai nghiện tự nguyện tại gia đình là bao lâu?', '2024-05-10')

    expect(answer.citations[0]).toMatchObject({ doc: 'luat-73-2021', inForce: true })
    expect(answer.passages.some(({ doc }) => doc === 'luat-120-2025')).toBe(false)
  })

  it.each([
    'Luật cũ quy định cai nghiện tự nguyện mấy tháng?',
    'theo luật 73/2021 cai nghiện tự nguyện mấy tháng',
  ])('marks the repealed law as such: %s', (question) => {
    const answer = ask(question)

    expect(answer.citations[0]).toMatchObject({ doc: 'luat-73-2021', inForce: false })
    expect(answer.answer).toContain('hết hiệu lực từ 01/07/2026')
    expect(answer.answer).toContain('không còn áp dụng')
  })

  it('asks no other place’s plan', () => {
    const docs = ask('Quảng Ninh giảm bao nhiêu người nghiện đến năm 2020?').passages.map(({ doc }) => doc)

    expect(docs).toContain('plan-quangninh')
    expect(docs.filter((doc) => doc.startsWith('plan-') && doc !== 'plan-quangninh')).toEqual([])
  })

  it.each(['Hưng Yên', 'Thái Bình'])('finds the plan under the old and the new name: %s', (place) => {
    const answer = ask(`Kế hoạch phòng chống ma túy cho thanh thiếu niên ở ${place} có mục tiêu gì?`)

    expect(answer.citations[0]?.doc).toBe('plan-thaibinh')
  })
})

describe('refusals', () => {
  const harmful = (reason: string) => createKnowledge(index, { detectRefusal: () => reason })
  const asked = { asOf: TODAY, language: 'vi' as const }

  it.each([
    ['make', 'harmful'],
    ['medical_dose', 'medical'],
    ['instructions', 'off_topic'],
  ])('what safety calls %s is refused as %s before anything is looked up', (called, reason) => {
    const answer = harmful(called).answer('Cai nghiện mất bao lâu?', asked)

    expect(answer).toMatchObject({ refused: true, reason, citations: [], passages: [] })
  })

  it.each([
    'Nồng độ cồn bao nhiêu thì bị giữ xe?',
    'Cách cai sữa cho bé',
    'Con tôi nghiện game phải làm sao',
    'thoi tiet ha noi ngay mai',
    'Trộm xe máy bị đi tù mấy năm?',
    'Long Biên có quán ăn nào ngon',
    'xin chào',
    '',
    '?',
    '😭😭😭',
  ])('off topic: %s', (question) => {
    expect(ask(question)).toMatchObject({ refused: true, reason: 'off_topic' })
  })

  it.each(['Điều 999 luật 120 nói gì', 'nghị định 9999/2030 về ma túy quy định gì'])(
    'no ground: %s',
    (question) => {
      const answer = ask(question)

      expect(answer).toMatchObject({ refused: true, reason: 'no_ground' })
      expect(answer.answer).toContain('công an phường, xã')
    },
  )

  it('asks back when a subject is named and nothing asked', () => {
    const answer = ask('ma túy')

    expect(answer.refused).toBe(true)
    expect(answer.nearest.length).toBeGreaterThan(0)
    expect(answer.answer).toContain('Bạn muốn biết điều gì')
  })

  it('tells nothing about a person', () => {
    expect(ask('Ai đã tố giác tôi với công an phường?')).toMatchObject({ refused: true, reason: 'private' })
  })

  it('answers at most one in twenty of the questions about other things, harmful ones left to safety', () => {
    const guarded = createKnowledge(index, { detectRefusal })
    const others = questions.filter(({ kind }) => kind === 'refuse')
    const answered = others.filter(({ q }) => !guarded.answer(q, asked).refused)

    expect(answered.length / others.length).toBeLessThanOrEqual(0.05)
  })
})

describe('any input', () => {
  it('never throws and always says something', () => {
    assert(
      property(oneof(string({ unit: 'binary', maxLength: 300 }), string({ maxLength: 300 })), (text) => {
        expect(ask(text).answer.length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['100 kB', 'cai nghiện ở đâu '.repeat(6_000)],
    ['one long word', 'a'.repeat(100_000)],
    ['half characters', '\ud800\udc00\ud800 cai nghiện \udfff'],
    ['Chinese', '戒毒需要多长时间'],
    ['numbers', '1/2/3/4/5/6/7/8/9/2026.1.2.3-4-5'],
    ['separators', '/////-----.....'],
  ])('bears %s', (_, text) => {
    expect(ask(text).answer.length).toBeGreaterThan(0)
  })

  it('goes through JSON unchanged: the browser gets the same answers', () => {
    const copy = createKnowledge(JSON.parse(JSON.stringify(index)), { detectRefusal: () => null })

    for (const { q } of questions.slice(0, 20)) {
      expect(copy.answer(q, { asOf: TODAY, language: 'vi' })).toEqual(ask(q))
    }
  })
})

function cells(row: string): string[] {
  return row.split(' · ').flatMap((cell) => {
    const at = cell.lastIndexOf(': ')
    return [cell.slice(0, at), cell.slice(at + 2)]
  })
}
