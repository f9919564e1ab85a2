import { type SyllableKey, syllableKey } from '../lib/vietnamese-key.ts'
import { letterMask } from './letter-mask.ts'
import type { Hit } from './lexicon.ts'
import type { Frame } from './patterns/pattern.ts'
import { meansWord } from './phrase.ts'
import type { Reading, Word } from './words.ts'

/** A concept found, with what excuses this one occurrence. */
export interface Sign extends Hit {
  excuse: Frame | 'animal' | null
}

/** What a text says, by meaning. */
export interface Signs {
  reading: Reading
  byConcept: ReadonlyMap<string, readonly Sign[]>
}

/** Concepts about how something is said; they are never excused themselves. */
const FRAMING = new Set(
  'harmless animal fiction author practical past resolved now presentNow question asking condition ifWord law lawAsk firstPerson news joke urgent specific selfNow dealing everyNight'.split(
    ' ',
  ),
)

/** Whether a concept is about how something is said, not about what is wrong. */
export function isFraming(concept: string): boolean {
  return FRAMING.has(concept)
}

/** The ways of speaking of a text, by name, in the order of the text: a long text has hundreds of them. */
type Framing = ReadonlyMap<string, readonly Hit[]>

/** Weighs every concept that was found in a text: what excuses it. Never throws. */
export function readSigns(reading: Reading, hits: readonly Hit[]): Signs {
  const framing = groupFraming(hits)
  const isHarmless = harmlessIn(framing)
  const byConcept = new Map<string, Sign[]>()
  for (const hit of hits) {
    const isFrame = FRAMING.has(hit.concept)
    if (!isFrame && isHarmless(hit)) continue
    const { concept, start, end } = hit
    const sign = { concept, start, end, excuse: isFrame ? null : excuseOf(hit, framing, reading) }
    const signs = byConcept.get(concept)
    if (signs === undefined) byConcept.set(concept, [sign])
    else signs.push(sign)
  }
  return { reading, byConcept }
}

function groupFraming(hits: readonly Hit[]): Framing {
  const grouped = new Map<string, Hit[]>()
  for (const hit of hits) {
    if (!FRAMING.has(hit.concept)) continue
    const group = grouped.get(hit.concept)
    if (group === undefined) grouped.set(hit.concept, [hit])
    else group.push(hit)
  }
  return grouped
}

const NONE: readonly Hit[] = []

function framesNamed(name: string, framing: Framing): readonly Hit[] {
  return framing.get(name) ?? NONE
}

/** Whether a harmless phrase covers a sign; only those on the sign's own words are looked at. */
function harmlessIn(framing: Framing): (sign: Hit) => boolean {
  if (!framing.has('harmless')) return () => false
  const byWord = new Map<number, Hit[]>()
  for (const hit of framesNamed('harmless', framing)) {
    for (let word = hit.start; word < hit.end; word += 1) byWord.set(word, [...(byWord.get(word) ?? []), hit])
  }
  return (sign) => {
    for (let word = sign.start; word < sign.end; word += 1) {
      if (byWord.get(word)?.some((other) => covers(other, sign))) return true
    }
    return false
  }
}

/** Whether a harmless phrase takes up the beginning or more than half of a sign. */
function covers(harmless: Hit, sign: Hit): boolean {
  const shared = Math.min(harmless.end, sign.end) - Math.max(harmless.start, sign.start)
  const coversStart = harmless.start <= sign.start && sign.start < harmless.end
  return coversStart || shared * 2 > sign.end - sign.start
}

function excuseOf(hit: Hit, framing: Framing, reading: Reading): Sign['excuse'] {
  if (isNegated(hit, reading)) return 'negated'
  if (ANIMALS_HAVE.test(hit.concept) && isOfAnimal(hit, framing, reading)) return 'animal'
  if (isPast(hit, framing, reading)) return 'past'
  return isFiction(hit, framing, reading) ? 'fiction' : null
}

/** Some syllables, with the mask by which most words are seen to be none of them. */
interface Few {
  keys: readonly SyllableKey[]
  mask: number
}

function few(syllables: string): Few {
  const keys = syllables.split('|').map(syllableKey)
  return { keys, mask: letterMask(keys.map(({ folded }) => folded)) }
}

function isOneOf(word: Word, { keys, mask }: Few, strict: boolean): boolean {
  return (word.mask & mask) !== 0 && keys.some((key) => meansWord(word, key, strict))
}

const NEGATORS = few('không|chưa|chẳng|chả|hổng|đếch|đéo')
/** Without marks these are other words (đau, dùng). */
const MARKED_NEGATORS = few('đâu|đừng')
/** Words that may stand between "không" and what it denies: "không hề có ý định …". */
const BETWEEN = few(
  'có|hề|phải|định|muốn|nghĩ|dám|bao|giờ|ý|là|bị|thấy|còn|đến|tới|chuyện|gì|mà|hẳn|cần|tính|từng|đòi|dọa|nữa|dấu|hiệu|tình|trạng|hiện|tượng|nghe|bày|kiểu|dạng',
)
const AFTERWARDS = syllableKey('đâu')
const PLACE = syllableKey('ở')
const REACH = 6

function isNegated(hit: Hit, reading: Reading): boolean {
  const first = reading.words[hit.start]
  for (let i = hit.start - 1; i >= 0 && i >= hit.start - REACH; i -= 1) {
    const word = reading.words[i]
    if (!word || word.clause !== first?.clause) break
    if (isOneOf(word, NEGATORS, reading.strict) || isOneOf(word, MARKED_NEGATORS, true)) return true
    if (!isOneOf(word, BETWEEN, reading.strict)) break
  }
  return isDeniedAfter(hit, reading)
}

/** "tự tử đâu", "chết gì đâu"; but not "chết ở đâu". */
function isDeniedAfter(hit: Hit, reading: Reading): boolean {
  const last = reading.words[hit.end - 1]
  for (const i of [hit.end, hit.end + 1]) {
    const word = reading.words[i]
    if (!word || word.clause !== last?.clause || meansWord(word, PLACE, reading.strict)) return false
    if (meansWord(word, AFTERWARDS, reading.strict)) return true
  }
  return false
}

/** Signs of the body and blows; nobody reports the last words of a cat. */
const ANIMALS_HAVE = /^(?:overdose|withdrawal|violence)\./

function isOfAnimal(hit: Hit, framing: Framing, reading: Reading): boolean {
  return framesNamed('animal', framing).some(
    (other) =>
      other.start - hit.end <= 2 &&
      hit.start - other.end <= 8 &&
      isSameMessage(other, hit, reading) &&
      !framesNamed('specific', framing).some(
        (person) => person.start >= other.end + 3 && person.end <= hit.start,
      ),
  )
}

function isSameMessage(one: Hit, other: Hit, { words }: Reading): boolean {
  return words[one.start]?.message === words[other.start]?.message
}

/** Told as past: after "năm ngoái" with nothing like "giờ" between, or before "giờ ổn rồi". */
function isPast(hit: Hit, framing: Framing, reading: Reading): boolean {
  let isTold = false
  for (const other of framesNamed('past', framing)) {
    if (!isSameMessage(other, hit, reading)) continue
    isTold = true
    const since = hit.start - other.end
    if (since >= 0 && since <= 14 && !isNowBetween(other, hit, { framing, reading })) return true
    if (other.start >= hit.end && other.start - hit.end <= 3) return true
  }
  return framesNamed('resolved', framing).some(
    (other) =>
      other.start >= hit.end && (isTold || other.start - hit.end <= 10) && isSameMessage(other, hit, reading),
  )
}

function isNowBetween(past: Hit, hit: Hit, { framing, reading }: { framing: Framing; reading: Reading }) {
  return framesNamed('presentNow', framing).some(
    (other) => other.start >= past.end && other.start < hit.start && isSameMessage(other, hit, reading),
  )
}

function isFiction(hit: Hit, framing: Framing, reading: Reading): boolean {
  if (framing.has('urgent') || (framing.has('author') && framing.has('practical'))) return false
  const sentence = reading.words[hit.start]?.sentence
  return framesNamed('fiction', framing).some(
    (other) =>
      hit.start - other.end <= 10 &&
      other.start - hit.end <= 6 &&
      reading.words[other.start]?.sentence === sentence &&
      !isFilmed(other, reading) &&
      !isOwnVoice(hit, other, reading),
  )
}

const FILM = syllableKey('quay')

/** "quay phim": somebody films; it is no film. */
function isFilmed(fiction: Hit, { words, strict }: Reading): boolean {
  const before = words[fiction.start - 1]
  return before !== undefined && meansWord(before, FILM, strict)
}

const OWN_VOICE = few('em|tôi|mình|tui|tao')

/** "chơi game suốt, em chỉ muốn chết": the writer, in a clause of their own. */
function isOwnVoice(hit: Hit, fiction: Hit, reading: Reading): boolean {
  const words = reading.words.slice(Math.max(hit.start - 3, fiction.end), hit.start + 1)
  return words.some((word) => isOneOf(word, OWN_VOICE, true))
}
