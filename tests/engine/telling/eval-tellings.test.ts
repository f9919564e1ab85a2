import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { requireDeployment } from '../../../src/deployment-file.ts'
import { indexPlaces } from '../../../src/engine/places.ts'
import { readTelling } from '../../../src/engine/telling/read-telling.ts'
import { fold, syllables } from '../../../src/lib/vietnamese.ts'

interface Example {
  style: string
  text: string
  category: string
  place: string | null
  time: string | null
  vehicle: string | null
  people: string | null
}

const NOW = Date.parse('2026-11-21T08:00:00Z')
const places = indexPlaces(await requireDeployment('config/long-bien.yaml'))

/**
 * Found: at least 70 % of the gold's syllables are in what was read, and what was read is at most three times as long.
 * Where the gold is null, nothing needs to be found, and nothing found is counted wrong.
 */
function isFound(gold: string | null, read: string | null | undefined): boolean {
  if (gold === null) return read == null
  const wanted = syllables(fold(gold))
  const got = syllables(fold(read ?? ''))
  const hits = wanted.filter((word) => got.includes(word)).length
  return hits >= wanted.length * 0.7 && got.length <= Math.max(3, wanted.length * 3)
}

function score(file: string) {
  const examples: Example[] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): Example => JSON.parse(line))
  const misses: string[] = []
  const counts = { place: 0, time: 0, category: 0, vehicle: 0, people: 0 }
  const told = { vehicle: 0, people: 0 }
  for (const one of examples) {
    const read = readTelling(one.text, places, NOW)
    const marks = {
      place: isFound(one.place, read.place?.text),
      time: isFound(one.time, read.when?.text),
      category: read.category === one.category || (read.category === null && one.category === 'other'),
      vehicle: one.vehicle === null || isFound(one.vehicle, read.vehicles),
      people: one.people === null || isFound(one.people, read.people),
    }
    for (const key of ['place', 'time', 'category'] as const) if (marks[key]) counts[key]++
    for (const key of ['vehicle', 'people'] as const) {
      if (one[key] === null) continue
      told[key]++
      if (marks[key]) counts[key]++
    }
    const wrong = Object.entries(marks)
      .filter(([, ok]) => !ok)
      .map(([key]) => key)
    if (wrong.length > 0)
      misses.push(
        `${wrong.join(',')} | ${one.text} | ${JSON.stringify({ p: read.place?.text, t: read.when?.text, c: read.category, v: read.vehicles, w: read.people })}`,
      )
  }
  return { total: examples.length, counts, told, misses }
}

describe('free telling, taken apart', () => {
  it.each([
    // Written before the reader.
    ['eval/tellings.jsonl', 100, 0.9],
    // Written after it; at the first reading place 15, time 20, kind 26 of 30, then used to widen the reader.
    ['eval/tellings-second.jsonl', 30, 0.9],
    // Written after that; at the first reading place 24, time 23, kind 29 of 30: how it does on what it never saw.
    ['eval/tellings-unseen.jsonl', 30, 0.75],
    // Eight further voices; at the first reading place 24, time 29, kind 27 of 40, then used to widen the reader.
    ['eval/tellings-voices.jsonl', 40, 0.9],
    // Written after that and used for nothing: how it does on what it never saw.
    ['eval/tellings-heldout.jsonl', 20, 0.7],
  ])('finds place, time and kind in %s', (file, total, least) => {
    const { counts, told, misses, total: read } = score(file)
    process.stdout.write(`${file} ${JSON.stringify({ read, counts, told })}\n`)
    process.stdout.write(misses.map((miss) => `  missed ${miss}\n`).join(''))

    expect(read).toBe(total)
    expect(counts.place).toBeGreaterThanOrEqual(total * least)
    expect(counts.time).toBeGreaterThanOrEqual(total * least)
    expect(counts.category).toBeGreaterThanOrEqual(total * least)
  })
})
