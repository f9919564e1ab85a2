/** How one written syllable compares with another: letters, shapes (ă â ê ô ơ ư đ) and tone apart. */

export interface SyllableKey {
  /** No marks at all: what two people who type differently still share. "sĩ" and "sỹ" are one. */
  folded: string
  /** Shapes kept, tone removed: "chêt" for "chết". */
  shaped: string
  /** 0 none · 1 huyền · 2 sắc · 3 hỏi or ngã (half the country writes one for the other) · 4 nặng */
  tone: number
}

const TONES: Readonly<Record<string, number>> = {
  '\u0300': 1,
  '\u0301': 2,
  '\u0309': 3,
  '\u0303': 3,
  '\u0323': 4,
}
const FINAL_Y = /^([bcdđghklmnpqrstvx]+)y$/
const CACHE_SIZE = 20_000
/** No syllable is longer than "nghiêng". What is longer, or a number, may be somebody's name or phone: it is not kept. */
const KEPT = /^\D{1,7}$/
const cache = new Map<string, SyllableKey>()

/** The key of one syllable in any case. Never throws. */
export function syllableKey(word: string): SyllableKey {
  const known = cache.get(word)
  if (known) return known
  const made = makeKey(word)
  if (KEPT.test(word)) {
    if (cache.size >= CACHE_SIZE) cache.clear()
    cache.set(word, made)
  }
  return made
}

function makeKey(word: string): SyllableKey {
  let shaped = ''
  let folded = ''
  let tone = 0
  for (const char of word.toLowerCase().normalize('NFD')) {
    const toneOfChar = TONES[char]
    if (toneOfChar !== undefined) tone = toneOfChar
    else {
      shaped += char
      if (char < '\u0300' || char > '\u036f') folded += char === 'đ' ? 'd' : char
    }
  }
  return {
    folded: folded.replace(FINAL_Y, '$1i'),
    shaped: shaped.normalize('NFC').replace(FINAL_Y, '$1i'),
    tone,
  }
}

/** Whether the syllable was typed without any mark. */
export function isBare(key: SyllableKey): boolean {
  return key.tone === 0 && key.shaped === key.folded
}

/** Syllables that end in p, t, c or ch always carry a tone: written without one, the marks were left out. */
const STOPPED = /(?:[ptc]|ch)$/

/**
 * Whether what was typed may be the dictionary word of the same letters. Marks that contradict exclude it ("từ" is
 * not "tử"); marks left out do so only in a text that otherwise has them (`strict`).
 */
export function mayBe(typed: SyllableKey, word: SyllableKey, strict: boolean): boolean {
  if (typed.shaped === word.shaped && typed.tone === word.tone) return true
  if (isBare(word)) return false
  if (isBare(typed)) return !strict || STOPPED.test(typed.folded)
  if (strict && !(typed.tone === 0 && STOPPED.test(typed.folded))) return false
  return typed.tone === 0
    ? typed.shaped === word.shaped
    : typed.tone === word.tone && typed.shaped === typed.folded
}
