import { describe, expect, it } from 'vitest'
import { findFacts } from '../../src/model/find-facts.ts'

function claims(text: string): string[] {
  return [...findFacts(text).claimed].sort()
}

describe('facts of a text', () => {
  it.each([
    ['24 tháng', '24 thang'],
    ['hai mươi bốn tháng', '24 thang'],
    ['hai mươi tư tháng', '24 thang'],
    ['ba mươi sáu tháng', '36 thang'],
    ['mười lăm ngày', '15 ngay'],
    ['hai mươi năm', '20 nam'],
    ['năm năm', '5 nam'],
    ['năm giai đoạn', '5'],
    ['một trăm linh năm người', '105 nguoi'],
    ['03 tháng', '3 thang'],
    ['24h', '24 gio'],
    ['2 triệu đồng', '2000000 dong'],
    ['2.000.000 đồng', '2000000 dong'],
    ['hai triệu đồng', '2000000 dong'],
    ['0,5 gam', '0.5 gam'],
    ['30 phần trăm', '30 %'],
    ['3 ngày làm việc', '3 ngay lam viec'],
    ['01/7/2026', 'ngay 2026-7-1'],
    ['ngày 1 tháng 7 năm 2026', 'ngay 2026-7-1'],
    ['1 July 2026', 'ngay 2026-7-1'],
    ['tháng 7 năm 2026', 'thang 7-2026'],
    ['Điều 256a', 'dieu 256a'],
    ['khoản 1', 'khoan 1'],
    ['Luật 120/2025/QH15', 'so 120/2025/qh15'],
    ['Kế hoạch 265/KH-UBND', 'so 265/kh-ubnd'],
    ['một năm', '1 nam'],
    ['5 người', '5 nguoi'],
    ['1800 1567', 'goi 18001567'],
    ['18001567', 'goi 18001567'],
    ['0912.345.678', 'goi 0912345678'],
    ['gọi 115', '115'],
    ['Tòa án nhân dân', 'cq toa an'],
    ['Chủ tịch UBND cấp xã', 'cq chu tich,cq uy ban nhan dan@xa'],
    ['công an phường', 'cq cong an@xa'],
    ['the commune police', 'cq cong an@xa'],
    ['twenty-four months', '24 thang'],
    ['một người', ''],
    ['mỗi năm', ''],
    ['ba mẹ', ''],
  ])('%s', (text, expected) => {
    expect(claims(text).join(',')).toBe(expected)
  })

  it('gives what comes before “hoặc” the unit of what comes after', () => {
    expect(claims('24 hoặc 36 tháng')).toEqual(['24 thang', '36 thang'])
    expect(claims('từ 1 đến 2 triệu đồng')).toEqual(['1000000 dong', '2000000 dong'])
  })

  it('lets a source support the bare number, but not another unit or a lower level', () => {
    const { offered } = findFacts('trong 24 giờ, Công an xã, phường nơi cư trú')

    expect(offered.has('24')).toBe(true)
    expect(offered.has('24 gio')).toBe(true)
    expect(offered.has('24 thang')).toBe(false)
    expect(offered.has('cq cong an@xa')).toBe(true)
    expect(offered.has('cq cong an@tinh')).toBe(false)
  })
})
