import type { DocumentInfo, FoundPassage } from '../core/passage.ts'

/** "Luật 120/2025/QH15, Điều 29 khoản 1". */
export function citationTitle(
  passage: Pick<FoundPassage, 'dieu' | 'khoan' | 'section'>,
  document: DocumentInfo,
): string {
  const base = citeKey(document, passage.dieu ?? passage.section ?? '')
  return passage.khoan === undefined ? base : `${base} khoản ${passage.khoan}`
}

/** "Luật 120/2025/QH15, Điều 29" · "Kế hoạch 265/KH-UBND quận Long Biên (2023), mục IV.2.a". */
export function citeKey(document: DocumentInfo, key: string): string {
  if (key === '') return document.shortTitle
  if (isLawLike(document) && /^\d/.test(key)) return `${document.shortTitle}, Điều ${key}`
  if (document.kind === 'services' || document.kind === 'substances')
    return `${document.shortTitle}, mục “${key}”`
  return /^[IVXL]+(?:\.|$)/.test(key)
    ? `${document.shortTitle}, mục ${key}`
    : `${document.shortTitle}, phần “${shorten(key)}”`
}

export function isLawLike(document: DocumentInfo): boolean {
  return document.kind === 'law' || document.kind === 'decree' || document.kind === 'code'
}

const MAX_TITLE_WORDS = 8

/** An unnumbered heading is its own address; a long one is named by its beginning. */
function shorten(heading: string): string {
  const words = heading.split(' ')
  return words.length <= MAX_TITLE_WORDS ? heading : `${words.slice(0, MAX_TITLE_WORDS).join(' ')}…`
}
