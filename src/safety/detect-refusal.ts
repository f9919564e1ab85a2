import { rememberLast } from '../lib/remember-last.ts'
import { isBare } from '../lib/vietnamese-key.ts'
import { findHarm, type HarmReading } from './find-harm.ts'
import { compileLexicon, findHits, type Lexicon } from './lexicon.ts'
import { looksLikeQuestion } from './looks-like-question.ts'
import { type RefusalKind, refusalConcepts } from './patterns/refusal.ts'
import { refusalCompanions } from './patterns/refusal-companions.ts'
import { refusalRequests } from './patterns/refusal-requests.ts'
import { refusalRules } from './patterns/refusal-rules.ts'
import { wordLists } from './patterns/word-lists.ts'
import { type Reading, readWords } from './words.ts'

/** Log-odds by words alone from which a message is refused; chosen by cross-validation over eval/. */
const LIKELY = { question: -0.7, telling: 0.3 } as const

/** What asks nothing and has none of the words of such requests tells of somebody: a tip, a worry. */
const UNLIKELY = -2
const TELLING_WORDS = 8

let lexicon: Lexicon | undefined

/** Names that mean a drug wherever they stand: the others ("đá", "hàng") need company. */
const DRUG_CLEAR = (wordLists['drug'] ?? '')
  .split('|')
  .filter(
    (name) =>
      !name.startsWith('^') &&
      ![
        'thuốc',
        'rượu',
        'xăng',
        'xanax',
        'seduxen',
        'thuốc_ngủ',
        'thuốc_an_thần',
        'trà_sữa',
        'methadone',
        'khay',
        'siro',
        'tinh_dầu',
      ].includes(name),
  )
  .join('|')

function refusalLexicon(): Lexicon {
  lexicon ??= compileLexicon(
    { ...refusalConcepts, ...refusalRequests, ...refusalCompanions },
    { ...wordLists, drugClear: DRUG_CLEAR },
  )
  return lexicon
}

/**
 * Why a request must not be answered, or null: how to make, buy, sell, dose or hide drugs, how to beat a test, how to
 * dose a medicine, or an order to be another bot. Questions of law, of quitting and reports of others are never
 * refused. Danger is looked for first, elsewhere. Pure; any string; bounded work.
 */
export const detectRefusal: (text: string) => RefusalKind | null = rememberLast((text) => {
  const reading = readWords([text])
  const isQuestion = looksLikeQuestion(text)
  const refused = refuse(reading, isQuestion)
  if (refused !== null || !reading.strict || !isHalfMarked(reading)) return refused
  return refuse(withoutStrictness(reading), isQuestion)
})

/** Below this share of words with marks a text that uses them leaves some out ("pha nc vui tỉ lệ nao"). */
const WELL_MARKED = 0.65

function isHalfMarked({ words }: Reading): boolean {
  const marked = words.filter(({ keys }) => keys[0] !== undefined && !isBare(keys[0])).length
  return marked < words.length * WELL_MARKED
}

function withoutStrictness({ words }: Reading): Reading {
  return { words: words.map((word) => ({ ...word, strict: false })), strict: false }
}

function refuse(reading: Reading, isQuestion: boolean): RefusalKind | null {
  const named = nameByRules(reading)
  const harm = findHarm(reading)
  if (harm.isReport && !(isQuestion && named !== null)) return null
  if (harm.isNeed && (named === null || !STAYS_NAMED.has(named))) return null
  const onlyTells =
    !isQuestion && !harm.asks && reading.words.length >= TELLING_WORDS && harm.likelihood < UNLIKELY
  if (onlyTells && named !== 'instructions') return null
  return named ?? harm.kind ?? (isDoubtful(harm, isQuestion) ? 'other' : null)
}

/** No need excuses these: a doctor counts tablets, and an order to the bot asks for no help. */
const STAYS_NAMED = new Set<RefusalKind>(['medical_dose', 'instructions'])

/** What no rule names: by its words alone, or because nothing honest is asked of the drug that it names. */
function isDoubtful(harm: HarmReading, isQuestion: boolean): boolean {
  if (harm.likelihood > LIKELY[isQuestion ? 'question' : 'telling']) return true
  return harm.isUnframed && (isQuestion || harm.mayAsk)
}

/** The requests that have a rule of their own. */
function nameByRules(reading: Reading): RefusalKind | null {
  const found = new Set<string>()
  for (const { concept } of findHits(reading, refusalLexicon())) found.add(concept)
  if (found.size === 0) return null
  const isThere = (group: readonly string[]) => group.some((concept) => found.has(concept))
  const rule = RULES.find(({ all, unless }) => all.every(isThere) && !unless.some(isThere))
  return rule?.reason ?? null
}

/** Each group as the concepts of which one is enough. */
const RULES = refusalRules.map(({ reason, all, unless }) => ({
  reason,
  all: all.map((group) => group.split('|')),
  unless: unless.map((group) => group.split('|')),
}))
