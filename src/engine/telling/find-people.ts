import { type MarkedText, type Span } from '../../lib/marked-text.ts'
import { phraseAt, phrasesOf } from './phrases.ts'

/** How many. */
const COUNT =
  '(?:(?:khoảng|chừng|tầm|độ|hơn|gần) )?(?:\\d{1,3}(?: ?(?:-|đến|tới|,| )\\d{1,3})?|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|chục|cả chục|vài chục|hơn chục|mấy|vài|nhiều|nhóm|một nhóm|cặp|đôi|bọn|đám|lũ|tốp|toán|băng)(?: (?:hai|ba|bốn|năm|sáu|bảy|tám|chín|\\d{1,3}))?'
/** Who. */
const WHO =
  'thanh niên|người đàn ông|người phụ nữ|người đàn bà|người nước ngoài|người lạ|người|ng|đàn ông|đàn bà|phụ nữ|cô gái|chàng trai|con gái|con trai|con bé|đứa bé|đứa trẻ|đứa con trai|đứa con gái|đứa|thằng|gã|tên|ông|bà|cụ|anh|chị|cô|chú|bác|nam nữ|nam|nữ|học sinh|hs|bé trai|bé gái|nhóc|cháu|tài xế|shipper|khách lạ|công nhân|sinh viên|ku|ông hàng xóm|mụ|lão|em nhỏ|choai choai'
/** Named or known by their part in it, without a number. */
const KNOWN =
  'thằng|ku|gã|mụ|lão|con bé|chú bán|anh chủ|bà chủ|ông chủ|cô chủ|tên lóng|gọi là|biệt danh|tài xế xe|tài xế|phụ xe|bác tài|người lái|tụi nó|bọn nó|bọn chúng|con trai nhà|con gái nhà|ông hàng xóm|hàng xóm|shipper|ship|bà chị|nhân viên|bảo vệ|cô|bà cụ|con|chị bán|anh bán|anh tài|chủ căn hộ|chủ nhà|chủ quán|ổng|bả|chả|mấy ku|tụi nghiện|đầu nậu'
/** Goes with a person: looks, clothes, names. Ends before what they do. */
const STOPS = phrasesOf(
  'gọi là, gọi, tên lóng, biệt danh, xe, biển, taxi, quán, cửa, tiệm, hay, đứng, ngồi, đi, chạy, bán, mua, thuê, kéo, tụ tập, tụ, chơi, hút, hít, chích, tiêm, đang, bị, cầm, chuyển, giao, nuôi, nhận, mở, vào, ra, đến, tới, ở, tại, trong, trên, có, là, thì, lên, xuống, rồi, và, với, dùng, đập, sai, bắt, dụ, rủ, mời, chuyền, cất, giấu, nấu, trồng, gửi, đeo mặt, cho, để, la, nói, nhét, thay, vừa, mới, lén, ship, khoảng, lúc, tầm, vô, thật, chừng nào, nhà, đợi, chờ, bỏ, lấy, phê, mua, nghi, chở, đưa, tối, sáng, đêm, quậy, ngáo, thường, luôn, phát, hoang, chuyên, trog, đòi, nhau, xong, đổi, lái',
)
const NUMBERED = new RegExp(
  `(?<![\\p{L}\\d/])${COUNT} (?:${WHO})(?: (?:${WHO}))?(?![\\p{L}\\d])|(?<=có |thấy )(?:${WHO})(?![\\p{L}\\d])`,
  'giu',
)
const NAMED = new RegExp(`(?<![\\p{L}\\d])(?:${KNOWN})(?![\\p{L}\\d])`, 'giu')
const PLAIN_NUMBERED = unmarked(NUMBERED, /\|(?:cô|năm|sáu)(?=[|)])/g)
const PLAIN_NAMED = unmarked(NAMED, /\|(?:cô|gã|mụ|lão|con|ổng|bả|chả)(?=[|)])/g)
/** Alone these tell nothing. */
const BARE = new Set('nguoi ng ong ba anh chi co chu bac nam nu thang ten con ku cu be'.split(' '))
const MAX_LOOKS = 5

/** Who is told of: how many, looks, nicknames; each part once, at most five. */
export function findPeople(text: MarkedText): Span[] {
  const patterns = text.marked ? [NUMBERED, NAMED] : [PLAIN_NUMBERED, PLAIN_NAMED]
  const spans = patterns
    .flatMap((pattern) => matches(text, pattern))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: Span[] = []
  for (const span of spans) {
    const last = kept.at(-1)
    if (last !== undefined && span.start < last.end) continue
    const whole = withLooks(text, span)
    if (!BARE.has(text.folded.slice(whole.start, whole.end).toLowerCase())) kept.push(whole)
  }
  return kept.slice(0, 5)
}

/** The words as typed when the text has marks; else the same words without any. */
function matches(text: MarkedText, pattern: RegExp): Span[] {
  const words = text.marked ? text.original : text.folded
  return [...words.matchAll(pattern)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
  }))
}

/** Without marks "cô", "năm", "gã" are mostly "có", "nam", "ga". */
function unmarked(pattern: RegExp, left: RegExp): RegExp {
  const source = pattern.source.replace(left, '')
  return new RegExp(
    source
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replaceAll('đ', 'd'),
    pattern.flags,
  )
}

function withLooks(text: MarkedText, span: Span): Span {
  let end = span.end
  const from = text.tokens.findIndex((token) => token.start >= span.end)
  if (from === -1) return span
  for (let at = from; at < Math.min(from + MAX_LOOKS, text.tokens.length); at++) {
    const token = text.tokens[at]
    if (token === undefined || token.gap.trim() !== '' || phraseAt(text, at, STOPS) > 0) break
    end = token.end
  }
  return { start: span.start, end }
}
