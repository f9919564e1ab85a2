import { describe, expect, it } from 'vitest'
import { commandIn } from '../../src/engine/commands.ts'

describe('commandIn', () => {
  it.each([
    ['/menu', 'menu'],
    ['/dung', 'cancel'],
    ['/XOA', 'erase'],
    ['/nguoithat', 'human'],
    ['quay lại', 'back'],
    ['dạ cho em quay lại quán đó', null],
    ['/constructor', null],
    ['/toString', null],
    ['/__proto__', null],
    ['constructor', null],
  ])('%s: %s', (text, command) => {
    expect(commandIn(text)?.command ?? null).toBe(command)
  })
})
