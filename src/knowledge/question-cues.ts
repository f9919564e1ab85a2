import type { OpenKnowledge } from './open-knowledge.ts'
import { findPhrases } from './phrases.ts'
import type { Token } from './tokenise.ts'

/** Hints of what a question is about, read off its folded words. */

const PLAN_WORDS = new RegExp(
  `\\b(?:${[
    'ke hoach|chi tieu|thang hanh dong|giai doan 20|den nam 20|den het nam 20|dinh huong den|chien luoc|noi nhan|bieu giao',
    'tinh doan|huyen doan|thanh doan|quan doan|doan thanh nien|hoi phu nu|cuu chien binh|lien doan lao dong|ban tuyen giao',
    'so (?:i|y) te|so giao duc|so lao dong|so tai chinh|so noi vu|so thong tin|so cong thuong|so van hoa|so nong nghiep',
    'phong lao dong|phong (?:i|y) te|phong van hoa|phong kinh te|phong giao duc|phong tai chinh|cong an quan|cong an tinh',
    'ban chi dao|bo chi hui|bo chi huy|dai phat thanh|ngan hang|mo hinh|cau lac bo|hop tac quoc te|plan|action month',
  ].join('|')})\\b`,
)
/** Matched against folded words with "y" after a consonant written "i", as the index has them. */
export function speaksOfPlan(foldedWords: string): boolean {
  return PLAN_WORDS.test(foldedWords)
}

const PENALTY = new RegExp(
  `\\b(?:${[
    'phat|fat|muc phat|bi may nam|bi bao nhieu nam|tu bao nhieu|may nam thi|khung hinh|bi tu|may nam tu|nam tu|di tu|o tu|ngoi tu|boc lich|toi gi|toi danh|pham toi|co toi|bi toi|thanh toi',
    'tu hinh|chung than|truy cuu|hinh phat|hinh su|khoi to|penalt(?:i|y|ies)|fine|fined|prison|jail|crime',
  ].join('|')})\\b`,
)

export function asksForPenalty(foldedWords: string): boolean {
  return PENALTY.test(foldedWords)
}

const WHERE =
  /\b(?:o dau|cho nao|noi nao|dia chi|so dien thoai|so may|goi so|benh vien nao|trung tam nao|co so nao|where|phone|address)\b/

/** A place or a number is wanted: something for the directory. */
export function asksWhere(foldedWords: string): boolean {
  return WHERE.test(foldedWords)
}

const YOUNG =
  /\b(?:\p{N}+ tuoi|duoi 18|chua (?:du )?18|hoc sinh|hoc tro|con (?:toi|em|minh|tui|trai|gai|nit)|vi thanh nien|chua thanh nien|tre (?:em|con)|chau|be|ba me|bo me|cha me|child|minor|son|daughter)\b/u

/** Somebody under 18 may be meant. */
export function speaksOfYoung(foldedWords: string): boolean {
  return YOUNG.test(foldedWords)
}

/** Whether a word of our subject stands there on its own account. */
export function isOurTopic(tokens: readonly Token[], open: OpenKnowledge): boolean {
  const others = findPhrases(tokens, open.otherTopics)
  return findPhrases(tokens, open.topics).some(
    (topic) => !others.some((other) => other.start <= topic.start && topic.end <= other.end),
  )
}

/** Whether it has a word of somebody else's subject. One syllable alone must have its marks: "cho" is no dog. */
export function isOtherSubject(tokens: readonly Token[], open: OpenKnowledge): boolean {
  return findPhrases(tokens, open.otherSubjects).some(
    ({ value, start }) => value.length > 1 || tokens[start]?.exact === value[0]?.exact,
  )
}
