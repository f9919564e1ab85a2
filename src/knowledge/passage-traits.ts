import { tokenise } from './tokenise.ts'

/** What kind of answer a passage can give, and what kind a question wants: "bao lâu" wants a time, not the word "thời hạn". */

const DURATION = 1
const MONEY = 2
const COUNT = 4
/** "Chính phủ quy định chi tiết …": true, and no answer to anybody. */
const DELEGATION = 8
/** "Tiền chất là …" */
export const DEFINITION = 16
/** Who it holds for, or when: "khi thuộc một trong các trường hợp: …" */
const CASES = 32
/** A share in per cent. */
const PERCENT = 64

const DURATION_TEXT = /\p{N}+\s+(?:năm|tháng|ngày|giờ|tuần|phút)/u
const MONEY_TEXT = /\p{N}(?:[\p{N}.,]*)\s*(?:triệu|nghìn|đồng)|mức lương cơ sở/u
const COUNT_TEXT = /\p{N}/u
const DEFINITION_TEXT = /^[\p{L} ,]{2,60}? (?:là|gồm) /u
const CASES_TEXT =
  /(?:thuộc|có|trong) một trong (?:các|những|\p{L}+) (?:trường hợp|căn cứ)|(?:hai|ba|bốn|năm|sáu) nhóm người|trong các trường hợp/u
const PERCENT_TEXT = /\p{N}\s?%/u
const DELEGATION_TEXT = /^(?:Chính phủ|Bộ trưởng [\p{L} ]+?|Ủy ban Thường vụ Quốc hội)(?: còn)? quy định /u

/** Bits of a stored text. */
export function traitsOfText(text: string): number {
  return (
    (DURATION_TEXT.test(text) ? DURATION : 0) |
    (MONEY_TEXT.test(text) ? MONEY : 0) |
    (COUNT_TEXT.test(text) ? COUNT : 0) |
    (DELEGATION_TEXT.test(text) ? DELEGATION : 0) |
    (DEFINITION_TEXT.test(text) ? DEFINITION : 0) |
    (CASES_TEXT.test(text) ? CASES : 0) |
    (PERCENT_TEXT.test(text) ? PERCENT : 0)
  )
}

/** The folded words before "là" or "gồm" of a definition. */
export function definedTerm(text: string): ReadonlySet<string> {
  const head = DEFINITION_TEXT.exec(text)?.[0] ?? ''
  return new Set(tokenise(head).map((token) => token.folded))
}

const WANTS_MONEY =
  /\b(?:bao nhieu tien|may tien|ton tien|mat tien|gia bao nhieu|phat bao nhieu|muc phat|phat tien|tien an|bao nhieu trieu|may trieu|how much)\b/
const WANTS_DURATION =
  /\b(?:bao lau|lau khong|may (?:nam|thang|ngay|gio|tuan|tieng)|bao nhieu (?:nam|thang|ngay|gio|tuan|tieng)|thoi han|trong vong bao|how long|how many (?:months|years|days|hours))\b/
const WANTS_COUNT = /\b(?:bao nhieu|may (?:nguoi|vu|xa|phuong|diem|loai|lan|muc|cay)|phan tram|how many)\b/
const WANTS_PERCENT = /\b(?:phan tram|per ?cent)\b/
const WANTS_DEFINITION =
  /\b(?:la gi|la j|la sao|la ai|(?:duoc|bi) coi la|nghia la|the nao la|dinh nghia|co nghia|duoc hieu|what is|what are|definition)\b/
const WANTS_CASES =
  /\b(?:(?:nhung )?ai (?:thi |la |moi |se |co the )*(?:bi|phai)|khi nao (?:thi |moi |toi |em |minh |con |nguoi ta )*(?:bi|phai)|bi .{0,40} khi nao|truong hop nao|doi tuong nao|nhung (?:ai|nguoi nao))\b/
const WANTS_DELEGATION = /\b(?:chinh phu|bo truong|uy ban thuong vu)\b/

/** Bits that a passage should have, from the question's folded words. */
export function wantedTraits(foldedWords: string): number {
  return (
    (WANTS_DURATION.test(foldedWords) ? DURATION : 0) |
    (WANTS_MONEY.test(foldedWords) ? MONEY : 0) |
    (WANTS_PERCENT.test(foldedWords) ? PERCENT : WANTS_COUNT.test(foldedWords) ? COUNT : 0) |
    (WANTS_DELEGATION.test(foldedWords) ? DELEGATION : 0) |
    (WANTS_DEFINITION.test(foldedWords) ? DEFINITION : 0) |
    (WANTS_CASES.test(foldedWords) ? CASES : 0)
  )
}

export const HAS_WHAT_IS_WANTED = 1.3
const ONLY_DELEGATES = 0.6

export function traitFactor(traits: number, wanted: number): number {
  const kinds = wanted & (DURATION | MONEY | COUNT | DEFINITION | CASES | PERCENT)
  const gives = kinds !== 0 && (traits & kinds) !== 0 ? HAS_WHAT_IS_WANTED : 1
  return (traits & DELEGATION) !== 0 && (wanted & DELEGATION) === 0 ? gives * ONLY_DELEGATES : gives
}
