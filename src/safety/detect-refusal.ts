import { isBare } from '../lib/vietnamese-key.ts'
import { compileLexicon, findHits, type Lexicon } from './lexicon.ts'
import { type RefusalKind, refusalConcepts } from './patterns/refusal.ts'
import { refusalCompanions } from './patterns/refusal-companions.ts'
import { refusalRequests } from './patterns/refusal-requests.ts'
import { refusalRules } from './patterns/refusal-rules.ts'
import { wordLists } from './patterns/word-lists.ts'
import { type Reading, readWords } from './words.ts'

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
export function detectRefusal(text: string): RefusalKind | null {
  const reading = readWords([text])
  return (
    refuse(reading) ?? (reading.strict && isHalfMarked(reading) ? refuse(withoutStrictness(reading)) : null)
  )
}

/** Below this share of words with marks a text that uses them leaves some out ("pha nc vui tỉ lệ nao"). */
const WELL_MARKED = 0.65

function isHalfMarked({ words }: Reading): boolean {
  const marked = words.filter(({ keys }) => keys[0] !== undefined && !isBare(keys[0])).length
  return marked < words.length * WELL_MARKED
}

function withoutStrictness({ words }: Reading): Reading {
  return { words: words.map((word) => ({ ...word, strict: false })), strict: false }
}

function refuse(reading: Reading): RefusalKind | null {
  const found = new Set(findHits(reading, refusalLexicon()).map((hit) => hit.concept))
  const isThere = (group: string) => group.split('|').some((concept) => found.has(concept))
  const rule = refusalRules.find(({ all, unless }) => all.every(isThere) && !unless.some(isThere))
  return rule?.reason ?? null
}
