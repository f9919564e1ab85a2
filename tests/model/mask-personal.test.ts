import { assert, integer, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskPersonal } from '../../src/model/mask-personal.ts'

describe('masking', () => {
  it.each([
    ['gọi em 0912345678 nhé', '0912345678'],
    ['gọi em 0912 345 678 nhé', '345'],
    ['sdt +84 912.345.678', '912'],
    ['CCCD 001099012345 của con tôi', '001099012345'],
    ['tài khoản 19034567890123', '19034567890123'],
    ['mail tuan.nv@gmail.com', 'tuan.nv'],
    ['facebook.com/tuan.nguyen.99 bán đá', 'tuan'],
    ['zalo @tuan_99', 'tuan_99'],
    ['xe 29A-123.45 hay đậu', '123'],
    ['xe máy 29X1 12345', '12345'],
    ['con tôi sinh ngày 12/03/2008', '12/03/2008'],
    ['Tôi tên là Nguyễn Văn Tuấn', 'Tuấn'],
    ['toi ten la nguyen van tuan, con toi nghien', 'tuan'],
    ['con tôi tên Minh nghiện đá', 'Minh'],
    ['con toi ten hung bi nghien', 'hung'],
    ['Tôi là Lan ở Bồ Đề', 'Lan'],
    ['chồng em Tuấn Anh bị bắt', 'Tuấn'],
    ['Trần Thị Bích Ngọc có phải đi cai', 'Ngọc'],
    ['anh nguyen van hai nha ben', 'hai'],
    ['nhà ở số nhà 12 ngõ 45', '12'],
    ['ở số 12 đường Ngọc Lâm', 'Ngọc Lâm'],
    ['ngõ 193/22 phố Bồ Đề', '193'],
    ['o ngo 193 pho Bo De', '193'],
    ['chung cư Mipec tầng 5', 'Mipec'],
  ])('%s', (text, secret) => {
    expect(maskPersonal(text)).not.toContain(secret)
    expect(maskPersonal(text)).toMatch(/\[[^\]]+\]/)
  })

  it.each([
    'Con tôi 15 tuổi nghiện lần đầu thì phải cai bao lâu?',
    'khoản 1 Điều 29 Luật 120/2025/QH15 nói gì',
    'Trước ngày 01/7/2026 thì theo luật nào?',
    'Bị phạt 2.000.000 đồng đúng không, hay 10.000.000 đồng?',
    'Công an phường Bồ Đề, Hà Nội nhận tin ở đâu?',
    'Kế hoạch 265/KH-UBND quận Long Biên năm 2023',
    'Tên gọi khác của ketamine là gì',
    'gọi 115 hay 1800 thì được',
    'Thành phố Hồ Chí Minh có chỗ cai không',
    'Người nghiện từ đủ 12 tuổi đến dưới 18 tuổi',
    'con em bị bắt lần đầu',
  ])('leaves what the rule depends on: %s', (text) => {
    expect(maskPersonal(text)).toBe(text)
  })

  it('hides every Vietnamese mobile number, however it is spaced', () => {
    const digits = tuple(integer({ min: 3, max: 9 }), integer({ min: 0, max: 99_999_999 }))
    assert(
      property(digits, integer({ min: 0, max: 3 }), ([first, rest], style) => {
        const number = `0${first}${String(rest).padStart(8, '0')}`
        const separator = ['', ' ', '.', '-'][style] ?? ''
        const written = [number.slice(0, 4), number.slice(4, 7), number.slice(7)].join(separator)
        expect(maskPersonal(`cho em hỏi, sđt em là ${written} ạ`)).not.toMatch(/\d/)
      }),
    )
  })
})
