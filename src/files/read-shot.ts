import { readAscii, readUint } from './bytes-reader.ts'

/** Where and when a photo says it was made. `at` is an ISO instant. */
export interface Shot {
  latitude?: number
  longitude?: number
  at?: string
}

/**
 * A reader of three things and no more: the kept EXIF libraries read hundreds of tags of every maker, 40 kB and a wide
 * door for odd bytes, and the page would load them before each photo.
 */
const TAGS = { exif: 0x8769, gps: 0x8825, taken: 0x9003, offset: 0x9011 } as const
const GPS = { latitudeRef: 1, latitude: 2, longitudeRef: 3, longitude: 4 } as const
const MAX_ENTRIES = 200

/** Photos of phones that do not say their zone were taken here. */
const HERE = '+07:00'

/** Place and time of an EXIF record; null when it has neither, or makes no sense. Never throws. */
export function readShot(exif: Uint8Array | null): Shot | null {
  if (exif === null) return null
  try {
    const shot = { ...placeIn(exif), ...timeIn(exif) }
    return Object.keys(shot).length === 0 ? null : shot
  } catch {
    // A record that points outside itself tells nothing; the photo may be sound.
    return null
  }
}

function placeIn(exif: Uint8Array): Shot {
  const gps = subDirectory(exif, TAGS.gps)
  const latitude = degrees(exif, gps, GPS.latitude, GPS.latitudeRef, 'S')
  const longitude = degrees(exif, gps, GPS.longitude, GPS.longitudeRef, 'W')
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
    return {}
  // What a camera without a fix writes.
  return latitude === 0 && longitude === 0 ? {} : { latitude, longitude }
}

function timeIn(exif: Uint8Array): Shot {
  const camera = subDirectory(exif, TAGS.exif)
  const [, date, time] = /^(\d{4}:\d\d:\d\d) (\d\d:\d\d:\d\d)/.exec(text(exif, camera.get(TAGS.taken))) ?? []
  if (date === undefined) return {}
  const [zone = HERE] = /^[+-]\d\d:\d\d/.exec(text(exif, camera.get(TAGS.offset))) ?? []
  const at = Date.parse(`${date.replaceAll(':', '-')}T${time}${zone}`)
  return Number.isNaN(at) ? {} : { at: new Date(at).toISOString() }
}

/** One entry of a directory: how many values, and where they or their offset stand. */
interface Entry {
  count: number
  at: number
}
type Directory = ReadonlyMap<number, Entry>

function isLittle(exif: Uint8Array): boolean {
  return readAscii(exif, 0, 2) === 'II'
}

function directoryAt(exif: Uint8Array, at: number): Directory {
  const little = isLittle(exif)
  const entries = new Map<number, Entry>()
  const count = Math.min(MAX_ENTRIES, readUint(exif, at, 2, little))
  for (let index = 0; index < count; index++) {
    const from = at + 2 + index * 12
    entries.set(readUint(exif, from, 2, little), { count: readUint(exif, from + 4, 4, little), at: from + 8 })
  }
  return entries
}

function subDirectory(exif: Uint8Array, tag: number): Directory {
  const little = isLittle(exif)
  const entry = directoryAt(exif, readUint(exif, 4, 4, little)).get(tag)
  return entry === undefined ? new Map() : directoryAt(exif, readUint(exif, entry.at, 4, little))
}

function text(exif: Uint8Array, entry: Entry | undefined): string {
  if (entry === undefined) return ''
  const length = Math.min(entry.count, 40)
  return readAscii(exif, length <= 4 ? entry.at : readUint(exif, entry.at, 4, isLittle(exif)), length)
}

/** Degrees, minutes and seconds, each a fraction. Null where they are missing. */
function degrees(
  exif: Uint8Array,
  gps: Directory,
  tag: number,
  refTag: number,
  negative: string,
): number | null {
  const entry = gps.get(tag)
  const ref = text(exif, gps.get(refTag))
  if (entry === undefined || ref === '' || entry.count !== 3) return null
  const little = isLittle(exif)
  const from = readUint(exif, entry.at, 4, little)
  const part = (index: number) =>
    readUint(exif, from + index * 8, 4, little) / readUint(exif, from + index * 8 + 4, 4, little)
  const value = part(0) + part(1) / 60 + (part(2) || 0) / 3_600
  return Number.isFinite(value) ? (ref.startsWith(negative) ? -value : value) : null
}
