import { expandTeenCode } from '../lib/teen-code.ts'
import { fold } from '../lib/vietnamese.ts'

const AID = '(?:so cuu|cap cuu|so cap cuu|first aid)'
const CASE = '(?:qua lieu|soc thuoc|soc ma tuy|soc ke|soc hang|ngo doc|ngung tho|ngat|bat tinh|co giat)'
/** A person of no name: "một người", "nạn nhân", "ai đó", "người bị". */
const ANYBODY =
  '(?:mot |1 )?(?:nguoi(?! (?:yeu|nha|ta|ban|than|thuong|quen|em|anh))|nan nhan|ai do|nguoi khac|benh nhan)'
const HOW =
  '(?:the nao|nhu the nao|lam sao|ra sao|kieu gi|gom (?:nhung )?gi|can (?:lam )?gi|phai (?:lam )?gi|la gi|cac buoc)'

const GENERAL = [
  `${AID} (?:cho )?(?:truong hop )?(?:${ANYBODY} )?(?:bi |khi bi )?${CASE}(?: \\S+){0,4} ${HOW}$`,
  `(?:cach|huong dan|cac buoc|ky nang|kien thuc|quy trinh) ${AID} (?:cho )?(?:khi |neu |truong hop )?(?:co )?(?:${ANYBODY} )?(?:bi )?${CASE}`,
  `(?:khi|neu|lo nhu|truong hop) (?:co |gap |thay )?(?:${ANYBODY} )?(?:bi )?${CASE} (?:\\S+ ){0,4}${AID} (?:\\S+ ){0,3}${HOW}$`,
].map((pattern) => new RegExp(`(?:^| )${pattern}`))

const MAX_CHARS = 160
const LIVE =
  /(?:^| )(?:dang|roi|gio|nay gio|vua|moi|ngay|gap|lien|hien|toi nay|hom nay|no|minh|toi|em|tui|chong|vo|con|thang|anh|chi|bo|me|ba|ban|day|o day|truoc mat|tim tai|tim moi|lanh ngat)(?: |$)/

/** Whether a message asks in general how first aid is given, and tells of nobody who needs it now. */
export function asksFirstAid(text: string): boolean {
  return [text, expandTeenCode(text)].some((read) => {
    const folded = fold(read)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    return folded.length < MAX_CHARS && GENERAL.some((pattern) => pattern.test(folded)) && !LIVE.test(folded)
  })
}

const AID_SAID = /(?:sơ|so|cấp|cap)\s+(?:cứu|cuu)/giu
const ANYBODY_SAID = /(?:khi|nếu|neu|lỡ như|trường hợp)\s+(?:có|co|gặp|gap|thấy|thay)\s+(?:người|nguoi|ng)/giu

/** Such a message without its words for aid and for anybody: they sound like a cry for help, and like somebody. */
export function withoutFirstAid(text: string): string {
  return text.normalize('NFC').replace(AID_SAID, ' ').replace(ANYBODY_SAID, ' ')
}
