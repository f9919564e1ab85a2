import type { Language } from '../core/language.ts'
import { countSyllables, fold, hasMarks, syllables } from '../lib/vietnamese.ts'
import { type DraftSentence, MAX_SENTENCES } from './draft.ts'
import { findFacts } from './find-facts.ts'
import { holdsTogether } from './hold-together.ts'
import type { SourcePassage } from './source-passage.ts'

/** Why a sentence was dropped; static words, fit for a metric. */
export type Fault =
  | 'empty'
  | 'fragment'
  | 'too_long'
  | 'repeated'
  | 'unknown_passage'
  | 'markup'
  | 'language'
  | 'promise'
  | 'harmful'
  | 'fact'
  | 'joined_wrongly'
  | 'name'
  | 'negation'
  | 'ungrounded'
  | 'repealed'
  | 'one_too_many'

export interface CheckedSentence {
  text: string
  /** At least one, each once. */
  passages: SourcePassage[]
}

export interface Checked {
  kept: CheckedSentence[]
  dropped: Fault[]
}

export interface CheckNeeds {
  passages: readonly SourcePassage[]
  language: Language
  /** Whether a text says what we never say. */
  isHarmful: (text: string) => boolean
}

const MAX_SYLLABLES = 60
/** Beyond this nothing is even read: a model that runs on must not keep the server busy. */
const LOOKED_AT = 20

/** Keeps the sentences of a draft that their own passages support, in order. Pure; trusts nothing of the draft. */
export function checkSentences(sentences: readonly DraftSentence[], needs: CheckNeeds): Checked {
  const checked: Checked = { kept: [], dropped: [] }
  for (const draft of sentences.slice(0, LOOKED_AT)) {
    const sentence = resolve(draft, needs.passages)
    const fault = repeats(sentence, checked.kept) ?? findFault(sentence, needs)
    if (fault === null) checked.kept.push(sentence)
    else checked.dropped.push(fault)
  }
  return checked
}

/** Ids that are none of ours leave the sentence without any passage: it is not half trusted. */
function resolve(draft: DraftSentence, passages: readonly SourcePassage[]): CheckedSentence {
  const text = draft.text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  const ids = [...new Set(draft.passageIds)]
  const known = ids.flatMap((id) => passages.find((passage) => passage.id === id) ?? [])
  return { text, passages: known.length === ids.length ? known : [] }
}

function repeats(sentence: CheckedSentence, kept: readonly CheckedSentence[]): Fault | null {
  if (kept.length >= MAX_SENTENCES) return 'one_too_many'
  return kept.some(({ text }) => fold(text) === fold(sentence.text)) ? 'repeated' : null
}

function findFault(sentence: CheckedSentence, needs: CheckNeeds): Fault | null {
  const { text, passages } = sentence
  const { language } = needs
  if (countSyllables(text) < 3) return 'empty'
  if (countSyllables(text) > MAX_SYLLABLES) return 'too_long'
  if (/[:;,(–-]$/u.test(text)) return 'fragment'
  if (passages.length === 0) return 'unknown_passage'
  if (MARKUP.test(text) || LINK.test(fold(text))) return 'markup'
  if (!isWrittenIn(language, text)) return 'language'
  if (isPromise(text)) return 'promise'
  if (needs.isHarmful(text)) return 'harmful'
  const source = passages.map(({ title, text }) => `${title}.\n${text}`).join('\n')
  if (!hasItsFacts(text, source)) return 'fact'
  if (!holdsTogether(text, source)) return 'joined_wrongly'
  if (!hasItsNames(text, source)) return 'name'
  if (language === 'vi' && !hasItsWords(text, source)) return 'ungrounded'
  if (language === 'vi' && !hasItsNegation(text, source)) return 'negation'
  return isToldAsItStands(sentence) ? null : 'repealed'
}

/** Markup, ids and brackets have no place in a plain sentence, and could look like a citation of ours. */
const MARKUP = /[<>[\]{}`|\\*_#^~=]|[^\P{C}\s]/u
const LINK =
  /https?:|www\.|(?:^|[^a-z0-9])[a-z0-9-]{2,}\.(?:vn|com|net|org|info|io|me|ly|xyz|top|gov|edu|asia|shop|site|online)\b|\S@\S/

/** Letters of other scripts never; for Vietnamese, marks as Vietnamese has them. */
function isWrittenIn(language: Language, text: string): boolean {
  if (/[^\P{L}\p{Script=Latin}]/u.test(text)) return false
  const words = syllables(text).filter((word) => /\p{L}/u.test(word))
  const marked = words.filter(hasMarks).length / Math.max(1, words.length)
  if (language === 'vi') return marked >= 0.3
  return marked <= 0.35 && /\b(?:the|a|an|is|are|of|to|and|for|in|by|must|may|can|within|not)\b/i.test(text)
}

const PROMISE = new RegExp(
  [
    '\\b(?:ban|anh|chi|em|chau|minh|con ban|con anh|con chi|nguoi nha ban|your?|your (?:son|child|daughter|husband))\\b.{0,40}\\b(?:khong|chang|ko|se khong|khoi)\\b.{0,12}\\b(?:bi|phai|sao|toi|di tu|lo)\\b',
    '\\b(?:chac chan|cam doan|cam ket voi|(?:bao dam|dam bao) (?:voi|rang|ban|anh|chi)|yen tam|cu yen|minh hua|xin hua|khong sao dau|khong lo|dung lo)\\b',
    '\\b(?:guarantee\\w*|i promise|we promise|certainly|for sure|do not worry|don.t worry|no need to worry)\\b',
    '\\byou(?:r \\w+)? (?:will not|won.t|cannot|can.t|are not going to) (?:be|go|get|have)\\b',
  ].join('|'),
)

function isPromise(text: string): boolean {
  return PROMISE.test(fold(text))
}

function hasItsFacts(text: string, source: string): boolean {
  const { offered } = findFacts(source)
  return [...findFacts(text).claimed].every((fact) => offered.has(fact))
}

/** Words with a capital inside a sentence are names; the source has to have them. */
function hasItsNames(text: string, source: string): boolean {
  const known = wordSet(source)
  const names = text.split(/(?<=[.!?:;…”"])\s+/u).flatMap((part) => syllables(part).slice(1))
  return names
    .filter((word) => /^\p{Lu}/u.test(word) && !COMMON_CAPITALS.has(fold(word)))
    .every((word) => known.has(fold(word)))
}

const COMMON_CAPITALS: ReadonlySet<string> = new Set(
  'luat dieu khoan nghi dinh bo viet nam article clause law decree penal code plan vietnam vietnamese i police people s court'.split(
    ' ',
  ),
)

/** Share of a sentence's own words that its source must have. Chosen so that a plain restatement passes. */
const MIN_GROUNDED = 0.6
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  'va hoac hay la thi ma co duoc cho cua cac nhung mot nay do khi neu de voi o tai trong tu den se da dang cung chi rat nen vi theo ve ra vao len ban minh nguoi viec khong bi phai'.split(
    ' ',
  ),
)

function hasItsWords(text: string, source: string): boolean {
  const known = wordSet(source)
  const own = syllables(text)
    .map(fold)
    .filter((word) => !FUNCTION_WORDS.has(word) && !/^\d/.test(word))
  const shared = own.filter((word) => known.has(word)).length
  return own.length === 0 || shared / own.length >= MIN_GROUNDED
}

const NEGATION = /(?<!\p{L})(?:không(?! quá)|chưa|chẳng|miễn|trừ|cấm|ngoài)(?!\p{L})/u

/** A "không" that the source does not have anywhere turns it round. */
function hasItsNegation(text: string, source: string): boolean {
  return !NEGATION.test(text.toLowerCase()) || NEGATION.test(source.normalize('NFC').toLowerCase())
}

const TOLD_AS_PAST =
  /\b(?:quy dinh cu|luat cu|truoc day|het hieu luc|khong con ap dung|khong con hieu luc|chua co hieu luc|former(?:ly)?|previous(?:ly)?|no longer|not yet in force)\b/
const TOLD_AS_NOW =
  /\b(?:hien nay|hien hanh|hien tai|bay gio|dang co hieu luc|dang ap dung|currently|is in force|now|today)\b/
/** A plan of a past period is announced as such under the answer; its sentence has to say at least that it is a plan. */
const TOLD_AS_PLAN = /\b(?:ke hoach|plan)\b/

function isToldAsItStands({ text, passages }: CheckedSentence): boolean {
  const old = passages.filter(({ isCurrent }) => !isCurrent)
  if (old.length === 0) return true
  const folded = fold(text)
  if (TOLD_AS_NOW.test(folded)) return false
  const arePlans = old.every(({ document }) => document.kind === 'plan')
  return TOLD_AS_PAST.test(folded) || (arePlans && TOLD_AS_PLAN.test(folded))
}

function wordSet(text: string): Set<string> {
  return new Set(syllables(text).map(fold))
}
