import type { Language } from '../core/language.ts'
import type { DocumentInfo, FoundPassage } from '../core/passage.ts'
import { fold } from '../lib/vietnamese.ts'
import { citationTitle, isLawLike } from './cite.ts'
import type { OpenKnowledge } from './open-knowledge.ts'
import { showSources } from './parse-guide-sources.ts'
import { quotePassage, type Wanted } from './quote-passage.ts'
import type { Question } from './read-question.ts'
import { ENGLISH_LEAD, sayDay, sayFrame } from './sentences.ts'
import { splitSentences } from './split-text.ts'
import type { NextStep } from './vocabulary.ts'

/** Answer first, in the passage's own words; then the source with its standing and the day it was checked; then one next step. */
export function composeAnswer(
  passage: FoundPassage,
  document: DocumentInfo,
  from: { text: string; question: Question; open: OpenKnowledge; language: Language },
): string {
  const { language } = from
  const quote = quotePassage(quotable(passage, document), toWanted(from.question))
  return [
    ...(language === 'en' ? [ENGLISH_LEAD] : []),
    ...quote.lines.map((line) =>
      document.kind === 'guide' ? showSources(line, from.open.index.documents) : line,
    ),
    ...(quote.isWhole ? [] : [sayFrame(language, isLawLike(document) ? 'more' : 'moreOfSection')]),
    sourceLine(passage, document, language),
    ...warning(document, passage.inForce, language),
    nextStep(document, from),
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** A guide's section is read as its first sentence and what follows from it. */
function quotable(passage: FoundPassage, document: DocumentInfo): string {
  if (document.kind !== 'guide') return passage.text
  return splitSentences(passage.text)
    .map((sentence) => sentence.trim())
    .join('\n')
}

/** "[Luật 120/2025/QH15, Điều 29 khoản 1, đang có hiệu lực] (kiểm tra ngày 21/11/2026)" */
export function sourceLine(passage: FoundPassage, document: DocumentInfo, language: Language): string {
  const title = citationTitle(passage, document)
  const day = sayDay(document.verifiedOn)
  // An entry of the directory says itself whether and when it was checked.
  if (document.kind === 'services') return `[${title}]`
  if (document.kind === 'substances' || document.kind === 'guide')
    return sayFrame(language, 'ownSource', { title, day })
  const status = standing(document, passage.inForce, language)
  return sayFrame(language, 'source', { title, status, day })
}

function toWanted(question: Question): Wanted {
  return {
    folded: new Set(question.words.map((word) => word.folded)),
    pairs: new Set(question.pairs.map(({ pair }) => pair)),
  }
}

function standing(document: DocumentInfo, inForce: boolean, language: Language): string {
  const { inForceTo, inForceFrom } = document
  // A rule whose end is known is never "in force now": somebody may ask as of a day that is past.
  if (inForce && inForceTo !== null) return sayFrame(language, 'inForceUntil', { day: sayDay(inForceTo) })
  if (inForce) return sayFrame(language, 'inForce')
  if (inForceTo !== null) return sayFrame(language, 'ended', { day: sayDay(dayAfter(inForceTo)) })
  return sayFrame(language, 'notYet', { day: inForceFrom === null ? '' : sayDay(inForceFrom) })
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}

/** What a reader of a plan or of a former rule is told beside it; often nothing. */
export function warning(document: DocumentInfo, inForce: boolean, language: Language): string[] {
  if (document.kind === 'plan') return [sayFrame(language, inForce ? 'plan' : 'planOver')]
  return inForce ? [] : [sayFrame(language, 'old')]
}

/** Where the person can go from here; empty when nothing fits. */
export function nextStep(
  document: DocumentInfo,
  from: { text: string; open: Pick<OpenKnowledge, 'index'>; language: Language },
): string {
  const said = ` ${words(from.text)} `
  const fits = (step: NextStep): boolean =>
    (step.kinds === undefined || step.kinds.includes(document.kind)) &&
    (step.when === undefined || step.when.some((phrase) => said.includes(` ${words(phrase)} `)))
  return from.open.index.vocabulary.nextSteps.find(fits)?.[from.language] ?? ''
}

function words(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
