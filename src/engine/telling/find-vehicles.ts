import { type MarkedText, type Span, textAt } from '../../lib/marked-text.ts'

const KIND =
  '(?:xe (?:may|tai|khach|om|ben|con|hoi|dap|dien|grab|ban tai|container|ba gac|lam|cong|lon|do|wave|sh|dream|vision|ab|exciter|phan khoi lon|buyt)|o to|oto|ban tai|taxi|tac xi|container|con xe|chiec xe|wave|dream|exciter|ex|ab|air ?blade|sh ?mode|sh|vision|vespa|winner|sirius|future|lead|jupiter|cub|click|vario|liberty|attila|raider|satria|mazda|vios|camry|honda|toyota|kia|hyundai|ford|ranger|innova|fortuner|mercedes|bmw|lexus|vinfast|i10|morning|xuong may|xuong|ghe may|ghe nho|ghe|vo lai|thuyen|tau ca|ship ao \\p{L}+|xe)'
const LOOK =
  '(?:(?:mau )?(?:do|den|trang|xanh|vang|bac|nau|tim|hong|xam|cam|ghi|kem)(?: (?:den|trang|do|duong|la|than|dam|nhat))?|\\d{1,2} (?:cho|tan|banh)|(?:mazda|vios|camry|honda|toyota|kia|hyundai|ford|ranger|innova|fortuner|mercedes|bmw|lexus|vinfast|wave|dream|exciter|sh|vision|ab|vespa|winner|sirius|grab|may|nho|lon|tau|hoi|con|tai|khach))'
const PLATE_CODE =
  '(?<![\\d])(?:[1-9]\\d[ -]?(?:[a-z]{1,2}\\d?|[a-z]\\d?)[ .-]?(?:\\d{3}[.]?\\d{2}|\\d{4,5}|\\d{2,3}))(?![\\d])'
const PLATE = `(?:bien(?: so)?|bks|bs)(?: (?:xe|duoi|dau|la|so|co|hinh nhu|khoang))*[ :]*(?:[.]{0,3}[\\dx*][\\dx.a-z*-]*|${PLATE_CODE})`
const VEHICLE = new RegExp(
  `(?<![\\p{L}\\d])(?:${KIND}(?: ${LOOK})*(?: ?,? ?(?:bien(?: so)?)? ?${PLATE_CODE}| ${PLATE}|(?: \\d{2}[a-z]\\d?(?![\\p{L}\\d])))?|\\d{1,2} cho(?: ${LOOK})*(?: ${PLATE_CODE}| \\d{2}[a-z]\\d?-?\\d*)?|${PLATE}|${PLATE_CODE}|(?<=\\s)[.]{2}\\d{3})(?![\\p{L}\\d])`,
  'gu',
)
/** Words that fold to a vehicle's name and mean something else when typed with marks. */
const NOT_MARKED: Readonly<Record<string, RegExp>> = {
  ghe: /^ghe/,
  xuong: /^xuồng/i,
  thuyen: /^thuyền/i,
  lead: /^lead/,
  tau: /^tàu/,
  vo: /^vỏ/,
  click: /^click/,
  do: /^đỏ/,
  ab: /^ab/,
  ex: /^ex/,
  cub: /^cub/,
  kia: /^Kia/,
  dream: /^dream/i,
}
/** "xe" alone, and names of things that are no vehicle. */
const BARE = /^(?:xe|kia|lead|ab|ex|click|future|con xe|chiec xe|honda)$/
const NOT_AFTER =
  /(?:ben|bai|gui|giu|ham de|ham|do|nha|lai|chay|dung|de|phu|tai|day|cua|hang|phia|ben|ngay|dang|hom) $/

/** The vehicles of a telling, with looks and plates, each once; empty when none is named. */
export function findVehicles(text: MarkedText): Span[] {
  const lower = text.folded.toLowerCase()
  const spans: Span[] = []
  for (const found of lower.matchAll(VEHICLE)) {
    const span = { start: found.index, end: found.index + found[0].trimEnd().length }
    if (isVehicle(text, lower, span) && !spans.some((one) => textAt(text, one) === textAt(text, span)))
      spans.push(span)
  }
  return spans.slice(0, 6)
}

function isVehicle(text: MarkedText, lower: string, span: Span): boolean {
  const folded = lower.slice(span.start, span.end)
  const first = /^\p{L}+/u.exec(folded)?.[0] ?? ''
  if (BARE.test(folded)) return false
  if (
    !folded.startsWith('xe ') &&
    NOT_AFTER.test(lower.slice(Math.max(0, span.start - 12), span.start)) &&
    folded.split(' ').length === 1 &&
    !/\d/.test(folded)
  )
    return false
  const typed = text.original.slice(span.start, span.end)
  if (text.marked && /^\d+ cho/.test(folded) && !/^\d+ chỗ/iu.test(typed)) return false
  const rule = text.marked && Object.hasOwn(NOT_MARKED, first) ? NOT_MARKED[first] : undefined
  return rule === undefined || rule.test(typed)
}
