import type { DocumentInfo } from '../core/passage.ts'
import { citationTitle } from './cite.ts'

/** What a sentence of a guide rests on: an article of a document that we hold, or a source outside named in words. */
export type GuideSource =
  | { doc: string; dieu?: string; khoan?: string; section?: string }
  | { outside: string; checked: string }

/** A source as written, with what could be read of it; `sources` null: not in the form that we know. */
export interface SourceTag {
  tag: string
  sources: GuideSource[] | null
}

const TAG = /\s?\[([^[\]]+)\]/gu
const HELD = /^([a-z0-9]+(?:-[a-z0-9]+)*)(?:,? Điều (\d+[a-zđ]?))?(?:,? mục (.+?))?(?: khoản (\d+[a-zđ]?))?$/u
const OUTSIDE = /^nguồn: (.+), kiểm (\d{1,2}\/\d{1,2}\/\d{4})$/u

/**
 * The sources of a guide's text, in order. Square brackets hold nothing else in a guide:
 * `[luat-120-2025 Điều 31 khoản 6; nghi-dinh-163-2026 Điều 89]`, `[bltths mục II khoản 1]`,
 * `[nguồn: Quyết định 08/2026/QĐ-TTg, kiểm 21/11/2026]`.
 */
export function findSourceTags(text: string): SourceTag[] {
  return [...text.matchAll(TAG)].map(([tag, content = '']) => ({
    tag: tag.trim(),
    sources: readSources(content),
  }))
}

/** The held documents that a guide's text names, each once. */
export function heldSources(
  text: string,
): { doc: string; dieu?: string; khoan?: string; section?: string }[] {
  const all = findSourceTags(text).flatMap(({ sources }) => sources ?? [])
  const held = all.flatMap((source) => ('doc' in source ? [source] : []))
  const keys = held.map((source) => JSON.stringify(source))
  return held.filter((_, i) => keys.indexOf(keys[i] ?? '') === i)
}

function readSources(content: string): GuideSource[] | null {
  const outside = OUTSIDE.exec(content)
  if (outside !== null) return [{ outside: outside[1] ?? '', checked: outside[2] ?? '' }]
  const sources = content.split('; ').map(readHeldSource)
  return sources.every((source) => source !== null) ? sources : null
}

function readHeldSource(text: string): GuideSource | null {
  const match = HELD.exec(text)
  if (match === null) return null
  const [, doc = '', dieu, section, khoan] = match
  return {
    doc,
    ...(dieu === undefined ? {} : { dieu }),
    ...(khoan === undefined ? {} : { khoan }),
    ...(section === undefined ? {} : { section }),
  }
}

/** The text without its sources: what is searched. */
export function withoutSources(text: string): string {
  return text.replace(TAG, '')
}

/** The text with each source as a person reads it: "(Luật 120/2025/QH15, Điều 31 khoản 6)". */
export function showSources(text: string, documents: readonly DocumentInfo[]): string {
  return text.replace(TAG, (tag, content: string) => {
    const sources = readSources(content)
    if (sources === null) return tag
    return ` (${sources.map((source) => showSource(source, documents)).join('; ')})`
  })
}

function showSource(source: GuideSource, documents: readonly DocumentInfo[]): string {
  if ('outside' in source) return `nguồn: ${source.outside}, kiểm ${source.checked}`
  const document = documents.find(({ id }) => id === source.doc)
  return document === undefined ? source.doc : citationTitle(source, document)
}
