import type { KnowledgeIndex } from './knowledge-index.ts'
import { isSameWord } from './phrases.ts'
import { type Token, tokenise } from './tokenise.ts'
import type { Act, Vocabulary } from './vocabulary.ts'

/** A passage where the rule about an act stands. */
export interface Lead {
  group: number
  /** Clause, or null: the whole article or section. */
  khoan: string | null
  /** 1 for the first place of an act told in three parts, less for further places and vaguer acts. */
  share: number
}

export interface FoundAct {
  means: readonly Token[]
  leads: readonly Lead[]
  /** Its leads hold whatever is asked; the others only when the question asks what comes of it. */
  isAlways: boolean
}

/** A phrase of a word list; null stands for up to `MAX_GAP` other words. */
interface Pattern {
  list: string
  words: readonly (Token | null)[]
}

interface OpenAct extends FoundAct {
  /** Each part: names of lists one of which must be met. */
  parts: readonly (readonly string[])[]
  unless: readonly string[]
}

export interface ActTable {
  /** By the folded form of the first word. */
  patterns: ReadonlyMap<string, readonly Pattern[]>
  acts: readonly OpenAct[]
}

const MAX_GAP = 3
/** One syllable that is mostly something else: doubtful with its marks, nothing without ("da" is "đã", "nam" is "năm"). */
const DOUBTFUL = new Set(
  'da ke can co he keo nam thu cham bu dap cai hu be vo phi an ve mat tang lu di phe chi xe cho de bat dua nho mo ra no cong'.split(
    ' ',
  ),
)
/** One syllable that means little else even so. */
const CLEAR_WHEN_BARE = new Set(
  'choi hut hit chich xai nghien trom cuop giau giu phong thue rao buon ship methadone heroin lsd mdma cocain cocaine ketamin ketamine trong nau ru ep test chui kho tiem phat toi methamphetamine grab shipper khach vung'.split(
    ' ',
  ),
)
const GAP = '*'
/** So many parts make an act certain. */
const CERTAIN = 3
const FURTHER_PLACE = 0.8

export function makeActTable(
  vocabulary: Pick<Vocabulary, 'words' | 'acts'>,
  index: Pick<KnowledgeIndex, 'documents' | 'groups'>,
): ActTable {
  const patterns = new Map<string, Pattern[]>()
  for (const [list, phrases] of Object.entries(vocabulary.words)) {
    for (const phrase of phrases) {
      const words = phrase.split(' ').flatMap((word) => (word === GAP ? [null] : tokenise(word)))
      const first = words[0]?.folded ?? ''
      patterns.set(first, [...(patterns.get(first) ?? []), { list, words }])
    }
  }
  return { patterns, acts: vocabulary.acts.map((act) => openAct(act, index)) }
}

function openAct(act: Act, index: Pick<KnowledgeIndex, 'documents' | 'groups'>): OpenAct {
  const certainty = Math.min(act.all.length / CERTAIN, 1)
  const leads = act.leads.flatMap((place, i) => {
    const [doc = '', key = '', khoan] = place.split('/')
    const group = index.groups.findIndex(
      ([document, groupKey]) => index.documents[document]?.id === doc && groupKey === key,
    )
    return group < 0 ? [] : [{ group, khoan: khoan ?? null, share: certainty * FURTHER_PLACE ** i }]
  })
  const parts = act.all.map((lists) => lists.split('|'))
  return { means: tokenise(act.means), leads, isAlways: act.always, parts, unless: act.unless }
}

/** How surely a list is met: 1 for one syllable that may mean something else. */
type Surety = 1 | 2

/**
 * What people tell without naming it: every act whose parts all stand in the question, in any order, at most `unsure` of
 * them in a syllable that may mean something else.
 */
export function findActs(
  tokens: readonly Token[],
  table: ActTable,
  reading: { isMarkedText: boolean; unsure: number },
): FoundAct[] {
  const met = new Map<string, Surety>()
  for (const [start, token] of tokens.entries()) {
    for (const { list, words } of table.patterns.get(token.folded) ?? []) {
      if (met.get(list) === 2 || !matches(words, tokens, start)) continue
      const surety = words.length > 1 ? 2 : suretyOf(token, words[0], reading.isMarkedText)
      if (surety !== null) met.set(list, surety)
    }
  }
  return met.size === 0 ? [] : table.acts.filter((act) => isMet(act, met, reading.unsure))
}

function isMet(act: OpenAct, met: ReadonlyMap<string, Surety>, mayBeUnsure: number): boolean {
  let unsure = 0
  for (const lists of act.parts) {
    const surety = bestOf(lists, met)
    if (surety === 0) return false
    if (surety === 1) unsure += 1
  }
  const isSure = unsure <= Math.min(mayBeUnsure, act.parts.length - 1)
  return isSure && !act.unless.some((list) => bestOf(list.split('|'), met) === 2)
}

function bestOf(lists: readonly string[], met: ReadonlyMap<string, Surety>): 0 | Surety {
  let best: 0 | Surety = 0
  for (const list of lists) {
    const surety = met.get(list) ?? 0
    if (surety > best) best = surety
  }
  return best
}

function suretyOf(typed: Token, word: Token | null | undefined, isMarkedText: boolean): Surety | null {
  const hasItsMarks = typed.isMarked || (isMarkedText && word?.exact === typed.exact)
  if (DOUBTFUL.has(typed.folded)) return hasItsMarks ? 1 : null
  if (hasItsMarks) return 2
  return CLEAR_WHEN_BARE.has(typed.folded) ? 2 : 1
}

function matches(words: readonly (Token | null)[], tokens: readonly Token[], start: number): boolean {
  const [word, ...rest] = words
  if (word === undefined) return true
  if (word !== null) return isSameWord(tokens[start], word) && matches(rest, tokens, start + 1)
  for (let skipped = 0; skipped <= MAX_GAP; skipped++) {
    if (matches(rest, tokens, start + skipped)) return true
  }
  return false
}
