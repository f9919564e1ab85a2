const DAY = 86_400_000
const ZONE = 7 * 3_600_000

/** Days as instants: from its midnight to the midnight after its end. `single`: one day. */
export interface DayRange {
  from: number
  to: number
  single: boolean
}

const OFFSETS: readonly (readonly [RegExp, number])[] = [
  [/ (?:hom kia|bua kia|toi kia|dem kia|day before yesterday) /, -2],
  [
    / (?:hom qua|bua qua|hqua|hom wa|bua hom|(?:toi|dem|sang|chieu|trua|khuya) (?:hom )?qua|yesterday|last night) /,
    -1,
  ],
  [
    / (?:hom nay|bua nay|hnay|(?:toi|dem|sang|chieu|trua|khuya) (?:hom )?nay|today|tonight|this (?:morning|afternoon|evening)) /,
    0,
  ],
  [/ (?:ngay mai|toi mai|sang mai|chieu mai|mai|tomorrow) /, 1],
]

const WEEKDAYS: Readonly<Record<string, number>> = {
  'chu nhat': 0,
  cn: 0,
  sunday: 0,
  'thu hai': 1,
  'thu 2': 1,
  t2: 1,
  monday: 1,
  'thu ba': 2,
  'thu 3': 2,
  t3: 2,
  tuesday: 2,
  'thu tu': 3,
  'thu 4': 3,
  t4: 3,
  wednesday: 3,
  'thu nam': 4,
  'thu 5': 4,
  t5: 4,
  thursday: 4,
  'thu sau': 5,
  'thu 6': 5,
  t6: 5,
  friday: 5,
  'thu bay': 6,
  'thu 7': 6,
  t7: 6,
  saturday: 6,
}
const WEEKDAY = new RegExp(` (?:(last) )?(${Object.keys(WEEKDAYS).join('|')}) `)
const LAST_WEEK = / (?:tuan truoc|tuan roi|tuan qua|tuan vua qua|last week) /
const THIS_WEEK = / (?:tuan nay|this week) /
const LAST_MONTH = / (?:thang truoc|thang roi|thang qua|last month) /
const AGO =
  /(?<! thu) (?:cach day )?(?:khoang )?(\d{1,2}|mot|hai|ba|bon|nam|sau|bay|muoi) (ngay|hom|bua|tuan|thang|days?|weeks?|months?) (?:truoc|roi|nay|ago) /
const FULL_DATE = / (?:ngay |mung |mong )?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2,4}))? /
const SPOKEN_DATE = / (?:ngay |mung |mong )(\d{1,2})(?: thang (\d{1,2}))?(?: nam (\d{4}))? /
const COUNTS: Readonly<Record<string, number>> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  nam: 5,
  sau: 6,
  bay: 7,
  muoi: 10,
}

/** The day, week or month that the words name, or null. `today`: the instant at which today began in Vietnam. */
export function dayIn(words: string, today: number): DayRange | null {
  return (
    agoIn(words, today) ??
    weekdayIn(words, today) ??
    periodIn(words, today) ??
    dateIn(words, today) ??
    offsetIn(words, today)
  )
}

function oneDay(from: number): DayRange {
  return { from, to: from + DAY, single: true }
}

function offsetIn(words: string, today: number): DayRange | null {
  const found = OFFSETS.find(([pattern]) => pattern.test(words))
  return found === undefined ? null : oneDay(today + found[1] * DAY)
}

function agoIn(words: string, today: number): DayRange | null {
  const found = AGO.exec(words)
  if (found === null) return null
  const count = COUNTS[found[1] ?? ''] ?? Number(found[1])
  const unit = found[2] ?? ''
  if (/^(ngay|hom|bua|day)/.test(unit)) return oneDay(today - count * DAY)
  const length = /^(tuan|week)/.test(unit) ? 7 : 30
  const middle = today - count * length * DAY
  return {
    from: middle - Math.floor(length / 2) * DAY,
    to: middle + Math.ceil(length / 2) * DAY,
    single: false,
  }
}

/** The latest such weekday before today; "tuần trước" means the week before this one. */
function weekdayIn(words: string, today: number): DayRange | null {
  const found = WEEKDAY.exec(words)
  if (found === null) return null
  const weekday = WEEKDAYS[found[2] ?? ''] ?? 0
  const todays = weekdayOf(today)
  if (LAST_WEEK.test(words)) return oneDay(monday(today) - 7 * DAY + ((weekday + 6) % 7) * DAY)
  if (THIS_WEEK.test(words)) return oneDay(monday(today) + ((weekday + 6) % 7) * DAY)
  return oneDay(today - (((todays - weekday + 6) % 7) + 1) * DAY)
}

function periodIn(words: string, today: number): DayRange | null {
  if (LAST_WEEK.test(words)) return { from: monday(today) - 7 * DAY, to: monday(today), single: false }
  if (THIS_WEEK.test(words)) return { from: monday(today), to: today + DAY, single: false }
  if (!LAST_MONTH.test(words)) return null
  const { year, month } = partsOf(today)
  return { from: instant(year, month - 1, 1), to: instant(year, month, 1), single: false }
}

function dateIn(words: string, today: number): DayRange | null {
  const full = FULL_DATE.exec(words)
  if (full !== null) {
    const date = latestDate({ day: Number(full[1]), month: Number(full[2]), year: yearOf(full[3]) }, today)
    if (date !== null) return date
  }
  const spoken = SPOKEN_DATE.exec(words)
  if (spoken === null) return null
  const month = spoken[2] === undefined ? null : Number(spoken[2])
  return latestDate({ day: Number(spoken[1]), month, year: yearOf(spoken[3]) }, today)
}

function yearOf(text: string | undefined): number | null {
  if (text === undefined) return null
  return text.length === 2 ? 2_000 + Number(text) : Number(text)
}

/** Without a year or month: the latest such day that is not after today. */
function latestDate(
  date: { day: number; month: number | null; year: number | null },
  today: number,
): DayRange | null {
  const now = partsOf(today)
  const month = date.month === null ? now.month : date.month - 1
  if (date.day < 1 || date.day > 31 || month < 0 || month > 11) return null
  if (date.year !== null) return existing(date.year, month, date.day)
  const here = existing(now.year, month, date.day)
  if (here !== null && here.from <= today) return here
  return date.month === null
    ? existing(now.year, month - 1, date.day)
    : existing(now.year - 1, month, date.day)
}

function existing(year: number, month: number, day: number): DayRange | null {
  if (year < 2_000 || year > 2_100) return null
  const from = instant(year, month, day)
  return partsOf(from).day === day ? oneDay(from) : null
}

function instant(year: number, month: number, day: number): number {
  return Date.UTC(year, month, day) - ZONE
}

function partsOf(ms: number): { year: number; month: number; day: number } {
  const date = new Date(ms + ZONE)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() }
}

function weekdayOf(ms: number): number {
  return new Date(ms + ZONE).getUTCDay()
}

function monday(today: number): number {
  return today - ((weekdayOf(today) + 6) % 7) * DAY
}
