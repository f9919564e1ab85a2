import { DOMParser, type Document, type Element, XMLSerializer } from '@xmldom/xmldom'
import { toLetters } from './list-ordinals.ts'
import { toRoman } from './roman.ts'
import { type Level, type Numbering, readNumbering } from './word-numbering.ts'

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/**
 * Word draws automatic numbers ("Điều 5.", "a)") without storing them as text. Writes them into the paragraphs, as
 * they would be printed, so that no number is lost. Takes and gives XML of word/document.xml.
 */
export function writeOutNumbers(
  document: string,
  numbering: string | undefined,
  styles: string | undefined,
): string {
  if (numbering === undefined) return document
  const parser = new DOMParser()
  const xml = parser.parseFromString(document, 'text/xml')
  const lists = readNumbering(numbering, styles)
  const count = createCounter(lists)
  for (const paragraph of Array.from(xml.getElementsByTagNameNS(MAIN, 'p'))) {
    const place = lists.placeOf(paragraph)
    if (place !== null) insertText(xml, paragraph, count(place.numId, place.level))
  }
  return new XMLSerializer().serializeToString(xml)
}

function createCounter(lists: Numbering): (numId: string, level: number) => string {
  const counts = new Map<string, (number | undefined)[]>()
  const begun = new Set<string>()
  return (numId, level) => {
    const list = lists.listOf(numId)
    const at = list?.levels[level]
    if (list === undefined || at === undefined) return ''
    const numbers = counts.get(list.abstractId) ?? []
    if (!begun.has(numId)) for (const [i, start] of list.restarts) numbers[i] = start - 1
    begun.add(numId)
    for (let i = 0; i < level; i++) numbers[i] ??= list.levels[i]?.start ?? 1
    numbers[level] = (numbers[level] ?? at.start - 1) + 1
    const kept = numbers.map((number, i) =>
      i > level && restartsAfter(list.levels[i], level) ? undefined : number,
    )
    counts.set(list.abstractId, kept)
    return draw(list.levels, level, kept)
  }
}

function restartsAfter(deeper: Level | undefined, level: number): boolean {
  return deeper?.restart === undefined || level < deeper.restart
}

function draw(levels: readonly Level[], level: number, numbers: readonly (number | undefined)[]): string {
  const own = levels[level]
  if (own === undefined || own.format === 'none') return ''
  if (own.format === 'bullet') return '-'
  return own.text.replace(/%(\d)/g, (_, digit: string) => {
    const i = Number(digit) - 1
    return formatNumber(numbers[i] ?? 1, levels[i]?.format ?? 'decimal')
  })
}

function formatNumber(number: number, format: string): string {
  if (format === 'lowerLetter') return toLetters(number)
  if (format === 'upperLetter') return toLetters(number).toUpperCase()
  if (format === 'lowerRoman') return toRoman(number).toLowerCase()
  if (format === 'upperRoman') return toRoman(number)
  return format === 'decimalZero' ? String(number).padStart(2, '0') : String(number)
}

function insertText(xml: Document, paragraph: Element, text: string): void {
  if (text === '') return
  const run = xml.createElementNS(MAIN, 'w:r')
  const written = xml.createElementNS(MAIN, 'w:t')
  written.setAttribute('xml:space', 'preserve')
  written.appendChild(xml.createTextNode(`${text} `))
  run.appendChild(written)
  const properties = Array.from(paragraph.childNodes).find((child) => child.nodeName === 'w:pPr')
  paragraph.insertBefore(
    run,
    properties?.nextSibling ?? (properties === undefined ? paragraph.firstChild : null),
  )
}
