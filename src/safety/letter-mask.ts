/**
 * A bit for each of the given syllables without marks: two lists that share none of their bits share no syllable. What
 * phrase and text are compared by first, because it costs next to nothing.
 */
export function letterMask(letters: Iterable<string>): number {
  let mask = 0
  for (const one of letters) mask |= 1 << (hash(one) & 31)
  return mask
}

function hash(text: string): number {
  let sum = 7
  for (let i = 0; i < text.length; i += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0
  return sum ^ (sum >>> 11)
}
