import type { Language } from '../core/language.ts'
import type { Answer, DocumentInfo, FoundPassage, RefusalReason } from '../core/passage.ts'
import { clean } from '../lib/vietnamese.ts'
import { citeKey, isLawLike } from './cite.ts'
import { citePassage } from './cite-passage.ts'
import { composeAnswer } from './compose-answer.ts'
import { FUSED, fuseHits } from './fuse-hits.ts'
import { isPrivate, isVague, judge, toRefusalReason } from './judge-question.ts'
import type { KnowledgeIndex } from './knowledge-index.ts'
import { type OpenKnowledge, openKnowledge } from './open-knowledge.ts'
import { type Question, readQuestion } from './read-question.ts'
import { documentOf, type Hit, searchPassages } from './search.ts'
import { OTHER_LANGUAGE, refusals, sayFrame } from './sentences.ts'
import { undoTelex } from './undo-telex.ts'

export interface AskContext {
  /** The day to answer for, YYYY-MM-DD in Vietnam: today, unless somebody asks as of another day. */
  asOf: string
  /** Where the person lives, a place's slug ("ha-noi"), if known. */
  place?: string | undefined
  language: Language
  /** Passages by meaning, numbers in the index, best first: joined with our own ranking. Only the server has them. */
  dense?: readonly number[] | undefined
}

export interface Knowledge {
  /** An answer in the documents' own words with its source, or a refusal with a way on. Never throws. */
  answer(question: string, context: AskContext & { top?: number }): Answer
  /** Passages for a question, best first; at most `top` (5). */
  search(question: string, context: Omit<AskContext, 'language'> & { top?: number }): FoundPassage[]
}

export interface KnowledgeNeeds {
  /** A request that must not be answered: why, or null. */
  detectRefusal(text: string): string | null
}

const TOP = 5
const NEAREST = 3

/** Pure and synchronous; the same on server and phone. Opening the index takes some tens of milliseconds, once. */
export function createKnowledge(index: KnowledgeIndex, needs: KnowledgeNeeds): Knowledge {
  const open = openKnowledge(index)
  const find = (text: string, context: Omit<AskContext, 'language'> & { top?: number }) => {
    const question = readQuestion(text, open, { today: context.asOf })
    const scope = { today: context.asOf, place: context.place }
    const top = context.top ?? TOP
    if (context.dense === undefined) {
      const hits = searchPassages(question, open, { scope, top })
      return { question, hits, shown: hits }
    }
    const hits = searchPassages(question, open, { scope, top: Math.max(top, FUSED) })
    return { question, hits, shown: fuseHits(hits, context.dense, { question, open, scope }).slice(0, top) }
  }
  return {
    search: (text, context) => toFound(find(text, context).shown, open),
    answer: (text, context) => {
      const refusal = refuseUnread(text, needs, open)
      if (refusal !== null) return refuse(refusal, { text, language: context.language, hits: [], open })
      if (isForeignScript(text)) return refuseForeign(text)
      // Whether there is ground is judged on the words alone: nearness of meaning always finds something.
      const { question, hits, shown } = find(text, context)
      const language = question.isEnglish ? 'en' : context.language
      if (isVague(question, open)) return askBack({ text, language, hits, open })
      const reason = judge({ question, hits, open })
      if (reason !== null) return refuse(reason, { text, language, hits, open })
      return reply(text, { question, hits: shown, open, context: { ...context, language } })
    },
  }
}

/** What is settled before anything is looked up. */
function refuseUnread(text: string, needs: KnowledgeNeeds, open: OpenKnowledge): RefusalReason | null {
  if (clean(text).trim() === '') return 'off_topic'
  const read = undoTelex(text, open.known, open.index.vocabulary.abbreviations)
  const harmful = needs.detectRefusal(text) ?? (read === text ? null : needs.detectRefusal(read))
  if (harmful !== null) return toRefusalReason(harmful)
  return isPrivate(text) || isPrivate(read) ? 'private' : null
}

const LETTER = /\p{L}/gu
const OUR_LETTER = /\p{Script=Latin}/gu

/** Most of it in another script: Chinese, Korean, Khmer … */
function isForeignScript(text: string): boolean {
  const letters = text.match(LETTER)?.length ?? 0
  return letters > 0 && (text.match(OUR_LETTER)?.length ?? 0) * 2 < letters
}

/** Which languages we speak, and the numbers that answer day and night, said in two of them. */
function refuseForeign(text: string): Answer {
  return {
    question: text,
    refused: true,
    reason: 'no_ground',
    answer: [OTHER_LANGUAGE.vi, OTHER_LANGUAGE.en].join('\n'),
    citations: [],
    passages: [],
    nearest: [],
  }
}

interface Refused {
  text: string
  language: Language
  hits: readonly Hit[]
  open: OpenKnowledge
}

function refuse(reason: RefusalReason, from: Refused): Answer {
  const nearest = reason === 'no_ground' ? nearestTopics(from.hits, from.open) : []
  const lines = [refusals[reason][from.language]]
  if (nearest.length > 0) lines.push(sayFrame(from.language, 'nearest', { list: nearest.join('; ') }))
  return {
    question: from.text,
    refused: true,
    reason,
    answer: lines.join('\n'),
    citations: [],
    passages: [],
    nearest,
  }
}

/** "ma túy" alone: asked back, with the nearest topics to choose from. */
function askBack(from: Refused): Answer {
  const refusal = refuse('no_ground', from)
  const list = refusal.nearest.join('; ')
  return { ...refusal, answer: sayFrame(from.language, 'askBack', { list }) }
}

function nearestTopics(hits: readonly Hit[], open: OpenKnowledge): string[] {
  const titles = hits.map((hit) => {
    const [d, key, title] = open.index.groups[open.index.passages[hit.passage]?.[1] ?? -1] ?? [-1, '', '']
    const document = open.index.documents[d]
    return document === undefined ? '' : `${citeKey(document, key)}: ${title}`
  })
  return [...new Set(titles.filter((title) => title !== '' && title.length <= 160))].slice(0, NEAREST)
}

function reply(
  text: string,
  from: { question: Question; hits: readonly Hit[]; open: OpenKnowledge; context: AskContext },
): Answer {
  const passages = toFound(from.hits, from.open)
  const [first] = passages
  const [firstHit] = from.hits
  const document =
    from.open.index.documents[firstHit === undefined ? -1 : documentOf(from.open, firstHit.passage)]
  if (first === undefined || document === undefined) {
    return refuse('no_ground', { text, language: from.context.language, hits: [], open: from.open })
  }
  return {
    question: text,
    refused: false,
    answer: composeAnswer(first, document, { ...from, text, language: from.context.language }),
    citations: citePassage(first, from.open.index.documents, from.question.period.day ?? from.context.asOf),
    passages,
    nearest: [],
  }
}

function toFound(hits: readonly Hit[], open: OpenKnowledge): FoundPassage[] {
  return hits.flatMap((hit) => {
    const stored = open.index.passages[hit.passage]
    const document = open.index.documents[documentOf(open, hit.passage)]
    if (stored === undefined || document === undefined) return []
    const [id, group, khoan, headings, text] = stored
    const key = open.index.groups[group]?.[1] ?? ''
    return [
      {
        id: `${document.id}/${id}`,
        doc: document.id,
        ...placeOf(document, key, khoan),
        heading: headings.map((heading) => open.index.headings[heading] ?? ''),
        text,
        score: Math.round(hit.score * 1000) / 1000,
        inForce: hit.inForce,
      },
    ]
  })
}

function placeOf(
  document: DocumentInfo,
  key: string,
  khoan: string,
): Pick<FoundPassage, 'dieu' | 'khoan' | 'section'> {
  if (key === '') return {}
  const clause = khoan === '' ? {} : { khoan }
  return isLawLike(document) && /^\d/.test(key) ? { dieu: key, ...clause } : { section: key, ...clause }
}
