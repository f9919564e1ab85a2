import { type Document, DOMParser, type Element, XMLSerializer } from '@xmldom/xmldom'
import { toLetters } from './list-ordinals.ts'
import { readNumbering, type Level, type Numbering } from './word-numbering.ts'
import { toRoman } from './roman.ts'

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/**
 * Word draws automatic numbers ("Điều 5.", "a)") without storing them as text. Writes them into the paragraphs, as
 * they would be printed, so that no number is lost. Takes and gives XML of word/document.xml.
 */
export function writeOutNumbers(document: string, numbering: string | undefined, styles: string | undefined): string {
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
  const counts = new Map<string, number[]>()
  const begun = new Set<string>()
  return (numId, level) => {
    const list = lists.listOf(numId)
    const at = list?.levels[level]
    if (list === undefined || at === undefined) return ''
    const numbers = counts.get(list.abstractId) ?? []
    counts.set(list.abstractId, numbers)
    for (const [i, start] of list.restarts) if (!begun.has(numId)) numbers.splice(i, Number.POSITIVE_INFINITY, start - 1)
    begun.add(numId)
    for (let i = 0; i < level; i++) numbers[i] ??= list.levels[i]?.start ?? 1
    numbers[level] = (numbers[level] ?? at.start - 1) + 1
    numbers.length = level + 1
    return draw(list.levels, level, numbers)
  }
}

function draw(levels: readonly Level[], level: number, numbers: readonly number[]): string {
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
  paragraph.insertBefore(run, properties?.nextSibling ?? (properties === undefined ? paragraph.firstChild : null))
}
