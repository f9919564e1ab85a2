import type { Deployment, Ward } from '../core/deployment.ts'
import { plainPhrase } from './plain-phrase.ts'

/** Farther from every ward's centre than this, a shared location is not placed in any. */
const NEAR_METRES = 5_000
/** "quận Long Biên" is not the ward of that name. */
const LARGER = /\b(?:quan|huyen|thanh pho|tp|tinh) /g
const IS_LARGER = /^(?:quan|huyen|thanh pho|tp|tinh) /
/** More wards than this are asked for by name instead of by button. */
const MAX_OFFERED = 8

export interface PlaceIndex {
  wards: readonly Ward[]
  /** Whether there are few enough wards to offer each as a button. */
  offered: boolean
  /** Folded names, longest first, each with the wards that own it. */
  names: readonly (readonly [string, readonly Ward[]])[]
}

/** Names with and without "phường", "xã", "thị trấn", old names and landmarks, all folded. */
export function indexPlaces(deployment: Deployment): PlaceIndex {
  const names = new Map<string, Ward[]>()
  for (const ward of deployment.wards) {
    for (const name of [ward.name, ...ward.aliases].flatMap(waysToSay)) {
      const owners = names.get(name) ?? []
      if (!owners.includes(ward)) names.set(name, [...owners, ward])
    }
  }
  const sorted = [...names].filter(([name]) => name !== '').sort(([a], [b]) => b.length - a.length)
  return { wards: deployment.wards, offered: deployment.wards.length <= MAX_OFFERED, names: sorted }
}

function waysToSay(name: string): string[] {
  const plain = plainPhrase(name)
  const short = plain.replace(/^(?:phuong|xa|thi tran|p|x|tt) /, '')
  return /^\d+$/.test(short) ? [plain] : [plain, short]
}

/** The wards that the text may mean: none, one, or several that share the name. The longest name in it decides. */
export function wardsIn(text: string, index: PlaceIndex): readonly Ward[] {
  const whole = ` ${plainPhrase(text)} `
  const plain = whole.replace(LARGER, '$&|')
  return (
    index.names.find(
      ([name]) => plain.includes(` ${name} `) || (IS_LARGER.test(name) && whole.includes(` ${name} `)),
    )?.[1] ?? []
  )
}

/** The ward whose centre is nearest, when that is within five kilometres. */
export function nearestWard(latitude: number, longitude: number, index: PlaceIndex): Ward | null {
  let nearest: Ward | null = null
  let least = NEAR_METRES
  for (const ward of index.wards) {
    if (ward.centre === undefined) continue
    const metres = distance(latitude, longitude, ward.centre[0], ward.centre[1])
    if (metres > least) continue
    nearest = ward
    least = metres
  }
  return nearest
}

/** Metres, on a flat earth: exact enough inside a city. */
function distance(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const metresPerDegree = 111_320
  const north = (lat2 - lat1) * metresPerDegree
  const east = (lon2 - lon1) * metresPerDegree * Math.cos((((lat1 + lat2) / 2) * Math.PI) / 180)
  return Math.hypot(north, east)
}

/** The button of a ward. Choice ids have at most 40 characters. */
export function wardChoice(ward: Ward): string {
  return `ward.${ward.code}`.slice(0, 40)
}
