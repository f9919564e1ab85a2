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
    'tu hinh|chung than|truy cuu|hinh phat|hinh su|khoi to|penalt(?:i|y|ies)|fine|fined|prison|jail|crime|legal|illegal|legali[sz]ed|caught|catch|arrest(?:ed)?|punish(?:ed|ment)?|sentence',
  ].join('|')})\\b`,
)

export function asksForPenalty(foldedWords: string): boolean {
  return PENALTY.test(foldedWords)
}

const OUTCOME = new RegExp(
  `\\b(?:${[
    'bi (?:cai |lam |xu )?(?:gi|j|chi|sao|rang|the nao|ra sao)|bi (?:\\p{L}+ ){0,3}(?:khong|chua)|xu (?:sao|ra sao|the nao|ly|li|kieu gi|gi)|co sao khong|co (?:duoc|phep) khong|lien luy|dinh toi|mac toi|lien lui|dinh dang|vi pham|pham luat|pham phap|trai luat|sai luat|dung luat|bi bat|bat|thi sao|thi the nao|ra sao|hau qua|trach nhiem|co phai toi|muc an|khung|an tu|bao nhieu nam|phat|tha|duoc tha|tu hinh|khoi to|hinh su|nang nhat|may nam|may trieu|bao nhieu|nhieu tien|bi xu|tinh sao|co loi|tu toi|co bi',
  ].join('|')})\\b`,
  'u',
)
/** "… thì bị gì", "… có sao không": what comes of what was told. */
export function asksWhatComesOfIt(foldedWords: string): boolean {
  return OUTCOME.test(foldedWords)
}

const WHERE = new RegExp(
  `\\b(?:${[
    'o dau|cho nao|noi nao|dia chi|den dau|toi dau|vao dau|vo dau|di dau|gan (?:nhat|nha|day nhat)|trai nao|benh vien nao|phong kham nao|trung tam nao|co so nao',
    'so dien thoai|sdt|so may|so nao|so gi|so bao nhieu|may so|goi so|goi ai|keu ai|bao ai|bam so|alo|so nong|duong day nong|hotline|tong dai|where|phone|address',
  ].join('|')})\\b`,
)

/** A place or a number is wanted: something for the directory. */
export function asksWhere(foldedWords: string): boolean {
  return WHERE.test(foldedWords)
}

const OWN =
  /\b(?:toi|tui|em|minh|chong|vo|(?:thang|dua) con|con (?:toi|em|tui|trai|gai|minh)|chau|bac|nha (?:toi|tui|em|minh|e|t)|nguoi nha)\b/

/** Asked for the writer or somebody of theirs, not about a place at large. */
export function asksForOwn(foldedWords: string): boolean {
  return OWN.test(foldedWords)
}

const YOUNG =
  /\b(?:\p{N}+ tuoi|muoi (?:hai|ba|bon|lam|sau|bay) tuoi|moi muoi (?:hai|ba|bon|lam|sau|bay)|duoi 18|chua (?:du )?18|hoc sinh|hoc tro|con (?:toi|em|minh|tui|trai|gai|nit)|vi thanh nien|chua thanh nien|tre (?:em|con)|chau|be|ba me|bo me|cha me|child|minor|son|daughter)\b/u

/** Somebody under 18 may be meant. */
export function speaksOfYoung(foldedWords: string): boolean {
  return YOUNG.test(foldedWords)
}

/** How surely a question is about our subject; `weak`: its words may be others' as well. */
export type TopicStrength = 'none' | 'weak' | 'sure'

/**
 * Whether a word of our subject stands there on its own account. Two words that others have too are one of ours, and so
 * is "nghiện" or "cai" before what our documents and their questions say after it, unless the question `isOther`.
 */
export function findTopic(tokens: readonly Token[], open: OpenKnowledge, isOther: boolean): TopicStrength {
  const others = findPhrases(tokens, open.otherTopics)
  const own = findPhrases(tokens, open.topics).filter(
    (topic) =>
      !others.some(
        (other) =>
          other.start < topic.end &&
          topic.start < other.end &&
          other.end - other.start >= topic.end - topic.start,
      ),
  )
  if (own.length === 0) return 'none'
  const isSure = own.some(
    ({ value, start, end }) =>
      value === 'sure' || (!isOther && end - start === 1 && isFollowedAsOurs(tokens, start, open)),
  )
  const [first] = own
  return isSure || own.some((topic) => topic.start >= (first?.end ?? 0)) ? 'sure' : 'weak'
}

function isFollowedAsOurs(tokens: readonly Token[], at: number, open: OpenKnowledge): boolean {
  const [word, next] = [tokens[at]?.folded ?? '', tokens[at + 1]?.folded]
  return next === undefined || open.known.hasPair(`${word} ${next}`)
}

/** Whether it has a word of somebody else's subject. One syllable alone must have its marks: "cho" is no dog. */
export function isOtherSubject(tokens: readonly Token[], open: OpenKnowledge): boolean {
  return findPhrases(tokens, open.otherSubjects).some(
    ({ value, start }) => value.length > 1 || tokens[start]?.exact === value[0]?.exact,
  )
}
