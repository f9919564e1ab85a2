import { FileRefused } from '../core/file-problem.ts'
import { concatBytes, readUint } from './bytes-reader.ts'

/**
 * H.264 and HEVC pictures come as units. Cameras and editors put words of their own (device, settings, place) into
 * units that no decoder needs: only those that make pictures are kept.
 */
export type UnitCodec = 'avc' | 'hevc'

/** Types of units that make pictures: slices, parameter sets, delimiters, ends. */
const KEPT: Readonly<Record<UnitCodec, ReadonlySet<number>>> = {
  avc: new Set([1, 2, 3, 4, 5, 7, 8, 9, 10, 11]),
  hevc: new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 18, 19, 20, 21, 32, 33, 34, 35, 36, 37]),
}

/** Parameter sets, which alone may stand in a header. */
const HEADER_SETS: ReadonlySet<number> = new Set([32, 33, 34])

/** A codec's header without foreign units, and how long the length before each unit is. */
export interface UnitHeader {
  description: Uint8Array<ArrayBuffer>
  lengthBytes: 1 | 2 | 4
}

/** One picture, without the units that hold no picture. Null when nothing is left. */
export function keepPictureUnits(
  picture: Uint8Array,
  codec: UnitCodec,
  lengthBytes: UnitHeader['lengthBytes'],
): Uint8Array<ArrayBuffer> | null {
  const kept: Uint8Array[] = []
  for (let at = 0; at < picture.length; ) {
    const end = at + lengthBytes + readUint(picture, at, lengthBytes)
    if (end > picture.length) throw new FileRefused('damaged')
    if (end > at + lengthBytes && KEPT[codec].has(unitType(readUint(picture, at + lengthBytes, 1), codec)))
      kept.push(picture.subarray(at, end))
    at = end
  }
  return kept.length === 0 ? null : concatBytes(kept)
}

function unitType(first: number, codec: UnitCodec): number {
  return codec === 'avc' ? first & 0x1f : (first >> 1) & 0x3f
}

/** Rebuilds `avcC` or `hvcC` from its parameter sets alone. @throws FileRefused `damaged`. */
export function cleanUnitHeader(header: Uint8Array, codec: UnitCodec): UnitHeader {
  return codec === 'avc' ? cleanAvcHeader(header) : cleanHevcHeader(header)
}

const AVC_FIXED = 5
/** Profiles whose header goes on with chroma and depth: four bytes, the last of which counts extensions. */
const AVC_HIGH: ReadonlySet<number> = new Set([100, 110, 122, 144, 244])

function cleanAvcHeader(header: Uint8Array): UnitHeader {
  const parts = [header.subarray(0, AVC_FIXED)]
  let at = AVC_FIXED
  for (const mask of [0x1f, 0xff]) {
    const count = readUint(header, at, 1) & mask
    const end = skipUnits(header, at + 1, count)
    parts.push(header.subarray(at, end))
    at = end
  }
  if (AVC_HIGH.has(readUint(header, 1, 1)) && header.length >= at + 4)
    parts.push(header.subarray(at, at + 3), new Uint8Array([0]))
  return { description: concatBytes(parts), lengthBytes: lengthBytesOf(readUint(header, 4, 1)) }
}

const HEVC_FIXED = 22

function cleanHevcHeader(header: Uint8Array): UnitHeader {
  const count = readUint(header, HEVC_FIXED, 1)
  const arrays: Uint8Array[] = []
  let at = HEVC_FIXED + 1
  for (let index = 0; index < count; index++) {
    const type = readUint(header, at, 1) & 0x3f
    const end = skipUnits(header, at + 3, readUint(header, at + 1, 2))
    if (HEADER_SETS.has(type)) arrays.push(header.subarray(at, end))
    at = end
  }
  return {
    description: concatBytes([header.subarray(0, HEVC_FIXED), new Uint8Array([arrays.length]), ...arrays]),
    lengthBytes: lengthBytesOf(readUint(header, HEVC_FIXED - 1, 1)),
  }
}

/** Where `count` units, each after its length in two bytes, end. */
function skipUnits(header: Uint8Array, from: number, count: number): number {
  let at = from
  for (let index = 0; index < count; index++) at += 2 + readUint(header, at, 2)
  if (at > header.length) throw new FileRefused('damaged')
  return at
}

function lengthBytesOf(byte: number): UnitHeader['lengthBytes'] {
  const length = (byte & 3) + 1
  if (length === 3) throw new FileRefused('damaged')
  return length as 1 | 2 | 4 // of 1 to 4, three was refused
}
