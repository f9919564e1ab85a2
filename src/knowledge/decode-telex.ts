import { syllableKey } from '../lib/vietnamese-key.ts'
import { isVietnameseSyllable } from './vietnamese-syllable.ts'

/** Raw Telex keys typed while the keyboard was in English: "nghieenj" → "nghiện". */

const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/dd/g, 'đ'],
  [/aa/g, 'â'],
  [/ee/g, 'ê'],
  [/oo/g, 'ô'],
  [/aw/g, 'ă'],
  [/(?:uow|uwow|uwo)/g, 'ươ'],
  [/ow/g, 'ơ'],
  [/uw/g, 'ư'],
  [/(?<![aăâeêioôơuưy])w/g, 'ư'],
]
const TONES: Readonly<Record<string, string>> = {
  s: '\u0301',
  f: '\u0300',
  r: '\u0309',
  x: '\u0303',
  j: '\u0323',
}
const SYLLABLE_WITH_TONE =
  /^((?:[bcdđghklmnpqrstvx]|ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch){0,3})([aăâeêioôơuưy]{1,3})(.*)$/u
const TONE_KEY = /[sfrxj](?=[a-z]*$)/

/** The word that the keys spell, or null when they spell none. Lower-case input. */
export function decodeTelex(typed: string): string | null {
  if (!/^[a-z]{2,10}$/.test(typed)) return null
  let word = typed
  let tone = ''
  const key = /^.[a-z]*[aeiouyw][a-z]*?([sfrxj])[a-z]*$/.exec(typed)?.[1]
  if (key !== undefined) {
    const at = typed.search(TONE_KEY)
    const last = Math.max(typed.lastIndexOf(key), at)
    tone = TONES[key] ?? ''
    word = typed.slice(0, last) + typed.slice(last + 1)
  }
  // Keys are often typed out of order: "ddangws", "nghieejn", "dduowcj".
  const doubled = /^([a-z]*?)([aeo])([a-z]*)\2([a-z]*)$/.exec(word)
  if (doubled !== null && !word.includes((doubled[2] ?? '').repeat(2))) {
    word = `${doubled[1]}${doubled[2]}${doubled[2]}${doubled[3]}${doubled[4]}`
  }
  for (const [keys, shape] of SHAPES) word = word.replace(keys, shape)
  if (word === typed) return null
  return withTone(word, tone)
}

function withTone(word: string, tone: string): string | null {
  if (!isVietnameseSyllable(syllableKey(word).folded)) return null
  const match = SYLLABLE_WITH_TONE.exec(word)
  if (match === null || !/^(?:c|ch|m|n|ng|nh|p|t)?$/.test(match[3] ?? '')) return null
  const [, onset = '', vowels = '', rest = ''] = match
  const letters = vowels.split('')
  const at = Math.max(...letters.map((vowel, i) => (/[ăâêôơư]/.test(vowel) ? i : -1)))
  const position = at >= 0 ? at : rest === '' && vowels.length > 1 ? vowels.length - 2 : vowels.length - 1
  const toned = letters.map((vowel, i) => (i === position ? vowel + tone : vowel)).join('')
  return (onset + toned + rest).normalize('NFC')
}
