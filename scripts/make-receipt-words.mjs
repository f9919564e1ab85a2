// Makes src/tips/receipt-words.ts: node scripts/make-receipt-words.mjs [--check]
// A receipt word is a first and a second syllable: 96 × 81 = 7,776 words. The rules below choose the syllables.
import { readFileSync, writeFileSync } from 'node:fs'

/**
 * One onset of each group that some region of Vietnam does not tell apart is used, the others never:
 * s (x) · ch (tr) · d (đ, gi, r, v) · l (n) · ph (f). c/k/q and y are left out, so are g/gh and ng/ngh.
 */
const onsets = ['b', 'ch', 'd', 'h', 'kh', 'l', 'm', 'nh', 'ph', 's', 't', 'th']

/** Open syllables first and closed ones second, so that a word written in one piece splits in one way only. */
const openRimes = ['a', 'e', 'i', 'o', 'u', 'ai', 'ao', 'oi', 'ia']
/** Finals m and t only: -n/-ng and -t/-c are one sound in the South, and -n looks like -m. */
const closedRimes = ['am', 'em', 'om', 'um', 'at', 'et', 'ot', 'ut']

/** Read with some tone mark, these are coarse, insulting, about death, arrest or drugs, alone or beside another. */
const leftOut = {
  first: ['bu', 'cho', 'da', 'dai', 'di', 'du', 'khi', 'lao', 'ma', 'moi', 'phe', 'tu'],
  second: [
    'bat',
    'bom',
    'chem',
    'chet',
    'dam',
    'dot',
    'hut',
    'khat',
    'mut',
    'nhot',
    'pham',
    'phat',
    'sat',
    'tem',
    'tham',
  ],
}

function syllables(rimes, without) {
  const all = onsets.flatMap((onset) => rimes.map((rime) => onset + rime))
  return all.filter((syllable) => !without.includes(syllable)).sort((a, b) => (a < b ? -1 : 1))
}

function lines(words) {
  const result = []
  let line = ''
  for (const word of words) {
    if (line.length + word.length > 100) {
      result.push(line)
      line = ''
    }
    line += line === '' ? word : ` ${word}`
  }
  return [...result, line].map((text) => `  '${text}'`).join(',\n')
}

const first = syllables(openRimes, leftOut.first)
const second = syllables(closedRimes, leftOut.second)
if (first.length !== 96 || second.length !== 81)
  throw new Error(`96 and 81 syllables are needed, not ${first.length} and ${second.length}`)

const text = `// Made by scripts/make-receipt-words.mjs, which holds the rules. The order is part of every receipt: never change it.

/** The 96 first and 81 second syllables of the 7,776 receipt words, without tone marks. */
export const firstSyllables: readonly string[] = [
${lines(first)},
].flatMap((line) => line.split(' '))

export const secondSyllables: readonly string[] = [
${lines(second)},
].flatMap((line) => line.split(' '))
`

const file = new URL('../src/tips/receipt-words.ts', import.meta.url)
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text)
    throw new Error('src/tips/receipt-words.ts is not what the rules make')
} else writeFileSync(file, text)
