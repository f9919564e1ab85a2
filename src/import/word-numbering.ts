import { DOMParser, type Document, type Element } from '@xmldom/xmldom'

/** A style builds on another; ten deep is a loop. */
const MAX_STYLES = 10

export interface Level {
  start: number
  /** "decimal", "lowerLetter", "bullet" … */
  format: string
  /** "Điều %1.", "%1)". */
  text: string
  /** Begins anew after this level (from 1) or one above it; 0: never; left out: after any level above. */
  restart?: number
}

export interface List {
  /** Lists that share it count on together. */
  abstractId: string
  levels: readonly Level[]
  /** Level → first number, where this list begins anew. */
  restarts: ReadonlyArray<readonly [number, number]>
}

export interface Numbering {
  listOf(numId: string): List | undefined
  /** The list and level of a `w:p`, by itself or by its style; null when it has no number. */
  placeOf(paragraph: Element): { numId: string; level: number } | null
}

/** Reads word/numbering.xml and the part of word/styles.xml that numbers paragraphs. */
export function readNumbering(numberingXml: string, stylesXml: string | undefined): Numbering {
  const xml = parseXml(numberingXml)
  const abstracts = new Map(
    elements(xml, 'w:abstractNum').map((of) => [value(of, 'w:abstractNumId'), readLevels(of)]),
  )
  const lists = new Map(
    elements(xml, 'w:num').map((num) => [value(num, 'w:numId'), readList(num, abstracts)]),
  )
  const styles = stylesXml === undefined ? new Map<string, Element>() : readStyles(parseXml(stylesXml))
  return {
    listOf: (numId) => lists.get(numId),
    placeOf: (paragraph) => placeOf(paragraph, styles),
  }
}

function readList(num: Element, abstracts: ReadonlyMap<string, Level[]>): List {
  const abstractId = childValue(num, 'w:abstractNumId') ?? ''
  const restarts = elements(num, 'w:lvlOverride').flatMap((override) => {
    const start = childValue(override, 'w:startOverride')
    return start === undefined ? [] : [[Number(value(override, 'w:ilvl')), Number(start)] as const]
  })
  return { abstractId, levels: abstracts.get(abstractId) ?? [], restarts }
}

function readLevels(abstract: Element): Level[] {
  const levels: Level[] = []
  for (const level of elements(abstract, 'w:lvl')) {
    const restart = childValue(level, 'w:lvlRestart')
    levels[Number(value(level, 'w:ilvl'))] = {
      ...(restart === undefined ? {} : { restart: Number(restart) }),
      start: Number(childValue(level, 'w:start') ?? '1'),
      format: childValue(level, 'w:numFmt') ?? 'decimal',
      text: childValue(level, 'w:lvlText') ?? '',
    }
  }
  return levels
}

function readStyles(xml: Document): Map<string, Element> {
  return new Map(elements(xml, 'w:style').map((style) => [value(style, 'w:styleId'), style]))
}

/** Looks at the paragraph, then at its style and the styles below that. */
function placeOf(
  paragraph: Element,
  styles: ReadonlyMap<string, Element>,
): { numId: string; level: number } | null {
  let holder: Element | undefined = paragraph
  let level: string | undefined
  for (let depth = 0; holder !== undefined && depth < MAX_STYLES; depth++) {
    const properties: Element | undefined = child(holder, 'w:pPr')
    const numbering = properties && child(properties, 'w:numPr')
    level ??= numbering && childValue(numbering, 'w:ilvl')
    const numId = numbering && childValue(numbering, 'w:numId')
    if (numId !== undefined) return numId === '0' ? null : { numId, level: Number(level ?? '0') }
    const styleId = (properties && childValue(properties, 'w:pStyle')) ?? childValue(holder, 'w:basedOn')
    holder = styles.get(styleId ?? '')
  }
  return null
}

function parseXml(text: string): Document {
  return new DOMParser().parseFromString(text, 'text/xml')
}

function elements(under: Document | Element, name: string): Element[] {
  return Array.from(under.getElementsByTagName(name))
}

function child(of: Element, name: string): Element | undefined {
  return Array.from(of.children).find((node) => node.nodeName === name)
}

function childValue(of: Element, name: string): string | undefined {
  const found = child(of, name)
  return found?.getAttribute('w:val') ?? undefined
}

function value(of: Element, name: string): string {
  return of.getAttribute(name) ?? ''
}
