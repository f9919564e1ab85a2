import type { TipTime } from '../core/tip.ts'
import { type ClockTime, clockIn, partIn, partWindows } from './clock-words.ts'
import { type DayRange, dayIn } from './day-words.ts'
import { timeWords } from './time-words.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Vietnam keeps UTC+7 all year. */
const ZONE = 7 * HOUR

const RECURRING =
  / (?:toi|dem|ngay|hom|sang|chieu|trua|tuan|luc|thu \w+|cuoi tuan) nao cung | (?:hang|moi) (?:ngay|dem|toi|tuan|sang|chieu|hom) | (?:thuong xuyen|lien tuc|suot|nhieu lan|nhieu ngay|may hom|may ngay|hay tu tap|every|often|usually|many times|always|regularly) /
const NOW =
  / (?:dang dien ra|bay gio|bh|hien tai|luc nay|ngay luc nay|dang|right now|now|happening|vua xong|vua nay|moi day|hoi nay|just now) /
const AGO = / (?:cach day )?(\d{1,3}|mot|nua) (phut|tieng|gio|minutes?|hours?) (?:truoc|roi|nay|ago) /

/**
 * Understands when something happened. `text` keeps the words as told; `from` and `to` are there when a day or an hour
 * was understood, `recurring` when it happens again and again. `now` in ms; everything is Vietnam time.
 */
export function parseTime(told: string, now: number): TipTime {
  const words = timeWords(told)
  const recurring = RECURRING.test(words)
  const span = spanIn(words, now, recurring)
  return {
    text: told,
    ...(span && { from: iso(span.from), to: iso(span.to) }),
    ...(recurring && { recurring: true }),
  }
}

/** Whether something of the time was understood. */
export function isUnderstood(time: TipTime): boolean {
  return time.from !== undefined || time.recurring === true
}

interface Span {
  from: number
  to: number
}

function spanIn(words: string, now: number, recurring: boolean): Span | null {
  const ago = agoIn(words, now)
  if (ago !== null) return ago
  const today = startOfDay(now)
  const day = dayIn(words, today)
  const clock = clockIn(words)
  const part = partIn(words)
  if (day !== null && !day.single) return { from: day.from, to: day.to }
  if (clock !== null) return clockSpan(clock, day, now)
  if (part !== null && (day !== null || !recurring))
    return partSpan(part, day ?? { from: today, to: today + DAY, single: true }, now)
  if (day !== null) return { from: day.from, to: day.to }
  return NOW.test(words) ? { from: now - HOUR, to: now } : null
}

function agoIn(words: string, now: number): Span | null {
  const found = AGO.exec(words)
  if (found === null) return null
  const count = found[1] === 'mot' ? 1 : found[1] === 'nua' ? 0.5 : Number(found[1])
  const unit = /^(phut|minute)/.test(found[2] ?? '') ? 60_000 : HOUR
  const at = now - count * unit
  return { from: at - unit / 2, to: at + unit / 2 }
}

/** Around an hour. Without a day the latest such hour that is over; without a part of the day both halves may be meant. */
function clockSpan(clock: ClockTime, day: DayRange | null, now: number): Span {
  const length = (clock.minutesTo ?? clock.minutes + 60) - clock.minutes
  if (day === null) {
    const from = latest(clock.certain ? [clock.minutes] : [clock.minutes, clock.minutes + 720], now)
    return { from, to: from + length * 60_000 }
  }
  const from = day.from + clock.minutes * 60_000
  const both = clock.certain ? 0 : 12 * HOUR
  return { from, to: from + both + length * 60_000 }
}

function latest(minutes: readonly number[], now: number): number {
  const today = startOfDay(now)
  const times = [today - DAY, today].flatMap((start) =>
    minutes.filter((m) => m < 1_440).map((m) => start + m * 60_000),
  )
  return Math.max(...times.filter((time) => time <= now))
}

/** "tối nay" said at noon lies ahead, and stays so: people also tell of what will happen. */
function partSpan(part: keyof typeof partWindows, day: DayRange, now: number): Span {
  const [from, to] = partWindows[part]
  const startedToday = part === 'late' && day.from === startOfDay(now) && now < day.from + 5 * HOUR
  const start = startedToday ? day.from - DAY : day.from
  return { from: start + from * HOUR, to: start + to * HOUR }
}

function startOfDay(now: number): number {
  return Math.floor((now + ZONE) / DAY) * DAY - ZONE
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
