import type { Danger, DangerType } from '../core/danger.ts'
import { type SyllableKey, syllableKey } from '../lib/vietnamese-key.ts'
import { meansWord } from './phrase.ts'
import type { Sign, Signs } from './signs.ts'

/** Who is in danger. Of attackers and victims the victim counts; else whoever the signs are told of. */
export function whoIsMeant(type: DangerType, found: readonly Sign[], signs: Signs): Danger['about'] {
  const has = (concept: string) =>
    (signs.byConcept.get(concept) ?? []).some((sign) => !isOfOther(sign, signs))
  if (type === 'violence')
    return signs.byConcept.has('violence.otherVictim') && !has('violence.victimMe') ? 'other' : 'self'
  if (type === 'child')
    return signs.byConcept.has('child.kidVoice') || has('child.kidSelf') ? 'self' : 'other'
  return whoseSigns(found, signs)
}

const BELONGING = 'nhà|của|cùng|chung|bé'.split('|').map(syllableKey)

/** "pod của thằng bạn": the friend owns it, with or for whom it was done. */
const PART_OF_IT = 'của|với|cho|vì|do'.split('|').map(syllableKey)

function follows(sign: Sign, keys: readonly SyllableKey[], { reading }: Pick<Signs, 'reading'>): boolean {
  const before = reading.words[sign.start - 1]
  return before !== undefined && keys.some((key) => meansWord(before, key, true))
}

/** Whether a word for the writer only says whose somebody is: "chồng em", "hàng xóm nhà em", "con bé nhà em". */
function isOfOther(sign: Sign, { byConcept, reading }: Signs): boolean {
  if (follows(sign, BELONGING, { reading })) return true
  return (byConcept.get('specific') ?? []).some((other) => other.start < sign.end && sign.start < other.end)
}

/** Whoever was named last before the first sign; else the writer, when they speak of themselves at all. */
function whoseSigns(found: readonly Sign[], signs: Signs): Danger['about'] {
  const start = Math.min(...found.map((sign) => sign.start))
  const others = (signs.byConcept.get('specific') ?? []).filter((sign) => !follows(sign, PART_OF_IT, signs))
  const selves = (signs.byConcept.get('suicide.self') ?? []).filter((sign) => !isOfOther(sign, signs))
  const other = others.findLast((sign) => sign.start <= start)
  const self = selves.findLast((sign) => sign.start <= start)
  if (other && self) return other.start > self.start ? 'other' : 'self'
  if (other) return 'other'
  return selves.length > 0 || others.length === 0 ? 'self' : 'other'
}
