import type { Article, Block, LawOutline } from './outline.ts'
import type { Remark } from './source-text.ts'

const LETTERS = [...'abcdđeghiklmnopqrstuvxy']

interface Findings {
  counts: { articles: number; clauses: number; points: number }
  doubts: Remark[]
  gaps: Remark[]
  errors: Remark[]
}

/** Every article once and in order, every clause after the one before it. */
export function checkLaw(outline: LawOutline): Findings {
  const articles = outline.nodes.filter((node) => node.type === 'article')
  const blocks = articles.flatMap((article) => article.blocks)
  return {
    counts: {
      articles: articles.length,
      clauses: blocks.filter(({ clause }) => clause !== undefined).length,
      points: blocks.flatMap(({ lines }) => lines).filter((line) => pointOf(line) !== null).length,
    },
    errors: [
      ...findRepeated(articles),
      ...findEmpty(articles),
      ...(articles.length === 0 ? [NO_ARTICLE] : []),
    ],
    gaps: [...findGaps(articles), ...articles.flatMap(findClauseGaps)],
    doubts: articles.flatMap((article) => article.blocks.flatMap((block) => findPointGaps(article, block))),
  }
}

const NO_ARTICLE: Remark = {
  line: 1,
  text: '',
  why: 'there is no “Điều 1.” in the file: nothing that could be cited',
}

function findRepeated(articles: readonly Article[]): Remark[] {
  return articles.flatMap((article, i) => {
    const first = articles.slice(0, i).find(({ key }) => key === article.key)
    return first === undefined
      ? []
      : [at(article, `Điều ${article.key} stands twice; the first is at ${first.line}`)]
  })
}

function findEmpty(articles: readonly Article[]): Remark[] {
  return articles
    .filter(({ blocks }) => blocks.length === 0)
    .map((article) => at(article, `Điều ${article.key} has no text`))
}

function findGaps(articles: readonly Article[]): Remark[] {
  let before = 0
  return articles.flatMap((article) => {
    const number = Number.parseInt(article.key, 10)
    const found = gap('Điều', before, number, article)
    before = number
    return found
  })
}

function findClauseGaps(article: Article): Remark[] {
  let before = 0
  return article.blocks.flatMap(({ clause, line, lines }) => {
    if (clause === undefined) return []
    const number = Number.parseInt(clause, 10)
    const found = gap(`Điều ${article.key} khoản`, before, number, { line, title: lines[0] ?? '' })
    before = number
    return found
  })
}

function gap(what: string, before: number, number: number, here: Pick<Article, 'line' | 'title'>): Remark[] {
  if (number < before) return [at(here, `${what} ${number} stands after ${what} ${before}`)]
  if (number <= before + 1) return []
  const missing = number === before + 2 ? `${before + 1} is` : `${before + 1} to ${number - 1} are`
  return [at(here, `${what} ${missing} missing before ${number}`)]
}

/** Points lost in a table or a picture leave a hole in the alphabet; a quoted list may do so as well. */
function findPointGaps(article: Article, block: Block): Remark[] {
  let before = -1
  return block.lines.flatMap((line) => {
    const letter = LETTERS.indexOf(pointOf(line) ?? '')
    if (letter < 0) return []
    const isGap = letter !== 0 && letter !== before + 1
    before = letter
    const where = block.clause === undefined ? '' : ` khoản ${block.clause}`
    return isGap
      ? [
          {
            line: block.line,
            text: line,
            why: `Điều ${article.key}${where}: point ${LETTERS[letter]}) does not follow the one before it`,
          },
        ]
      : []
  })
}

function pointOf(line: string): string | null {
  return /^([a-zđ])\) /u.exec(line)?.[1] ?? null
}

function at({ line, title }: Pick<Article, 'line' | 'title'>, why: string): Remark {
  return { line, text: title, why }
}
