import { describe, expect, it } from 'vitest'
import { checkReceipt } from '../../src/web/chat/check-receipt.ts'
import { findPhones, telephoneLink } from '../../src/web/chat/phones.ts'

const phones = ['113', '115', '111', '0769.04.04.04']
const links = (text: string) =>
  findPhones(text, phones).flatMap((piece) => (piece.type === 'phone' ? [piece.href] : []))

describe('telephone numbers in a text', () => {
  it.each([
    ['Gọi 115 ngay, rồi 113.', ['tel:115', 'tel:113']],
    ['Gọi 0769.04.04.04 (gọi trước để hỏi)', ['tel:0769040404']],
    ['theo Điều 113 và khoản 111', []],
    ['Luật 115/2025/QH15', []],
    ['Nghị định 90/113', []],
    ['phạt 1.115.000 đồng, 113.000 đồng', []],
    ['trong 1150 ngày', []],
    ['Article 111 of the law', []],
  ])('finds only what can be called in %j', (text, expected) => {
    expect(links(text)).toEqual(expected)
  })

  it('loses no character', () => {
    const text = 'Gọi 115, Điều 115, 113!'
    expect(
      findPhones(text, phones)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  })

  it('keeps a plus, drops the rest', () => {
    expect(telephoneLink('+84 769.04-04')).toBe('tel:+847690404')
  })
})

describe('retyped receipt', () => {
  const code = 'ba-dem kho-lat mi-bet so-tum tai-hot hao-chum bo-lem'

  it.each([
    ['as shown', code, { result: 'right' }],
    [
      'with capitals, marks and no hyphens',
      'BÀ ĐẾM kho lat, mi bet so tum tai hot hao chum bo lem',
      { result: 'right' },
    ],
    ['with a slip', code.replace('mi-bet', 'mi-bot'), { result: 'wrong_word', position: 3 }],
    ['half', 'ba-dem kho-lat', { result: 'missing', count: 2 }],
    ['half and a bit', 'ba-dem kho-l', { result: 'missing', count: 1 }],
    ['nothing', '', { result: 'missing', count: 0 }],
    ['too much', `${code} ba`, { result: 'wrong_word', position: 7 }],
  ])('%s', (_name, typed, expected) => {
    expect(checkReceipt(code, typed)).toEqual(expected)
  })
})
