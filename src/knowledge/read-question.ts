import { type Expansion, expandSlang } from './expand-slang.ts'
import { type FoundAct, findActs, type Lead } from './find-acts.ts'
import { findPeriod, type Period } from './find-period.ts'
import { findReferences, type References } from './find-references.ts'
import { asksIfInForce } from './find-repeal.ts'
import { findSlips } from './find-slips.ts'
import type { OpenKnowledge, PlaceName } from './open-knowledge.ts'
import { wantedTraits } from './passage-traits.ts'
import { findPhrases } from './phrases.ts'
import {
  asksForOwn,
  asksForPenalty,
  asksWhatComesOfIt,
  asksWhere,
  findTopic,
  isOtherSubject,
  speaksOfPlan,
  speaksOfYoung,
  type TopicStrength,
} from './question-cues.ts'
import { isQuestionWord } from './question-words.ts'
import { readUnknownWord } from './read-unknown-word.ts'
import { type Token, tokenise } from './tokenise.ts'
import { isShortForm, undoTelex } from './undo-telex.ts'

/** A word to look up. */
export interface QueryWord {
  folded: string
  weight: number
  /** Said by the person and not a place's name: counts for how much of the question is covered. */
  isOwn: boolean
}

/** Two neighbouring words; `isOwn`: both carry meaning and the person said them. */
export interface QueryPair {
  pair: string
  weight: number
  isOwn: boolean
}

export interface Question {
  words: QueryWord[]
  pairs: QueryPair[]
  references: References
  period: Period
  places: PlaceName[]
  /** Whether it has a word of our subject that is not part of another ("cai sữa", "nghiện game"). */
  topic: TopicStrength
  /** Tells an act and asks what comes of it, or for the help that it calls for. */
  asksAboutAct: boolean
  /** Has a word of somebody else's subject: another law, small talk. */
  isOtherSubject: boolean
  /** Words of a plan: "kế hoạch", "chỉ tiêu", a ministry's branch of a province. */
  speaksOfPlan: boolean
  asksForPenalty: boolean
  /** Wants a place or a number to call. */
  asksWhere: boolean
  /** Somebody under 18 may be meant. */
  speaksOfYoung: boolean
  /** Where the rules about the acts that it tells stand. */
  leads: Lead[]
  /** Kinds of answer wanted, see passage-traits. */
  traits: number
  isEnglish: boolean
}

const MAX_WORDS = 60
const MAX_CHARS = 4_000
const SLANG_WEIGHT = 0.5
/** From this share of marked words on, a word without marks means what it says. */
const MARKED_SHARE = 0.35

/** What the question asks for, in the words of the index. */
export function readQuestion(text: string, open: OpenKnowledge, context: { today: string }): Question {
  const short = text.length <= MAX_CHARS ? text : `${text.slice(0, MAX_CHARS - 500)} ${text.slice(-500)}`
  const read = undoTelex(short, open.known, open.index.vocabulary.abbreviations)
  const typed = tokenise(short).slice(0, MAX_WORDS * 3)
  const isEnglish = looksEnglish(typed, open)
  const isMarkedText = share(typed, (token) => token.isMarked) >= MARKED_SHARE
  const reading = isEnglish ? readEnglish(typed, open) : readVietnamese(typed, open)
  const words = reading.slice(0, MAX_WORDS)
  const plain = words.filter((word) => !word.token.isCode).map((word) => word.token)
  const isMarked = isMarkedText || isEnglish
  // "law" would be "lă" in Telex.
  const raw = isEnglish ? short : read
  const references = findReferences(raw, open.index.documents)
  const own = withoutReference(words, references, open).filter(
    ({ token }) => !isQuestionWord(token, isMarked && (token.isMarked || isMarkedText)),
  )
  const slang = isEnglish ? [] : expandSlang(plain, open.slang)
  const translated = plain.map((token) => token.folded).join(' ')
  const folded = isEnglish ? `${translated} ${typed.map((token) => token.typed).join(' ')}` : translated
  const isOther = isOtherSubject(tokenise(raw).slice(0, MAX_WORDS * 3), open)
  const acts = readActs(plain, folded, { open, isMarked, isOther })
  const expansions = [...slang, ...acts].map((expansion) => expansion.means)
  // What is translated holds no names.
  const named = isEnglish ? typed : plain
  const places = findPhrases(named, open.places)
  const placeTokens = new Set(places.flatMap(({ start, end }) => named.slice(start, end)))
  const slips = isEnglish ? [] : findSlips(plain, open)
  return {
    words: [
      ...own.map(({ token, trust }) => ({
        folded: token.folded,
        weight: trust,
        isOwn: !placeTokens.has(token),
      })),
      ...addedWords([...expansions, ...slips], own),
    ],
    pairs: pairsOf(references.dieu === null ? plain : [], [...expansions, ...slips], isMarked),
    references,
    period: findPeriod(raw, context.today),
    places: places.map((match) => match.value),
    topic: topicOf(findTopic(plain, open, isOther), { slang, acts }),
    asksAboutAct: acts.some((act) => act.leads.length > 0),
    isOtherSubject: isOther,
    speaksOfPlan: speaksOfPlan(folded),
    asksForPenalty: asksForPenalty(folded),
    leads: [
      ...acts.flatMap((act) => act.leads).map((lead) => raiseDirectory(lead, { folded, places, open })),
      ...leadsToPlaces(places, folded, open),
      ...(asksIfInForce(folded) ? references.docs.flatMap((id) => open.repeals.get(id) ?? []) : []),
    ],
    asksWhere: asksWhere(folded),
    speaksOfYoung: speaksOfYoung(folded),
    traits: wantedTraits(folded),
    isEnglish,
  }
}

function topicOf(
  said: TopicStrength,
  told: { slang: readonly Expansion[]; acts: readonly FoundAct[] },
): TopicStrength {
  if (said === 'sure' || told.slang.some((expansion) => expansion.isTopic)) return 'sure'
  return said === 'weak' || told.acts.length > 0 ? 'weak' : 'none'
}

/** The acts that it tells; their leads only when it asks what comes of them. */
function readActs(
  plain: readonly Token[],
  folded: string,
  from: { open: OpenKnowledge; isMarked: boolean; isOther: boolean },
): FoundAct[] {
  const asksOutcome = asksForPenalty(folded) || asksWhatComesOfIt(folded)
  const unsure = (from.isOther ? 0 : 1) + (asksOutcome ? 1 : 0)
  const acts = findActs(plain, from.open.acts, { isMarkedText: from.isMarked, unsure })
  return acts.map((act) => (act.isAlways || asksOutcome ? act : { ...act, leads: [] }))
}

/** Who asks for a number or a place wants the directory's entry before what is said about it. */
const DIRECTORY_FIRST = 4
/** A nationwide number, when the place asked about has entries and plans of its own. */
const BESIDE_PLACE = 0.5

function raiseDirectory(
  lead: Lead,
  asked: { folded: string; places: readonly { value: PlaceName }[]; open: OpenKnowledge },
): Lead {
  const { folded, places, open } = asked
  const document = open.index.documents[open.index.groups[lead.group]?.[0] ?? -1]
  if (document?.kind !== 'services' || !asksWhere(folded)) return lead
  // A place that we know has entries of its own, or a plan that speaks of such a number.
  const isElsewhere = places.some(({ value }) => value.slug !== null)
  return { ...lead, share: lead.share * (isElsewhere ? BESIDE_PLACE : DIRECTORY_FIRST) }
}

/** Shares of the directory's entries: who asks for somebody of theirs wants a door, others perhaps a plan's line. */
const OF_PLACE = { own: 2.2, other: 1 }
/** Of a former province's question: what the directory holds in the whole of today's. */
const BESIDE_FORMER = 0.7

/** What the directory holds in the places named, when a place is asked for: of the former province if that was named. */
function leadsToPlaces(places: readonly { value: PlaceName }[], folded: string, open: OpenKnowledge): Lead[] {
  if (!asksWhere(folded) || speaksOfPlan(folded)) return []
  const ofPlace = asksForOwn(folded) ? OF_PLACE.own : OF_PLACE.other
  const slugs = new Map<string, number>()
  for (const { value } of places) {
    if (value.slug !== null) slugs.set(value.slug, value.former === null ? ofPlace : ofPlace * BESIDE_FORMER)
    if (value.former !== null) slugs.set(value.former, ofPlace)
  }
  return [...slugs].flatMap(([slug, share]) =>
    (open.servicesOfPlace.get(slug) ?? []).map((group) => ({ group, khoan: null, share })),
  )
}

const REFERENCE_WORDS = new Set('dieu khoan luat nghi dinh bo article clause law decree'.split(' '))

/** "điều 35 luật 120" is an address; its words are not looked for in the text. */
function withoutReference(
  words: readonly ReadWord[],
  references: References,
  open: OpenKnowledge,
): readonly ReadWord[] {
  if (references.dieu === null && references.docs.length === 0) return words
  const named = open.index.documents.filter(({ id }) => references.docs.includes(id))
  const numbers = new Set([
    references.dieu,
    references.khoan,
    ...named.flatMap(({ number }) => tokenise(number ?? '').map((token) => token.folded)),
  ])
  const isAddress = ({ token }: ReadWord): boolean =>
    REFERENCE_WORDS.has(token.folded) ||
    numbers.has(token.folded) ||
    (token.isCode && references.docs.length > 0)
  return words.filter((word) => !isAddress(word))
}

interface ReadWord {
  token: Token
  trust: number
}

function readVietnamese(typed: readonly Token[], open: OpenKnowledge): ReadWord[] {
  const tokens: ReadWord[] = []
  for (const [i, token] of typed.entries()) {
    const { abbreviations } = open.index.vocabulary
    const isKnown =
      open.known.hasWord(token.folded) && token.folded.length > 1 && !isShortForm(token.typed, abbreviations)
    const reading = isKnown
      ? null
      : readUnknownWord(
          token,
          { before: tokens.at(-1)?.token.folded, after: typed[i + 1]?.folded },
          open.known,
          abbreviations,
        )
    if (reading !== null)
      tokens.push(...reading.tokens.map((read) => ({ token: read, trust: reading.trust })))
    else tokens.push({ token, trust: 1 })
  }
  return tokens
}

const ENGLISH =
  /^(?:the|a|an|is|are|was|what|which|who|whom|when|where|why|how|do|does|did|can|could|will|would|should|must|i|my|me|we|our|you|your|he|his|she|her|they|their|it|its|of|in|on|at|to|for|from|with|without|by|and|or|not|if|be|been|has|have|had|get|there|any|this|that|about|under|person|people|someone|vietnam|vietnamese|old|many|much|need|needs|go|goes|take|happens|happen|allowed|time|new|him|them|after|before|during)$/

function looksEnglish(typed: readonly Token[], open: OpenKnowledge): boolean {
  if (typed.some((token) => token.isMarked)) return false
  const english = share(typed, (token) => ENGLISH.test(token.typed) || open.english.has(token.folded))
  return (
    english >= 0.6 && typed.some((token) => ENGLISH.test(token.typed) && !open.known.hasWord(token.folded))
  )
}

function readEnglish(typed: readonly Token[], open: OpenKnowledge): ReadWord[] {
  const found = findPhrases(typed, open.english)
  const longest = found.filter(
    (match) =>
      !found.some((other) => other !== match && other.start <= match.start && match.end <= other.end),
  )
  const tokens = longest.flatMap(({ value }) => tokenise(value).map((token) => ({ token, trust: 1 })))
  const codes = typed.filter((token) => /\p{N}/u.test(token.typed)).map((token) => ({ token, trust: 1 }))
  return [...tokens, ...codes]
}

/** The documents' words for the slang, each once, unless the person said the word as well. */
function addedWords(expansions: readonly (readonly Token[])[], own: readonly ReadWord[]): QueryWord[] {
  const said = new Set(own.map(({ token }) => token.folded))
  const added: QueryWord[] = []
  for (const token of expansions.flat()) {
    if (said.has(token.folded)) continue
    said.add(token.folded)
    added.push({ folded: token.folded, weight: SLANG_WEIGHT, isOwn: false })
  }
  return added
}

function pairsOf(
  plain: readonly Token[],
  expansions: readonly (readonly Token[])[],
  isMarked: boolean,
): QueryPair[] {
  const pairs = new Map<string, QueryPair>()
  const add = (tokens: readonly Token[], weight: number, isSaid: boolean): void => {
    for (const [i, token] of tokens.slice(1).entries()) {
      const before = tokens[i]
      if (before === undefined) continue
      const empty = [before, token].filter((word) => isQuestionWord(word, isMarked)).length
      if (empty === 2) continue
      const pair = `${before.folded} ${token.folded}`
      if (!pairs.has(pair)) pairs.set(pair, { pair, weight, isOwn: isSaid && empty === 0 })
    }
  }
  add(plain, 1, true)
  for (const expansion of expansions) add(expansion, SLANG_WEIGHT, false)
  return [...pairs.values()]
}

function share<T>(list: readonly T[], test: (item: T) => boolean): number {
  return list.length === 0 ? 0 : list.filter(test).length / list.length
}
