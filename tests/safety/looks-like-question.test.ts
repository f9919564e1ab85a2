import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { looksLikeQuestion } from '../../src/safety/looks-like-question.ts'

describe('looksLikeQuestion', () => {
  it.each([
    'cai nghiện ở đâu',
    'dùng ma túy bị phạt bao nhiêu tiền?',
    'methadone la gi',
    'di cai bn lau z',
    'con em hút cần có bị đi tù không ạ',
    'cho em hỏi luật mới',
    'tại sao phải cai 2 năm',
    'uống methadone cần giấy tờ gì vậy ad',
    'what is methadone',
    'hút co bi phat k',
  ])('yes: %s', (text) => expect(looksLikeQuestion(text)).toBe(true))
  it.each([
    'ngõ 12 đường Ngọc Lâm',
    'khoảng 9 giờ tối qua',
    'có 3 thanh niên đi xe máy đỏ',
    'em muốn bỏ đá',
    'dạ vâng',
    'ok',
    'gần chợ',
    '?',
    '',
  ])('no: %s', (text) => expect(looksLikeQuestion(text)).toBe(false))
  it('never throws and is bounded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void looksLikeQuestion(text)),
      { numRuns: 200 },
    )
    const start = performance.now()
    looksLikeQuestion('có không '.repeat(12_000))
    expect(performance.now() - start).toBeLessThan(300)
  })
})
