import { describe, expect, it } from 'vitest'
import { isClearQuestion } from '../../src/engine/clear-question.ts'
import { commandIn, isGreeting } from '../../src/engine/commands.ts'
import { splitText } from '../../src/engine/cut-text.ts'
import { parseNumber } from '../../src/engine/numbers-vi.ts'
import { parsePhone } from '../../src/engine/phones.ts'
import { indexPlaces, nearestWard, wardsIn } from '../../src/engine/places.ts'
import { testDeployment } from '../support/test-deployment.ts'

describe('parseNumber', () => {
  it.each([
    ['5', 5],
    ['khoảng 12 người', 12],
    ['hai mươi lăm', 25],
    ['hai lăm', 2],
    ['mười', 10],
    ['mười hai', 12],
    ['một chục', 10],
    ['ba mươi', 30],
    ['1.500', 1500],
    ['2,5', 2.5],
    ['không có ai', 0],
    ['không biết', null],
    ['chưa rõ mấy người', null],
    ['nhiều lắm', null],
    ['từ đầu tháng', null],
    ['toàn nam', null],
    ['nam nguoi', 5],
    ['bà bán nước', null],
    ['three', 3],
  ])('reads %j as %s', (text, expected) => {
    expect(parseNumber(text)).toBe(expected)
  })
})

describe('parsePhone', () => {
  it.each([
    ['0912345678', '0912345678'],
    ['+84 912 345 678', '0912345678'],
    ['số em 0912.345.678 ạ', '0912345678'],
    ['024 3827 1234', '02438271234'],
    ['115', null],
    ['12345678901234', null],
    ['0112345678', null],
  ])('reads %j as %s', (text, expected) => {
    expect(parsePhone(text)).toBe(expected)
  })
})

describe('wardsIn', () => {
  const index = indexPlaces(testDeployment)
  it.each([
    ['ngõ 12 ngoc lam', ['bo-de']],
    ['Gia Thụy', ['bo-de', 'viet-hung']],
    ['p. bồ đề', ['bo-de']],
    ['gần chợ Thạch Bàn', ['phuc-loi']],
    ['quận Bồ Đề', []],
    ['đâu đó', []],
  ])('finds in %j the wards %j', (text, expected) => {
    expect(wardsIn(text, index).map((ward) => ward.code)).toEqual(expected)
  })

  it('places a shared location in the nearest ward within five kilometres', () => {
    expect(nearestWard(21.04, 105.875, index)?.code).toBe('bo-de')
    expect(nearestWard(21.062, 105.899, index)?.code).toBe('viet-hung')
    expect(nearestWard(10.77, 106.7, index)).toBeNull()
  })
})

describe('commandIn', () => {
  it.each([
    ['menu', 'menu'],
    ['/menu', 'menu'],
    ['Quay lại', 'back'],
    ['quay lai!', 'back'],
    ['SỬA LẠI', 'edit'],
    ['huỷ', 'cancel'],
    ['hủy', 'cancel'],
    ['dung', 'cancel'],
    ['/huy', 'cancel'],
    ['/xoa', 'erase'],
    ['xoá', 'erase'],
    ['gặp người thật', 'human'],
    ['trợ giúp', 'help'],
    ['nguy hiểm', 'danger'],
    ['English', 'language'],
  ])('hears %j as %s', (text, command) => {
    expect(commandIn(text)?.command).toBe(command)
  })

  it.each([
    'quay lại quán đó nó còn bán',
    'dừng xe trước cổng',
    'xoá hết dấu vết',
    'menu quán có shisha',
    'sửa xe',
    'nguy hiểm lắm vì tụi nó có dao',
    '',
  ])('hears no command in %j', (text) => {
    expect(commandIn(text)).toBeNull()
  })

  it('takes an argument after a slash command, and the language from its name', () => {
    expect(commandIn('/start tip')).toEqual({ command: 'start', argument: 'tip' })
    expect(commandIn('tiếng Anh')).toEqual({ command: 'language', argument: 'en' })
  })

  it('knows greetings', () => {
    expect(isGreeting('Chào bạn!')).toBe(true)
    expect(isGreeting('chào hàng ở quán')).toBe(false)
  })
})

describe('isClearQuestion', () => {
  it.each([
    'có bị phạt không?',
    'làm sao cai được',
    'tại sao vậy ạ',
    'cai nghiện ở đâu',
    'em có bị bắt không',
    'how long does it take',
    'cho em hỏi giờ làm việc',
  ])('%j is one', (text) => {
    expect(isClearQuestion(text)).toBe(true)
  })
  it.each(['không', 'em không rõ', 'nó bán ở đầu ngõ', 'không thấy ai', 'có mấy người lạ'])(
    '%j is none',
    (text) => {
      expect(isClearQuestion(text)).toBe(false)
    },
  )
})

describe('splitText', () => {
  it('breaks at sentence ends and loses nothing but blanks', () => {
    const text = Array.from({ length: 40 }, (_, i) => `Câu số ${i} dài vừa phải.`).join(' ')
    const pieces = splitText(text, 200)

    expect(pieces.every((piece) => piece.length <= 200 && piece.endsWith('.'))).toBe(true)
    expect(pieces.join(' ')).toBe(text)
  })

  it('breaks a text without any blank, and never inside a character', () => {
    const pieces = splitText('😀'.repeat(500), 101)

    expect(pieces.every((piece) => piece.length <= 101 && !/\p{Surrogate}/u.test(piece))).toBe(true)
  })
})
