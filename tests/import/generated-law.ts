import fc from 'fast-check'

/** A law as a list of lines, with what they are, and what an import must find in it. */
export interface GeneratedLaw {
  lines: { text: string; isHeading: boolean }[]
  articles: { key: string; title: string; clauses: string[][] }[]
}

const SYLLABLES =
  'người nghiện ma túy được đăng ký cai tại cơ sở cấp xã thời hạn quản lý sau khi quyết định công an Ủy ban nhân dân gia đình cộng đồng hỗ trợ học nghề việc làm trẻ em dưới tuổi đủ tháng xét nghiệm bí mật thông tin trách nhiệm phối hợp'.split(
    ' ',
  )
const POINTS = [...'abcdđeghik']

const syllable = fc.constantFrom(...SYLLABLES)
const text = fc
  .tuple(
    fc.array(syllable, { minLength: 3, maxLength: 14 }),
    fc.option(fc.integer({ min: 2, max: 90 }), { nil: undefined }),
  )
  .map(([words, number]) =>
    [...words, ...(number === undefined ? [] : ['từ', String(number), 'ngày'])].join(' '),
  )
const sentence = text.map((words) => `${capital(words)}.`)
const title = text.map(capital)

const clause = fc.record({ text: sentence, points: fc.array(text, { maxLength: 9 }) })
const article = fc.record({
  title,
  letter: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  lead: sentence,
  clauses: fc.array(clause, { maxLength: 6 }),
})
const chapter = fc.record({
  title,
  articles: fc.array(article, { minLength: 1, maxLength: 5 }),
  twoLines: fc.boolean(),
})

/** Chapters → articles ("5a" among them) → clauses → points, with Vietnamese words in them. */
export const generatedLaw: fc.Arbitrary<GeneratedLaw> = fc
  .array(chapter, { minLength: 1, maxLength: 4 })
  .map((chapters) => {
    const law: GeneratedLaw = { lines: [], articles: [] }
    let number = 0
    for (const [i, { title: name, articles, twoLines }] of chapters.entries()) {
      addHeading(law, ...chapterLines(ROMAN[i] ?? '', name, twoLines))
      for (const one of articles) {
        const isLettered = one.letter && number > 0 && law.articles.at(-1)?.key === String(number)
        if (!isLettered) number += 1
        addArticle(law, isLettered ? `${number}a` : String(number), one)
      }
    }
    return law
  })

const ROMAN = ['I', 'II', 'III', 'IV']

type Article = typeof article extends fc.Arbitrary<infer T> ? T : never

function chapterLines(label: string, name: string, twoLines: boolean): string[] {
  return twoLines ? [`Chương ${label}`, name.toUpperCase()] : [`CHƯƠNG ${label}. ${name.toUpperCase()}`]
}

function addArticle(law: GeneratedLaw, key: string, { title: name, lead, clauses }: Article): void {
  addHeading(law, `Điều ${key}. ${name}`)
  if (clauses.length === 0) addLine(law, lead)
  for (const [i, { text: rule, points }] of clauses.entries()) {
    const isList = points.length > 0
    addLine(law, `${i + 1}. ${isList ? rule.replace(/\.$/, ':') : rule}`)
    for (const [j, point] of points.entries())
      addLine(law, `${POINTS[j]}) ${point}${j === points.length - 1 ? '.' : ';'}`)
  }
  law.articles.push({ key, title: name, clauses: clauses.map(({ text: rule, points }) => [rule, ...points]) })
}

function addHeading(law: GeneratedLaw, ...texts: string[]): void {
  for (const line of texts) law.lines.push({ text: line, isHeading: true })
}

function addLine(law: GeneratedLaw, line: string): void {
  law.lines.push({ text: line, isHeading: false })
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
