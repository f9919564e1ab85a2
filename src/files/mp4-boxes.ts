import { FileRefused } from '../core/file-problem.ts'
import { readAscii, readUint } from './bytes-reader.ts'

/** One box: its name, and where its content begins and ends. */
export interface Box {
  type: string
  from: number
  to: number
}

/** The boxes of a stretch, in order. @throws FileRefused `damaged` when one goes beyond it: the file was cut off. */
export function boxesIn(mp4: Uint8Array, from = 0, to = mp4.length): Box[] {
  const boxes: Box[] = []
  for (let at = from; at + 8 <= to; ) {
    const box = boxAt(mp4, at, to)
    if (box.from > box.to || box.to > to) throw new FileRefused('damaged')
    boxes.push(box)
    at = box.to
  }
  return boxes
}

function boxAt(mp4: Uint8Array, at: number, to: number): Box {
  const size = readUint(mp4, at, 4)
  const type = readAscii(mp4, at + 4, 4)
  if (size === 0) return { type, from: at + 8, to }
  if (size !== 1) return { type, from: at + 8, to: at + size }
  const long = readUint(mp4, at + 8, 4) * 2 ** 32 + readUint(mp4, at + 12, 4)
  return { type, from: at + 16, to: at + long }
}

/** Boxes on the way to those with times or track kinds. */
const CONTAINERS: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia'])

function* deepBoxes(mp4: Uint8Array, from = 0, to = mp4.length): Generator<Box> {
  for (const box of boxesIn(mp4, from, to)) {
    yield box
    if (CONTAINERS.has(box.type)) yield* deepBoxes(mp4, box.from, box.to)
  }
}

/** Movie, track and media headers: each begins with when it was made and when it was changed. */
const TIMED: ReadonlySet<string> = new Set(['mvhd', 'tkhd', 'mdhd'])

/** Sets the times at which an MP4 was written to zero, in place: the writer puts the present second there. */
export function clearTimes(mp4: Uint8Array): void {
  for (const { type, from } of deepBoxes(mp4)) {
    if (TIMED.has(type)) mp4.fill(0, from + 4, from + 4 + (readUint(mp4, from, 1) === 1 ? 16 : 8))
  }
}

/** The kinds of its tracks (`vide`, `soun`, `text`, `meta` …), those that nothing here can read too. */
export function trackKinds(mp4: Uint8Array): string[] {
  return [...deepBoxes(mp4)]
    .filter((box) => box.type === 'hdlr')
    .map((box) => readAscii(mp4, box.from + 8, 4))
}
