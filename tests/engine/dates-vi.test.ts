import { describe, expect, it } from 'vitest'
import { parseTime } from '../../src/engine/dates-vi.ts'

/** Saturday 21 November 2026, 20:00 in Vietnam. */
const now = Date.parse('2026-11-21T20:00:00+07:00')

/** In Vietnam's time, to the minute. */
function shown(told: string): string {
  const time = parseTime(told, now)
  const at = (iso: string | undefined) =>
    iso === undefined
      ? ''
      : new Date(Date.parse(iso) + 7 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')
  return `${at(time.from)}${time.to === undefined ? '' : ` → ${at(time.to)}`}${time.recurring === true ? ' (recurring)' : ''}`.trim()
}

describe('parseTime', () => {
  it.each([
    ['tối qua', '11-20 18:00 → 11-21 00:00'],
    ['toi qua', '11-20 18:00 → 11-21 00:00'],
    ['tối hôm qua khoảng 9h', '11-20 21:00 → 11-20 22:00'],
    ['đêm qua', '11-20 21:00 → 11-21 05:00'],
    ['hôm kia', '11-19 00:00 → 11-20 00:00'],
    ['sáng nay', '11-21 05:00 → 11-21 11:00'],
    ['chiều nay lúc 3 rưỡi', '11-21 15:30 → 11-21 16:30'],
    ['chiều nay 3 giờ rưỡi', '11-21 15:30 → 11-21 16:30'],
    ['hôm qua 14h30', '11-20 14:30 → 11-20 15:30'],
    ['hôm qua 2h đêm', '11-20 02:00 → 11-20 03:00'],
    ['thứ bảy tuần trước', '11-14 00:00 → 11-15 00:00'],
    ['t7 tuần trước', '11-14 00:00 → 11-15 00:00'],
    ['chủ nhật', '11-15 00:00 → 11-16 00:00'],
    ['thu tu', '11-18 00:00 → 11-19 00:00'],
    ['tối thứ sáu', '11-20 18:00 → 11-21 00:00'],
    ['20/11', '11-20 00:00 → 11-21 00:00'],
    ['20/11/2026 lúc 21:15', '11-20 21:15 → 11-20 22:15'],
    ['ngày 18 tháng 11', '11-18 00:00 → 11-19 00:00'],
    ['ngày 18', '11-18 00:00 → 11-19 00:00'],
    ['3 ngày trước', '11-18 00:00 → 11-19 00:00'],
    ['tuần trước', '11-09 00:00 → 11-16 00:00'],
    ['tháng trước', '10-01 00:00 → 11-01 00:00'],
    ['2 tiếng trước', '11-21 17:30 → 11-21 18:30'],
    ['đang diễn ra', '11-21 19:00 → 11-21 20:00'],
    ['vừa xong', '11-21 19:00 → 11-21 20:00'],
    ['tối nào cũng vậy', '(recurring)'],
    ['đêm nào cũng tụ tập', '(recurring)'],
    ['mỗi tối khoảng 10h', '11-20 22:00 → 11-20 23:00 (recurring)'],
    ['từ 9h đến 11h tối qua', '11-20 21:00 → 11-20 23:00'],
    ['last night around 9pm', '11-20 21:00 → 11-20 22:00'],
    ['yesterday', '11-20 00:00 → 11-21 00:00'],
    ['tôi không nhớ', ''],
    ['em đem quà sang nhà nó', ''],
    ['lâu rồi', ''],
  ])('understands %j as %s', (told, expected) => {
    expect(shown(told)).toBe(expected)
  })

  it('takes the latest such hour when no day is told', () => {
    expect(shown('khoảng 9h')).toBe('11-21 09:00 → 11-21 10:00')
    expect(shown('9 giờ tối')).toBe('11-20 21:00 → 11-20 22:00')
    expect(shown('7h')).toBe('11-21 19:00 → 11-21 20:00')
  })

  it('takes both halves of the day when a day is told but not which half', () => {
    expect(shown('hôm qua khoảng 9h')).toBe('11-20 09:00 → 11-20 22:00')
  })

  it('takes last year for a date that lies ahead', () => {
    expect(parseTime('22/11', now).from).toBe('2025-11-21T17:00:00.000Z')
  })

  it('knows no 31 February, and keeps what was told', () => {
    expect(parseTime('31/2', now)).toEqual({ text: '31/2' })
  })
})
