import type { Passage } from '../core/passage.ts'
import type { BodyContext, Line, ParsedBody } from './document-body.ts'
import { splitLongText } from './split-text.ts'

const ARTICLE = /^### Điều (\d+[a-zđ]?)\. (.+)$/
/** A part of a digest that no article carries: "## I. Hiệu lực". */
const SECTION = /^## ([IVXL]+)\. (.+)$/
const DIVISION = /^#{2,3} ((?:Phần|Chương|Mục|Tiểu mục) .+)$/
/** Outermost first. */
const DIVISION_RANKS = ['Phần', 'Chương', 'Mục', 'Tiểu mục']
const CLAUSE = /^(\d+[a-zđ]?)\. (.+)$/
const POINT = /^ {2,4}([a-zđ]{1,2}\)) (.+)$/
/** Three spaces: a further paragraph, bullet or table row of the clause above it. */
const CONTINUATION = /^ {3}(\S.*)$/
const NOTE = /^Xem thêm: /

interface Article {
  /** "29", "256a"; "II" for a section without an article. */
  key: string
  isSection: boolean
  title: string
  line: number
  heading: string[]
  blocks: Block[]
}

/** A clause with its points, or a paragraph outside any clause. */
interface Block {
  khoan?: string
  lines: string[]
}

/** Law, decree, code: one passage a clause with its points, or a paragraph where an article has no clauses. */
export function parseLaw(body: readonly Line[], context: BodyContext): ParsedBody {
  const parsed: ParsedBody = { passages: [], places: [], notes: [] }
  const divisions: string[] = []
  let article: Article | null = null
  for (const line of body) {
    const opened = ARTICLE.exec(line.text) ?? SECTION.exec(line.text)
    const division = DIVISION.exec(line.text)
    if (opened !== null || division !== null) {
      closeArticle(article, parsed, context)
      article = opened === null ? null : openArticle(opened, line.number, divisions)
      if (division !== null) enterDivision(divisions, division[1] ?? '')
      continue
    }
    if (line.text === '' || line.text.startsWith('# ')) continue
    if (line.text.startsWith('#')) context.report(line.number, `Not a heading of a law: “${line.text}”`)
    else if (article !== null) addLine(article, line, parsed, context)
    else addPreamble(line, parsed, context)
  }
  closeArticle(article, parsed, context)
  return parsed
}

function openArticle(match: RegExpExecArray, line: number, divisions: readonly string[]): Article {
  const [whole, key = '', title = ''] = match
  const isSection = SECTION.test(whole)
  const heading = isSection ? [title] : [...divisions, `Điều ${key}. ${title}`]
  return { key, isSection, title, line, heading, blocks: [] }
}

/** A Chương ends the Chương before it, not the Phần around it. */
function enterDivision(divisions: string[], title: string): void {
  while (divisions.length > 0 && rankOf(divisions.at(-1) ?? '') >= rankOf(title)) divisions.pop()
  divisions.push(title)
}

function rankOf(division: string): number {
  return DIVISION_RANKS.findIndex((word) => division.startsWith(`${word} `))
}

function addLine(article: Article, line: Line, parsed: ParsedBody, context: BodyContext): void {
  const clause = CLAUSE.exec(line.text)
  const point = POINT.exec(line.text)
  const continuation = CONTINUATION.exec(line.text)
  if (NOTE.test(line.text)) {
    parsed.notes.push({ key: article.key, text: line.text.replace(NOTE, ''), line: line.number })
  } else if (clause !== null) {
    checkOrder(article, clause[1] ?? '', line, context)
    article.blocks.push({ khoan: clause[1] ?? '', lines: [clause[2] ?? ''] })
  } else if (point !== null) {
    const open = article.blocks.at(-1)
    if (open === undefined) context.report(line.number, `Point ${point[1]} stands outside any clause`)
    else open.lines.push(`${point[1]} ${point[2]}`)
  } else if (continuation !== null && article.blocks.length > 0) {
    article.blocks.at(-1)?.lines.push(continuation[1] ?? '')
  } else article.blocks.push({ lines: [line.text.replace(/^- /, '').trim()] })
}

function checkOrder(article: Article, khoan: string, line: Line, context: BodyContext): void {
  const numbered = article.blocks.filter((block) => block.khoan !== undefined)
  const previous = Number.parseInt(numbered.at(-1)?.khoan ?? '0', 10)
  const current = Number.parseInt(khoan, 10)
  // A digest may leave clauses out; it may not repeat or reorder them.
  if (current > previous || (current === previous && /\D/.test(khoan))) return
  context.report(line.number, `${nameOf(article)}: clause ${khoan} stands after clause ${previous}`)
}

function addPreamble(line: Line, parsed: ParsedBody, context: BodyContext): void {
  parsed.notes.push({ key: '', text: line.text, line: line.number })
  if (/^Điều \d+/.test(line.text)) context.report(line.number, 'An article needs “### ” before it')
}

function closeArticle(article: Article | null, parsed: ParsedBody, context: BodyContext): void {
  if (article === null) return
  if (parsed.places.some((place) => place.key === article.key)) {
    context.report(article.line, `${nameOf(article)} stands twice in this document`)
    return
  }
  if (article.blocks.length === 0) context.report(article.line, `${nameOf(article)} is empty`)
  parsed.places.push({ key: article.key, title: article.title, line: article.line })
  for (const [i, block] of article.blocks.entries())
    parsed.passages.push(...toPassages(article, block, i, context.doc))
}

function nameOf(article: Article): string {
  return article.isSection ? `Section ${article.key}` : `Điều ${article.key}`
}

function toPassages(article: Article, block: Block, index: number, doc: string): Passage[] {
  const unnumbered = index === 0 ? '' : `+${index}`
  const base = `${doc}/${article.key}${block.khoan === undefined ? unnumbered : `.${block.khoan}`}`
  return splitLongText(block.lines.join('\n')).map((text, part) => ({
    id: part === 0 ? base : `${base}~${part + 1}`,
    doc,
    ...placeOf(article, block),
    heading: article.heading,
    text,
  }))
}

function placeOf(article: Article, block: Block): Pick<Passage, 'dieu' | 'khoan' | 'section'> {
  const clause = block.khoan === undefined ? {} : { khoan: block.khoan }
  return article.isSection ? { section: article.key, ...clause } : { dieu: article.key, ...clause }
}
