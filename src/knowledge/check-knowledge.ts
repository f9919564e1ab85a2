import { checkGuides } from './check-guides.ts'
import { checkServices } from './check-services.ts'
import type { ContentProblem, KnowledgeDocument } from './document.ts'

/** Numbers of documents as they are cited in running text, whether or not we hold them. */
const CITED_ARTICLE = /Điều (\d+[a-zđ]?)(?: của)? (Luật này|Luật \d[\w/]*|Nghị định \d[\w/Đ-]*)/gu

/**
 * What no single file can show: an expired review, a citation that leads nowhere, a guide on repealed ground, two
 * documents in force for one thing.
 * @param today YYYY-MM-DD in Vietnam; without it nothing is said about dates.
 */
export function checkKnowledge(documents: readonly KnowledgeDocument[], today?: string): ContentProblem[] {
  const byId = new Map(documents.map((document) => [document.front.id, document]))
  return [
    ...documents.flatMap((document) => checkReview(document, today)),
    ...documents.flatMap((document) => checkSuccession(document, byId)),
    ...documents.flatMap((document) => checkCitations(document, documents)),
    ...checkGuides(documents, today),
    ...(today === undefined ? [] : checkServices(documents, today)),
    ...checkRivals(documents),
  ]
}

function problem(document: KnowledgeDocument, line: number, message: string): ContentProblem {
  return { file: document.file, line, severity: 'error', message }
}

function checkReview(document: KnowledgeDocument, today: string | undefined): ContentProblem[] {
  const { front } = document
  const problems: ContentProblem[] = []
  if (today !== undefined && front.reviewBy < today) {
    problems.push(
      problem(document, 1, `reviewBy ${front.reviewBy} has passed: check the text against its source again`),
    )
  }
  if (front.inForceFrom !== null && front.inForceTo !== null && front.inForceTo < front.inForceFrom) {
    problems.push(problem(document, 1, 'inForceTo is before inForceFrom'))
  }
  if (front.verifiedOn > front.reviewBy) problems.push(problem(document, 1, 'reviewBy is before verifiedOn'))
  return problems
}

function checkSuccession(
  document: KnowledgeDocument,
  byId: ReadonlyMap<string, KnowledgeDocument>,
): ContentProblem[] {
  const problems: ContentProblem[] = []
  const { replacedBy, replaces, inForceTo, id } = document.front
  for (const other of [replacedBy, replaces]) {
    if (other !== null && !byId.has(other))
      problems.push(problem(document, 1, `“${other}” is not a document here`))
  }
  if (replacedBy !== null && inForceTo === null) {
    problems.push(problem(document, 1, 'It is replaced and must say its last day in force (inForceTo)'))
  }
  const successor = replacedBy === null ? undefined : byId.get(replacedBy)
  if (successor !== undefined && successor.front.replaces !== id) {
    problems.push(problem(document, 1, `${replacedBy} does not say that it replaces this document`))
  }
  const begins = successor?.front.inForceFrom ?? null
  if (begins !== null && inForceTo !== null && begins <= inForceTo) {
    problems.push(problem(document, 1, `It and ${replacedBy} would both be in force on ${begins}`))
  }
  return problems
}

function checkCitations(
  document: KnowledgeDocument,
  documents: readonly KnowledgeDocument[],
): ContentProblem[] {
  const texts = [
    ...document.passages.map((passage) => ({
      text: passage.text,
      key: passage.dieu ?? passage.section ?? '',
    })),
    ...document.notes,
  ]
  return texts.flatMap(({ text, key }) =>
    [...text.matchAll(CITED_ARTICLE)].flatMap((match) => {
      const [, article = '', source = ''] = match
      const target =
        source === 'Luật này' ? document : documents.find((other) => citesByNumber(source, other))
      if (target === undefined || target.places.some((place) => place.key === article)) return []
      const line = document.places.find((place) => place.key === key)?.line ?? 1
      return [
        problem(document, line, `“${match[0]}” leads nowhere: ${target.front.id} has no Điều ${article}`),
      ]
    }),
  )
}

function citesByNumber(source: string, document: KnowledgeDocument): boolean {
  const cited = source.replace(/^\S+(?: định)? /u, '').replace(/[.,;]+$/, '')
  return document.front.number === cited && document.front.kind !== 'plan'
}

/** Same id, or same number and issuer with overlapping days: a reader could be told two different rules. */
function checkRivals(documents: readonly KnowledgeDocument[]): ContentProblem[] {
  return documents.flatMap((document, i) =>
    documents.slice(i + 1).flatMap((other) => {
      const [a, b] = [document.front, other.front]
      if (a.id === b.id) return [problem(other, 1, `id ${b.id} is also that of ${document.file}`)]
      const sameNumber = a.number !== null && a.number === b.number
      const sameLaw = a.kind === 'law' && b.kind === 'law' && a.title === b.title && a.place === b.place
      if (!(sameNumber || sameLaw) || !overlap(a, b) || isTwin(a.id, b.id)) return []
      return [problem(other, 1, `${b.id} and ${a.id} both claim to be in force for the same rule`)]
    }),
  )
}

/** The imported wording (`ID-goc`) stands beside our restatement: one rule, told twice. */
function isTwin(a: string, b: string): boolean {
  return a === `${b}-goc` || b === `${a}-goc`
}

type Days = Pick<KnowledgeDocument['front'], 'inForceFrom' | 'inForceTo'>

function overlap(a: Days, b: Days): boolean {
  return (
    (a.inForceFrom ?? '0000') <= (b.inForceTo ?? '9999') &&
    (b.inForceFrom ?? '0000') <= (a.inForceTo ?? '9999')
  )
}
