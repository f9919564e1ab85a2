import { fold } from '../lib/vietnamese.ts'

/** Which day a question asks about. `day` null: today. `compares`: old and new side by side, so show both. */
export interface Period {
  day: string | null
  /** "luật cũ" without a year: the rule before the one in force. */
  asksForOldLaw: boolean
  compares: boolean
}

const OLD_LAW =
  /\b(?:luat cu|quy dinh cu|luat truoc|truoc day(?! (?:toi |em |minh |tui )?(?:nghe|thay|doc|co nguoi))|hoi truoc|ngay truoc|hoi do|thoi do|luc do luat|luat nam 2021|luat 2021|old law|previous law)\b/
/** "Vào trại theo luật cũ, bây giờ luật mới thì …" */
const OLD_AND_NEW = /\bluat cu\b.*\b(?:luat moi|bay gio|hien nay|gio|nay)\b|\bluat moi\b.*\bluat cu\b/
const COMPARE =
  /\b(?:so voi|khac gi|khac nhau|khac luat|luat moi va luat cu|luat cu va luat moi|thay doi gi|diem moi|doi gi|nay con|gio con|con ap dung|con dung duoc|con xai|con hieu luc|het hieu luc)\b/
/** Who began before a day and asks which law holds for them now. */
const TRANSITION = /\b(?:tu truoc|luat nao|theo luat moi|dang cai|dang bi)\b/
const BEFORE_DATE = /(?:truoc|before)\s+(?:ngay\s+)?(?:(\d{1,2})[/.-])?(?:(?:thang\s+)?(\d{1,2})[/.-])(\d{4})/
const ON_DATE = /(?:ngay|on|hom)\s+(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/
const MONTH_YEAR = /(?:thang)\s+(\d{1,2})(?:[/.-]|\s+nam\s+)(\d{4})/
const IN_YEAR = /(?:nam|hoi|trong|cuoi nam|dau nam|in)\s+(20\d\d)/
const TOWARDS_YEAR = /(?:den|toi|tu|giai doan|luat|by|until)\s+(?:het\s+)?(?:nam\s+)?20\d\d/

export function findPeriod(question: string, today: string): Period {
  const text = fold(question).replace(/\b(?:trc|trk|trg)\b/g, 'truoc')
  return {
    day: findDay(text, today),
    asksForOldLaw: OLD_LAW.test(text),
    compares: COMPARE.test(text) || OLD_AND_NEW.test(text),
  }
}

function findDay(text: string, today: string): string | null {
  if (TRANSITION.test(text)) return null
  const before = BEFORE_DATE.exec(text)
  if (before !== null) return past(dayBefore(before[3], before[2], before[1] ?? '1'), today)
  const on = ON_DATE.exec(text)
  if (on !== null) return past(isoDay(on[3], on[2], on[1]), today)
  const month = MONTH_YEAR.exec(text)
  if (month !== null) return past(isoDay(month[2], month[1], '15'), today)
  if (TOWARDS_YEAR.test(text)) return null
  const year = IN_YEAR.exec(text)?.[1]
  return year === undefined || year >= today.slice(0, 4) ? null : `${year}-12-31`
}

function isoDay(year = '', month = '1', day = '1'): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return Number.isNaN(Date.parse(text)) ? null : text
}

function dayBefore(year: string | undefined, month: string | undefined, day: string): string | null {
  const date = isoDay(year, month, day)
  return date === null ? null : new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10)
}

function past(day: string | null, today: string): string | null {
  return day !== null && day < today ? day : null
}
