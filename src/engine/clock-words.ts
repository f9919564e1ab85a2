/** Hours of a day from midnight, from and to; past 24 is the next morning. */
export const partWindows = {
  dawn: [2, 6],
  morning: [5, 11],
  noon: [11, 13],
  afternoon: [13, 18],
  evening: [18, 24],
  night: [21, 29],
  late: [22, 28],
} as const

export type PartOfDay = keyof typeof partWindows

const PARTS: readonly (readonly [PartOfDay, RegExp])[] = [
  ['dawn', / (?:rang sang|tang sang|gan sang|mo sang|dawn) /],
  ['late', / (?:khuya|nua dem|midnight|late at night) /],
  ['night', / (?:dem qua|dem|night|last night|tonight) /],
  [
    'evening',
    / (?:toi (?:qua|nay|hom|kia|mai|thu|cn|chu|ngay)|(?:gio|h|hom|buoi|vao|thu \w+|\d) toi|toi|evening|\d ?pm) /,
  ],
  ['afternoon', / (?:chieu|afternoon) /],
  ['noon', / (?:trua|noon) /],
  ['morning', / (?:sang|morning) /],
]

/** The part of the day that the words name, or null. */
export function partIn(words: string): PartOfDay | null {
  return PARTS.find(([, pattern]) => pattern.test(words))?.[0] ?? null
}

export interface ClockTime {
  /** From midnight. */
  minutes: number
  minutesTo?: number
  /** Whether morning or evening is beyond doubt. */
  certain: boolean
}

const RANGE = / (?:tu )?(\d{1,2}) ?(?:h|gio)? ?(?:den|toi|-|to) ?(\d{1,2}) ?(?:h|gio) /
const COLON = / (\d{1,2})[:.](\d{2}) /
const HOURS = / (\d{1,2}) ?(?:h|gio|g|o clock) ?(\d{1,2}|ruoi|roi|kem \d{1,2})? /
const AMPM = / (\d{1,2}) ?(am|pm) /
const LUC = / (?:luc|khoang|tam|at|around|about) (\d{1,2}) (?:(ruoi|roi|kem \d{1,2}) )?/

/** The hour that the words name, with the half of the day when they tell it. */
export function clockIn(words: string): ClockTime | null {
  const spaced = words.replace(/(\d)[-–](\d)/g, '$1 - $2').replace(/(\d)(h|g|am|pm)(?=[ \d])/g, '$1 $2 ')
  const range = rangeIn(spaced)
  if (range !== null) return range
  const found = COLON.exec(spaced) ?? HOURS.exec(spaced) ?? AMPM.exec(spaced) ?? LUC.exec(spaced)
  if (found === null) return null
  const half = found[2] === 'am' || found[2] === 'pm' ? found[2] : null
  const minutes = Number(found[1]) * 60 + (half === null ? minutesOf(found[2]) : 0)
  return minutes > 24 * 60 ? null : placed(minutes, half, words)
}

function rangeIn(words: string): ClockTime | null {
  const found = RANGE.exec(words)
  if (found === null || Number(found[1]) > 24 || Number(found[2]) > 24) return null
  const from = placed(Number(found[1]) * 60, null, words)
  const to = placed(Number(found[2]) * 60, null, words)
  return {
    ...from,
    minutesTo:
      to.minutes <= from.minutes ? to.minutes + (to.minutes + 720 > from.minutes ? 720 : 1_440) : to.minutes,
  }
}

function minutesOf(text: string | undefined): number {
  if (text === undefined || text === '') return 0
  if (text === 'ruoi' || text === 'roi') return 30
  return text.startsWith('kem') ? -Number(text.slice(4)) : Math.min(59, Number(text))
}

function placed(minutes: number, half: 'am' | 'pm' | null, words: string): ClockTime {
  if (half !== null) return { minutes: (minutes % 720) + (half === 'pm' ? 720 : 0), certain: true }
  const part = partIn(words)
  if (minutes >= 13 * 60 || minutes === 0) return { minutes: minutes % 1_440, certain: true }
  if (part === null) return { minutes, certain: false }
  return { minutes: inPart(minutes, part), certain: true }
}

/** "9 giờ tối" is 21:00; "12 giờ đêm" is midnight, "2 giờ đêm" is 2:00. */
function inPart(minutes: number, part: PartOfDay): number {
  if (part === 'dawn' || part === 'morning') return minutes % 720
  if (part === 'noon') return minutes < 600 ? minutes + 720 : minutes
  if (part === 'afternoon' || part === 'evening') return minutes < 720 ? minutes + 720 : minutes
  return minutes >= 6 * 60 && minutes < 720 ? minutes + 720 : minutes % 720
}
