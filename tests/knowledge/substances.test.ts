import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createKnowledge } from '../../src/knowledge/answer.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { parseSubstances } from '../../src/knowledge/parse-substances.ts'
import { detectRefusal } from '../../src/safety/detect-refusal.ts'

const text = readFileSync('knowledge/substances.yaml', 'utf8')
const parsed = parseSubstances('substances.yaml', text)
const document = parsed.document
if (document === null) throw new Error(JSON.stringify(parsed.problems))
const { index } = await loadKnowledge('knowledge')
const knowledge = createKnowledge(index, { detectRefusal })

describe('substances.yaml', () => {
  it('reads without a problem, one passage an entry', () => {
    expect(parsed.problems).toEqual([])
    expect(document.passages.length).toBe(document.places.length)
    expect(document.passages.length).toBeGreaterThan(15)
  })

  it('says for each when to call 115', () => {
    for (const passage of document.passages) expect(passage.text).toMatch(/\nGọi 115 ngay khi: /u)
  })

  it('says nothing on amounts, prices, getting, making or hiding', () => {
    const forbidden =
      /\d\s*(?:mg|gam|gram|g|ml|cc|viên|liều|đồng|k)(?![\p{L}\d])|mua ở|(?<!\p{L})giá(?!\p{L})|cách (?:dùng|pha|chế|làm|nấu|giấu)|liều lượng|âm tính|đào thải/iu
    for (const passage of document.passages) expect(passage.text).not.toMatch(forbidden)
  })

  it('calls nobody names', () => {
    expect(text).not.toMatch(/con nghiện|thằng/iu)
  })

  it('refuses an entry with a missing part or a key that nobody reads, with its line', () => {
    const without = text.replace(/ {4}urgent: nóng hầm hập, đau ngực, co giật, lú lẫn, tê.*\n/u, '')
    const extra = text.replace(
      '    longHarm: lệ thuộc, co giật',
      '    dose: x\n    longHarm: lệ thuộc, co giật',
    )
    for (const broken of [without, extra]) {
      const { document: none, problems } = parseSubstances('substances.yaml', broken)
      expect(none).toBeNull()
      expect(problems[0]?.line).toBeGreaterThan(1)
    }
  })
})

describe('questions about a substance', () => {
  it.each([
    ['dấu hiệu con hút cần là gì', 'Cần sa'],
    ['bong cuoi co hai gi', 'Bóng cười (khí N2O)'],
    ['bùa lưỡi là gì', 'Tem giấy, bùa lưỡi (LSD)'],
    ['nước vui là gì', 'Nước vui và các hỗn hợp dạng nước, bột'],
    ['hang trang la gi', 'Heroin'],
  ])('“%s” is answered from %s', (question, name) => {
    const answer = knowledge.answer(question, { asOf: '2026-11-21', language: 'vi' })
    expect(answer.citations[0]).toMatchObject({ doc: 'chat', section: name })
    expect(answer.answer).toContain(`[Từ điển chất, mục “${name}”] (kiểm tra ngày 21/11/2026)`)
  })
})
