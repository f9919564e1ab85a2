import { describe, expect, it } from 'vitest'
import { isReceipt } from '../../src/engine/is-receipt.ts'
import { detectDanger } from '../../src/safety/detect-danger.ts'
import { makeReceipt } from '../../src/tips/make-receipt.ts'

const codes = Array.from({ length: 400 }, (_, at) => makeReceipt(at.toString(16).padStart(64, 'a')))

describe('a receipt code typed into the chat', () => {
  it('is known as such in every way of typing it', () => {
    for (const code of codes) {
      expect(isReceipt(code)).toBe(true)
      expect(isReceipt(code.toUpperCase())).toBe(true)
      expect(isReceipt(code.replaceAll('-', ' '))).toBe(true)
    }
  })

  it('is known with a word mistyped', () => {
    const [first = ''] = codes
    expect(isReceipt(first.replace(/^\S+/, 'xin-chao'))).toBe(true)
  })

  it('would else be taken for danger now and then', () => {
    expect(codes.some((code) => detectDanger(code, []) !== null)).toBe(true)
  })

  it('is not found in what people write, nor does it hide a cry for help', () => {
    const [code = ''] = codes
    for (const text of ['bạn em không thở', 'mình muốn chết', `${code} bạn em bất tỉnh rồi, không thở nữa`])
      expect(isReceipt(text)).toBe(false)
  })
})
