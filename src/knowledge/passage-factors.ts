import type { OpenKnowledge } from './open-knowledge.ts'
import { DEFINITION, definedTerm, HAS_WHAT_IS_WANTED, traitFactor } from './passage-traits.ts'
import type { Question } from './read-question.ts'

const DEFINES_IT = 1.5
/** The most that `passageFactor` gives. */
export const MAX_PASSAGE_FACTOR = HAS_WHAT_IS_WANTED * DEFINES_IT

/** How well the kind of a passage suits the kind of question. */
export function passageFactor(question: Question, open: OpenKnowledge, passage: number): number {
  const traits = open.traits[passage] ?? 0
  const isWantedDefinition = (question.traits & traits & DEFINITION) !== 0
  const defines = isWantedDefinition && definesSubject(question, open.index.passages[passage]?.[4] ?? '')
  return traitFactor(traits, question.traits) * (defines ? DEFINES_IT : 1)
}

/** "cai nghiện là gì" wants the sentence whose subject is "cai nghiện", not one that mentions it. */
function definesSubject(question: Question, text: string): boolean {
  const subject = definedTerm(text)
  const own = question.words.filter((word) => word.isOwn)
  return own.length > 0 && own.length >= subject.size / 2 && own.every((word) => subject.has(word.folded))
}

/** "điều 29" goes straight to the article, whatever words they share. */
export function isReferredArticle(question: Question, open: OpenKnowledge, group: number): boolean {
  const { dieu, docs } = question.references
  if (dieu === null) return false
  const [number, key] = open.index.groups[group] ?? [-1, '']
  const document = open.index.documents[number]
  if (key !== dieu || document === undefined || document.kind === 'plan') return false
  return docs.length === 0 || docs.includes(document.id)
}

const REFERENCE_BONUS = 1_000
const CLAUSE_BONUS = 100

/** Lifts a passage named by its article, and once more by its clause, above all that is merely found. */
export function referenceBonus(question: Question, open: OpenKnowledge, passage: number): number {
  const { khoan } = question.references
  const isClause = khoan !== null && open.index.passages[passage]?.[2] === khoan
  return REFERENCE_BONUS + (isClause ? CLAUSE_BONUS : 0)
}
