import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createKnowledge } from '../../src/knowledge/answer.ts'
import { checkServices } from '../../src/knowledge/check-services.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { describeService, parseServices, Service } from '../../src/knowledge/parse-services.ts'
import { detectRefusal } from '../../src/safety/detect-refusal.ts'

const TODAY = '2026-11-21'
const text = readFileSync('knowledge/services.yaml', 'utf8')
const parsed = parseServices('services.yaml', text)
const document = parsed.document
if (document === null) throw new Error(JSON.stringify(parsed.problems))
const { index } = await loadKnowledge('knowledge')
const knowledge = createKnowledge(index, { detectRefusal })
const ask = (question: string) => knowledge.answer(question, { asOf: TODAY, language: 'vi' })

const service = (changes: Record<string, unknown> = {}): Service =>
  Service.parse({
    id: 'noi',
    group: 'noi-giup',
    name: 'Nơi giúp',
    phone: null,
    hours: null,
    whatFor: 'Cai nghiện.',
    who: 'Ai cũng được.',
    place: 'ha-noi',
    verified: null,
    how: 'chưa gọi',
    source: null,
    ...changes,
  })

/** Numbers that two public sources give, or one official page; all others stay out until somebody has called. */
const ALLOWED_NUMBERS = [
  '115',
  '113',
  '114',
  '111',
  '112',
  '0769.04.04.04',
  '0705.13.13.13',
  '024 3385 3227',
  '024 6273 8965',
]
/** Marked doubtful, or another matter, in the reference sheets. */
const FORBIDDEN_NUMBERS = ['0963061414', '1900969680', '18006606', '0692196777', '0907793789']

describe('services.yaml', () => {
  it('reads without a problem, one passage an entry', () => {
    expect(parsed.problems).toEqual([])
    expect(document.passages.map(({ section }) => section)).toEqual(document.places.map(({ key }) => key))
    expect(document.passages.length).toBeGreaterThan(20)
  })

  it('is short enough to be quoted whole: no answer loses its number', () => {
    const long = document.passages.filter((passage) => passage.text.length > 320)
    expect(long.map(({ section }) => section)).toEqual([])
  })

  it('gives no number that was not read in a source', () => {
    const numbers = document.passages.flatMap(
      (passage) => /: gọi ([\d. ]+)\. /u.exec(passage.text)?.[1] ?? [],
    )
    expect(numbers.filter((number) => !ALLOWED_NUMBERS.includes(number))).toEqual([])
    const digits = text.replace(/[^\d\n]/g, '')
    for (const number of FORBIDDEN_NUMBERS) expect(digits).not.toContain(number)
  })

  it('tells people to call first wherever nobody has checked', () => {
    for (const [i, place] of document.places.entries()) {
      const says = document.passages[i]?.text ?? ''
      if (place.verified === null) expect(says).toMatch(/gọi trước để hỏi|Chưa có số đã kiểm/u)
      else expect(says).toContain('Đối chiếu ngày')
    }
  })

  it.each([
    ['goi', '115', TODAY, 'Đối chiếu ngày 21/11/2026.'],
    ['noi-giup', '024 1', null, 'Chưa gọi kiểm số này: gọi trước để hỏi'],
    ['noi-giup', null, null, 'gọi trước để hỏi công an phường, xã'],
    ['co-quan', null, null, 'Chưa có số đã kiểm.'],
  ])('describes a %s with phone %s checked %s', (group, phone, verified, expected) => {
    expect(describeService(service({ group, phone, verified }))).toContain(expected)
  })

  it.each([
    ['a key that nobody reads', 'phone: null', 'phone: null\n    fax: "1"', 'Unrecognized key'],
    ['a day that is none', 'verified: 2026-11-21', 'verified: 2026-13-41', 'verified'],
    ['an id twice', 'id: cong-an-113', 'id: cap-cuu-115', 'stands twice'],
    ['broken YAML', 'services:', 'services: [', ''],
  ])('refuses %s, with its line', (_, from, to, message) => {
    const { problems } = parseServices('services.yaml', text.replace(from, to))
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message)
    expect(problems[0]?.line).toBeGreaterThan(1)
  })
})

describe('checkServices', () => {
  it('is silent for a quarter', () => {
    expect(checkServices([document], TODAY)).toEqual([])
    expect(checkServices([document], '2027-02-19')).toEqual([])
  })

  it('warns of every number from the ninety-first day on, with its line', () => {
    const warnings = checkServices([document], '2027-02-20')
    const checked = document.places.filter(({ verified }) => verified != null)
    expect(warnings.map(({ line }) => line)).toEqual(checked.map(({ line }) => line))
    expect(new Set(warnings.map(({ severity }) => severity))).toEqual(new Set(['warning']))
  })
})

describe('questions for a service', () => {
  it.each([
    ['bạn em sốc thuốc gọi số nào', 'gọi 115'],
    ['so dien thoai bao ma tuy o Ha Noi', '0705.13.13.13'],
    ['số điện thoại tố giác ma túy toàn quốc', '0769.04.04.04'],
    ['tổng đài trẻ em số mấy', 'gọi 111'],
    ['trại cai nghiện Quảng Ninh ở đâu', 'Vũ Oai'],
  ])('“%s” is answered with %s', (question, expected) => {
    const answer = ask(question)
    expect(answer.answer).toContain(expected)
    expect(answer.citations[0]?.title).toMatch(/^Danh bạ dịch vụ, mục “/u)
    expect(answer.answer).not.toContain('đang có hiệu lực')
  })
})
