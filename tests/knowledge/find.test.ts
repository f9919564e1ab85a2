import { describe, expect, it } from 'vitest'
import { findPeriod } from '../../src/knowledge/find-period.ts'
import { findReferences } from '../../src/knowledge/find-references.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'

const { index } = await loadKnowledge('knowledge')
const TODAY = '2026-11-21'

describe('findReferences', () => {
  it.each([
    ['Điều 29 nói gì', '29', null, []],
    ['khoản 2 điều 29', '29', '2', []],
    ['dieu 256a blhs', '256a', null, ['blhs']],
    ['đ29 k1 luật 120', '29', null, ['luat-120-2025']],
    ['k2 đ35', '35', '2', []],
    ['nghị định 163', null, null, ['nghi-dinh-163-2026']],
    ['NĐ 282/2025/NĐ-CP điều 30', '30', null, ['nghi-dinh-282-2025']],
    ['luật 2021', null, null, ['luat-73-2021']],
    ['luật phòng chống ma túy 2025', null, null, ['luat-120-2025']],
    ['kế hoạch 265 của Long Biên', null, null, ['plan-longbien']],
    ['quyết định số 3086', null, null, ['plan-quangninh']],
    ['bộ luật tố tụng hình sự', null, null, ['bltths']],
    ['giảm 30% số người nghiện', null, null, []],
  ])('%s', (question, dieu, khoan, docs) => {
    expect(findReferences(question, index.documents)).toMatchObject({
      dieu,
      khoan,
      docs,
      namesUnknownDocument: false,
    })
  })

  it('knows that it does not know a document', () => {
    expect(findReferences('thông tư 18 năm 2021', index.documents).namesUnknownDocument).toBe(true)
  })
})

describe('findPeriod', () => {
  it.each([
    ['Hồi năm 2023 cai bao lâu', '2023-12-31'],
    ['trước 1/7/2026 đăng ký ở đâu', '2026-06-30'],
    ['trc 01/07/2026 dang ky o dau', '2026-06-30'],
    ['ngày 5/3/2024 bị bắt', '2024-03-05'],
    ['tháng 5 năm 2024', '2024-05-15'],
    ['đến năm 2020 giảm bao nhiêu', null],
    ['năm 2027 thì sao', null],
    ['người đang cai từ trước 7/2026 theo luật nào', null],
    ['hôm nay', null],
    ['ngày 99/99/2024', null],
  ])('%s → %s', (question, day) => {
    expect(findPeriod(question, TODAY).day).toBe(day)
  })

  it('tells the old law from a comparison of both', () => {
    expect(findPeriod('luật cũ quy định mấy tháng', TODAY)).toMatchObject({
      asksForOldLaw: true,
      compares: false,
    })
    expect(findPeriod('luật mới khác gì luật cũ', TODAY)).toMatchObject({
      asksForOldLaw: true,
      compares: true,
    })
  })
})
