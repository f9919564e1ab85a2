import type { PlanOutline, Section } from './plan-outline.ts'
import { fromRoman, toRoman } from './roman.ts'
import type { Remark } from './source-text.ts'

interface Findings {
  counts: { parts: number; items: number; bullets: number }
  gaps: Remark[]
  errors: Remark[]
}

/** Every part once and in order, every item after the one before it. */
export function checkPlan({ sections }: PlanOutline): Findings {
  const parts = sections.filter(({ key }) => key !== '')
  const entries = sections.flatMap((section) => section.entries)
  const count = (kind: string): number => entries.filter((entry) => entry.kind === kind).length
  return {
    counts: { parts: parts.length, items: count('item'), bullets: count('bullet') },
    gaps: [...findPartGaps(parts), ...parts.flatMap(findItemGaps)],
    errors: parts.length === 0 ? [NO_PART] : findRepeated(parts),
  }
}

const NO_PART: Remark = {
  line: 1,
  text: '',
  why: 'there is no part “I. …” in the file: nothing that could be cited',
}

function findRepeated(parts: readonly Section[]): Remark[] {
  return parts.flatMap((part, i) => {
    const first = parts.slice(0, i).find(({ key }) => key === part.key)
    return first === undefined
      ? []
      : [at(part, `part ${part.key} stands twice; the first is at ${first.line}`)]
  })
}

function findPartGaps(parts: readonly Section[]): Remark[] {
  let before = 0
  return parts.flatMap((part) => {
    const number = fromRoman(part.key)
    const expected = before + 1
    before = number
    return number === expected
      ? []
      : [at(part, `part ${part.key} stands where ${toRoman(expected)} is expected`)]
  })
}

function findItemGaps({ key, entries }: Section): Remark[] {
  let before = 0
  return entries.flatMap((entry) => {
    if (entry.kind !== 'item') return []
    const expected = before + 1
    before = Number.parseInt(entry.key, 10)
    return before === expected
      ? []
      : [
          {
            line: entry.line,
            text: entry.text,
            why: `${key}.${entry.key} stands where ${key}.${expected} is expected`,
          },
        ]
  })
}

function at({ line, title }: Section, why: string): Remark {
  return { line, text: title, why }
}
