/** Cutting long text where a reader would: never inside a word, never inside a number. */

export const MAX_PASSAGE_CHARS = 1_500

/** Sentences with their end mark, in order; joining them gives the text back, white space aside. */
export function splitSentences(text: string): string[] {
  const marked = text.replace(/([.!?…][”"’)]*|;)(\s+)(?=[\p{Lu}\p{N}“"(-])/gu, '$1\u0001')
  return marked.split('\u0001').filter((sentence) => sentence.trim() !== '')
}

/** Parts of at most `max` characters, cut at line ends, else at sentence ends, else at spaces. */
export function splitLongText(text: string, max = MAX_PASSAGE_CHARS): string[] {
  if (text.length <= max) return [text]
  const lines = text.split('\n')
  if (lines.length > 1) return pack(lines, '\n', max)
  const sentences = splitSentences(text)
  return sentences.length > 1 ? pack(sentences, ' ', max) : pack(text.split(' '), ' ', max, false)
}

function pack(pieces: readonly string[], glue: string, max: number, canCut = true): string[] {
  const parts: string[] = []
  let part = ''
  for (const piece of pieces) {
    const joined = part === '' ? piece : part + glue + piece
    if (joined.length <= max) {
      part = joined
      continue
    }
    if (part !== '') parts.push(part)
    part = piece
    if (piece.length > max && canCut) {
      const cut = splitLongText(piece, max)
      parts.push(...cut.slice(0, -1))
      part = cut.at(-1) ?? ''
    }
  }
  if (part !== '') parts.push(part)
  return parts
}
