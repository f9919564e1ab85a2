import { type ContentProblem, isInForce, type KnowledgeDocument } from './document.ts'
import { findSourceTags, type GuideSource, withoutSources } from './parse-guide-sources.ts'
import { splitSentences } from './split-text.ts'

const NUMBER = /\d+(?:[.,]\d+)*/gu
const SHOWN_OF_SENTENCE = 60

interface Sentence {
  text: string
  line: number
  guide: KnowledgeDocument
}

/**
 * Guides say what others rule: each source must exist and be in force, each figure must stand in the source of its
 * sentence, each section must have a source.
 * @param today YYYY-MM-DD in Vietnam; without it nothing is said about force.
 */
export function checkGuides(documents: readonly KnowledgeDocument[], today?: string): ContentProblem[] {
  const byId = new Map(documents.map((document) => [document.front.id, document]))
  return documents
    .filter((document) => document.front.kind === 'guide')
    .flatMap((guide) =>
      guide.passages.flatMap((passage) => {
        const line = guide.places.find((place) => place.key === passage.section)?.line ?? 1
        const sentences = splitSentences(passage.text)
        return [
          ...(findSourceTags(passage.text).length === 0
            ? [problem({ text: passage.text, line, guide }, 'has no source')]
            : []),
          ...sentences.flatMap((text) => checkSentence({ text, line, guide }, byId, today)),
        ]
      }),
    )
}

function problem(sentence: Sentence, message: string): ContentProblem {
  const start = withoutSources(sentence.text).slice(0, SHOWN_OF_SENTENCE)
  return {
    file: sentence.guide.file,
    line: sentence.line,
    severity: 'error',
    message: `“${start}…” ${message}`,
  }
}

function checkSentence(
  sentence: Sentence,
  byId: ReadonlyMap<string, KnowledgeDocument>,
  today: string | undefined,
): ContentProblem[] {
  const tags = findSourceTags(sentence.text)
  const problems = tags
    .filter(({ sources }) => sources === null)
    .map(({ tag }) => problem(sentence, `names a source that cannot be read: ${tag}`))
  const sources = tags.flatMap((tag) => tag.sources ?? [])
  for (const source of sources) {
    const wrong = 'doc' in source ? whatIsWrong(source, byId, today) : null
    if (wrong !== null) problems.push(problem(sentence, wrong))
  }
  if (problems.length > 0) return problems
  const figures = numbersOf(withoutSources(sentence.text))
  if (figures.length > 0 && sources.length === 0)
    return [problem(sentence, 'gives a figure without a source')]
  if (sources.some((source) => 'outside' in source)) return []
  const known = new Set(sources.flatMap((source) => numbersOf(textOf(source, byId))))
  const missing = figures.filter((figure) => !known.has(figure))
  return missing.length === 0
    ? []
    : [problem(sentence, `gives figures that its source lacks: ${missing.join(', ')}`)]
}

type HeldSource = Extract<GuideSource, { doc: string }>

function whatIsWrong(
  source: HeldSource,
  byId: ReadonlyMap<string, KnowledgeDocument>,
  today: string | undefined,
): string | null {
  const target = byId.get(source.doc)
  if (target === undefined) return `names a document that is not here: ${source.doc}`
  const name = [source.doc, source.dieu ?? source.section, source.khoan].filter((part) => part !== undefined)
  if (passagesOf(source, target).length === 0) return `names a source that leads nowhere: ${name.join(' / ')}`
  if (today !== undefined && target.front.kind !== 'plan' && !isInForce(target.front, today)) {
    return `rests on ${source.doc}, which is no longer in force`
  }
  return null
}

function passagesOf(source: HeldSource, target: KnowledgeDocument): KnowledgeDocument['passages'] {
  return target.passages.filter(
    (passage) =>
      (source.dieu === undefined || passage.dieu === source.dieu) &&
      (source.section === undefined || passage.section === source.section) &&
      (source.khoan === undefined || passage.khoan === source.khoan),
  )
}

function textOf(source: GuideSource, byId: ReadonlyMap<string, KnowledgeDocument>): string {
  const target = 'doc' in source ? byId.get(source.doc) : undefined
  if (target === undefined || !('doc' in source)) return ''
  return passagesOf(source, target)
    .map((passage) => `${passage.heading.at(-1) ?? ''} ${passage.text}`)
    .join(' ')
}

/** "02" and "2" are one number; a phone number keeps its dots. */
function numbersOf(text: string): string[] {
  return [...text.matchAll(NUMBER)].map(([number]) => number.replace(/^0+(?=\d)/, ''))
}
