import { vietnamDay } from '../core/clock.ts'
import type { FrontMatter, KnowledgeDocument } from '../knowledge/document.ts'
import { parseDocument } from '../knowledge/parse-document.ts'
import { findLostWords, findNewProblems } from './check-import.ts'
import type { Recognised } from './outline.ts'
import { recogniseLaw } from './recognise-law.ts'
import { recognisePlan } from './recognise-plan.ts'
import { refuseImport } from './refuse-import.ts'
import type { Remark, SourceText } from './source-text.ts'
import { writeDocument } from './write-document.ts'

/** Characters of a line, and lines of a list, in a message. */
const SHOWN = 90
const MAX_SHOWN = 30

export interface ImportNeeds {
  /** Where the document will be written. */
  file: string
  /** The sidecar beside it, if there is one. */
  asked: { file: string; text: string } | null
  /** What `knowledge/` holds now. */
  documents: readonly KnowledgeDocument[]
  /** ms. */
  now: number
  /** The document itself has gaps in its numbers. */
  allowGaps: boolean
  /** Write although `npm run content` will then complain. */
  allowProblems: boolean
}

export interface Imported {
  text: string
  recognised: Recognised
  /** What `npm run content` will complain of, when that was allowed. */
  problems: string[]
}

/**
 * Splits the text by its own numbers and proves the result: every word kept, every article once, readable by the
 * knowledge base, nothing broken elsewhere. Writes nothing.
 * @throws AppError `content:invalid` naming everything that stands against it.
 */
export function importDocument(source: SourceText, front: FrontMatter, needs: ImportNeeds): Imported {
  const recognised = front.kind === 'plan' ? recognisePlan(source.lines) : recogniseLaw(source.lines)
  refuseWhen(recognised.errors, 'This cannot be cited as it stands', source)
  if (!needs.allowGaps) {
    refuseWhen(
      recognised.gaps,
      'Numbers are missing or out of order: text may be lost, or stand under a wrong number. If the document itself is so, add --allow-gaps',
      source,
    )
  }
  const lost = findLostWords(source.lines, recognised.leftOut, recognised.markdown)
  if (lost.length > 0)
    refuseImport(`Words of the file would be lost: ${lost.slice(0, 20).join(' ')}. Please report this file.`)
  const text = writeDocument(front, recognised.markdown)
  return { text, recognised, problems: prove(text, recognised, needs) }
}

function refuseWhen(remarks: readonly Remark[], why: string, { unit }: SourceText): void {
  if (remarks.length === 0) return
  const shown = remarks.slice(0, MAX_SHOWN).map((remark) => `  ${formatRemark(remark, unit)}`)
  const more = remarks.length > MAX_SHOWN ? [`  and ${remarks.length - MAX_SHOWN} more`] : []
  refuseImport([`${why}:`, ...shown, ...more].join('\n'))
}

function prove(text: string, recognised: Recognised, needs: ImportNeeds): string[] {
  const { document, problems } = parseDocument(needs.file, text, needs.asked)
  const list = problems.map(({ file, line, message }) => `${file}:${line} ${message}`)
  if (document === null)
    return refuseImport(`The knowledge base cannot read the result:\n  ${list.join('\n  ')}`)
  const articles = recognised.counts['articles']
  const places = document.places.filter(({ key }) => /^\d/.test(key)).length
  if (articles !== undefined && places !== articles)
    refuseImport(`The file has ${articles} articles, the result ${places}.`)
  const found = findNewProblems(needs.documents, document, vietnamDay(needs.now))
  const all = [...list, ...found.map(({ file, line, message }) => `${file}:${line} ${message}`)]
  if (all.length > 0 && !needs.allowProblems) {
    refuseImport(
      `“npm run content” would then complain, and the hotline would not start. Mend these first, or add --allow-problems:\n  ${all.join('\n  ')}`,
    )
  }
  return all
}

/** "line 12: “Điều 5. …” why". */
export function formatRemark({ line, text, why }: Remark, unit: SourceText['unit']): string {
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
  return `${line === 0 ? '' : `${unit} ${line}: `}${shown === '' ? '' : `“${shown}” `}${why}`
}
