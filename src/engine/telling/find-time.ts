import type { MarkedText, Span } from '../../lib/marked-text.ts'
import { trueForm } from '../time-words.ts'

const PART =
  '(?:rang sang|tang sang|hung sang|tinh mo|chap choang toi|nhap nhoang toi|chang vang toi|sam toi|toi mit|xe xe chieu|gan sang|chap toi|xam toi|nham toi|sang som|sang|giua trua|trua|xe chieu|chieu toi|chieu|toi muon|toi|nua dem|dem khuya|dem|khuya)'
const WEEKDAY = '(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7])'
const NUMBER = '(?:\\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|vai|may|ca|nua)'
const AROUND = '(?:vao luc|vao khoang|vao|luc|khoang|tam|do|co|chung|gan|hon|sau|truoc|tu|qua|hoi)'
const HOUR =
  '(?:\\d{1,2}(?: ?(?:h|g|gio) ?(?:\\d{1,2}|ruoi|kem \\d{1,2})?|:\\d{2}| (?:ruoi|kem \\d{1,2})(?= (?:sang|trua|chieu|toi|dem))))'
/** As people say it, or have it written for them. */
const SPOKEN_HOUR =
  '(?:muoi (?:mot|hai)|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) gio(?: ruoi| kem (?:nam|muoi|muoi lam|hai muoi))?'
const SOME_HOURS = `(?:\\d{1,2}(?:,? (?:den |toi )?|-)(?=\\d{1,2} ?(?:h|g|gio)))?${HOUR}(?: ?(?:den|toi|-|–) ?(?:luc )?${HOUR})?`

/** strong: a day, a weekday, an hour · fair: a part of the day, again and again · weak: hardly says when. */
type Strength = 'strong' | 'fair' | 'weak'

/** Words of time, each with the shapes that belong to it. */
const PATTERNS: readonly (readonly [string, Strength])[] = [
  [`(?:${AROUND} )?${SOME_HOURS}(?: ${PART})?(?: (?:hom )?(?:qua|nay|kia|wa|mai))?`, 'strong'],
  [
    `(?:${AROUND} )?${SPOKEN_HOUR} ${PART}(?: (?:hom )?(?:qua|nay|kia|wa|mai))?|${AROUND} ${SPOKEN_HOUR}`,
    'strong',
  ],
  // The Centre's "mô" is "nào", and its "túi" "tối".
  [`(?:tui|dem|chieu|sang|trua|bua|ngay) mo(?: cung| cx)?|bua nao`, 'strong'],
  [`(?:hom |ngay |toi |dem )?(?:ram|mung mot)(?: thang \\p{L}+)?(?: vua (?:roi|qua))?`, 'strong'],
  [
    `(?:dem|toi|chieu) xuong|sang ra|(?:sau|truoc) (?:bua|gio) (?:com )?(?:toi|trua|sang|chieu|com)`,
    'strong',
  ],
  [`${PART} ${WEEKDAY} nao(?: cung)?`, 'strong'],
  [`tu hoi (?:\\p{L}+ ){1,3}(?:toi|den) (?:gio|nay)(?: lan)?`, 'strong'],
  [`(?:ngay|hom|dem|toi|sang|chieu|trua|mung)(?: ngay)? \\d{1,2}[/.-]\\d{1,2}(?:[/.-]\\d{2,4})?`, 'strong'],
  [`(?:tu )?(?:ngay|mung|mong) \\d{1,2}(?: thang \\d{1,2})?(?: nam \\d{4})?`, 'strong'],
  [
    `(?:${PART} )?(?:${PART}|ngay|hom|tuan|luc|gio|${WEEKDAY}|cuoi tuan)(?: ${WEEKDAY})? nao (?:cung|cug|cx|tan hoc cung)(?: vay| the| z)?`,
    'strong',
  ],
  [`${PART} nao(?: cung)?`, 'strong'],
  [
    `(?:${PART} )?(?:hom|bua) (?:qua|kia|nay|wa|truoc|kia)|${PART} (?:qua|nay|wa|kia)|hqua|hnay|hom wa`,
    'strong',
  ],
  [
    `(?:cac |moi |hang |hom |bua )?(?:${PART} )?(?:cac ngay |ngay )?${WEEKDAY}(?: ${PART})?(?: ?(?:va|voi|,)? ?${WEEKDAY})?(?: (?:hang )?tuan(?: (?:truoc|nay|roi|qua))?)?(?: vua (?:roi|qua|r))?`,
    'strong',
  ],
  [`(?:cac )?(?:${PART} )?cuoi tuan(?: (?:truoc|nay|roi|qua))?`, 'strong'],
  [`(?:tu |hoi |dau |cuoi |giua )*(?:tuan|thang|nam) (?:truoc|nay|roi|qua|vua roi|ngoai)`, 'strong'],
  [`(?:tu )(?:dau|giua|cuoi) (?:thang|tuan|nam)(?: nay| truoc| \\d{1,4}(?: nam \\d{4})?)?`, 'strong'],
  [
    `(?:khoang |gan |hon |suot |tu |ca )?(?:${NUMBER} )(?:ngay|hom|bua|dem|toi|tuan|thang|nam) (?:nay|gan day|roi|truoc|lien)`,
    'strong',
  ],
  [`(?:tu )?(?:dao|gan|thoi gian|bua|dot) (?:nay|day|gan day)`, 'strong'],
  [`(?:cach day |khoang )?${NUMBER} (?:phut|tieng|gio|ngay|tuan|thang) (?:truoc|roi|nay)`, 'strong'],
  [`(?:ngay )?(?:bay gio|bh|luc nay|hien gio|hien tai|gio nay|h nay)|dang (?:dien|xay) ra`, 'strong'],
  [`(?:vua|moi|hoi) (?:nay|nay|xong|roi|day)`, 'strong'],
  [`(?:hang|moi|thau|suot|ca) (?:ngay|dem|toi|tuan|sang|chieu)|ngay dem`, 'fair'],
  [
    `(?:luc )?gio (?:tan hoc|ra choi|ra ve|tan truong|vao hoc|tan lam|tan tam|tan ca)|(?:luc )?(?:tan|het|giao|doi) ca|luc tan (?:hoc|truong)|tan (?:hoc|truong)`,
    'strong',
  ],
  [
    `(?:ban|buoi|luc|vao) (?:dem|ngay|toi|sang|chieu|trua)|${PART.replace('|toi|', '|')} ${PART.replace('|toi|', '|')}|${AROUND} ${PART}|${PART}(?= la | cung )|hoi (?:dem|toi|sang|trua|chieu)|sang som|gan sang|chap toi|xam toi|nua dem|rang sang|giua dem|dem khuya|toi muon`,
    'fair',
  ],
  [`(?:tu|hoi) (?:he|tet|dau nam|cuoi nam|mua \\p{L}+)(?: (?:toi|den) (?:gio|nay))?`, 'strong'],
  [`thuong xuyen|lien tuc|suot|luc nao cung`, 'weak'],
  ['dang', 'weak'],
]
const COMPILED = PATTERNS.map(([source, kind]) => ({
  pattern: new RegExp(`(?<![\\p{L}\\d/.-])(?:${source})(?![\\p{L}\\d/]|[.-]\\d)`, 'gu'),
  kind,
}))
/** What may stand between two halves of one time: "tối qua, khoảng 9 giờ". */
const BETWEEN = /^[ ,]*(?:(?:vao|luc|khoang|tam|la|cu|hay|toan|ma|cac|cua|ngay|thi)[ ,]+)*$/u

/**
 * The words of a telling that say when it happens, in their order: the fullest run of the strongest kind and the one
 * next to it in fullness ("hôm qua" … "9 giờ tối"). Empty when there are none.
 */
export function findTime(text: MarkedText): Span[] {
  const words = wordsOfTime(text)
  for (const kind of ['strong', 'fair', 'weak'] as const) {
    const own = spansOf(words, kind)
    const fair = kind === 'strong' ? spansOf(words, 'fair') : []
    const spans = joined(text, [...own, ...fair].sort(byPlace))
      .filter((span) => own.some((one) => one.start >= span.start && one.end <= span.end))
      .map((span) => withLead(words, span))
      .sort((a, b) => lengthOf(b) - lengthOf(a))
    if (spans.length > 0) return spans.slice(0, kind === 'strong' ? 2 : 1).sort((a, b) => a.start - b.start)
  }
  return []
}

/** As `folded`, but a word whose marks say that it is no word of time is blotted out. */
function wordsOfTime(text: MarkedText): string {
  if (!text.marked) return text.folded
  let words = text.folded
  for (const { start, end, raw, folded } of text.tokens) {
    if (trueForm(raw) !== '_' || raw === 'ngay' || raw === 'sau') continue
    words = words.slice(0, start) + '_'.repeat(folded.length) + words.slice(end)
  }
  return words
}

function spansOf(words: string, kind: Strength): Span[] {
  const spans: Span[] = []
  for (const one of COMPILED) {
    if (one.kind !== kind) continue
    for (const found of words.matchAll(one.pattern)) {
      if (isOwnWords(words, found.index, found[0]))
        spans.push({ start: found.index, end: found.index + found[0].trimEnd().length })
    }
  }
  return spans.sort(byPlace)
}

function byPlace(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end
}

/** "mỗi", "từ", "suốt" before it belong to it. */
function withLead(words: string, { start, end }: Span): Span {
  const lead =
    /(?<![\p{L}\d])(?:moi|tu|suot|ca|hang|cac|gio|h|vao|sau|truoc) $/u.exec(words.slice(0, start))?.[0] ?? ''
  return { start: start - lead.length, end }
}

/** "tôi" typed without marks is mostly the writer: "toi qua" is last night only at an edge of a sentence or after a blank verb. */
function isOwnWords(words: string, at: number, found: string): boolean {
  return !/^toi (?:nay|qua|kia)$/.test(found) || !/(?:ban|cho|voi|cua|nha|minh) $/.test(words.slice(0, at))
}

/** Overlapping and neighbouring spans as one. */
function joined(text: MarkedText, spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans) {
    const last = all.at(-1)
    if (last !== undefined && BETWEEN.test(text.folded.slice(last.end, Math.max(last.end, span.start))))
      all[all.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
    else all.push(span)
  }
  return all
}

function lengthOf(span: Span): number {
  return span.end - span.start
}
