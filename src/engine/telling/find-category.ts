import type { TipCategory } from '../../core/tip.ts'
import { type MarkedText, occurrences, type Span } from '../../lib/marked-text.ts'
import { fold } from '../../lib/vietnamese.ts'
import { categoryCues, categoryOrder } from './category-cues.ts'

/** Below this nothing was recognised. */
const LEAST = 2
/** A kind whose strongest cue is one that tells it alone outweighs what commonly goes with it. */
const ABOVE: Readonly<Partial<Record<TipCategory, number>>> = {
  danger: 2.5,
  driving: 2,
  minors: 2.5,
  growing: 1.5,
  making: 1.5,
  border: 2,
  precursors: 2,
  online: 1.5,
  disguised: 1,
  school: 1.5,
  house: 1.5,
  venue: 0.5,
  storing: 0,
  delivery: 0,
  selling: 0,
  using: -0.5,
  other: -0.5,
}

/** Without marks these fold to words of another meaning ("trong", "lao"). */
const ONLY_MARKED = new Set(['trồng', 'lào', 'cảng', 'cất', 'pha', 'rao', 'cây', 'chém', 'đông', 'xuồng'])

interface Cue {
  phrase: string
  plain: string
  weight: number
}

/** The heaviest first: a lighter cue inside one of the same kind counts no more. */
const CUES = new Map(categoryOrder.map((category) => [category, cuesOf(category)]))

function cuesOf(category: TipCategory): Cue[] {
  const lists = categoryCues[category]
  return ([3, 2, 1] as const).flatMap((weight) =>
    lists[weight]
      .split(', ')
      .filter((phrase) => phrase !== '')
      .map((phrase) => ({ phrase, plain: fold(phrase), weight })),
  )
}

/** The kind of thing that a telling is about, or null when its words tell none. */
export function findCategory(text: MarkedText): TipCategory | null {
  let best: TipCategory | null = null
  let most = 0
  for (const category of categoryOrder) {
    const points = pointsOf(text, category)
    if (points <= most) continue
    best = category
    most = points
  }
  return best
}

/** The first cue counts in full, each further one a third. */
function pointsOf(text: MarkedText, category: TipCategory): number {
  const seen: Span[] = []
  let points = 0
  for (const cue of CUES.get(category) ?? []) {
    for (const span of seenIn(text, cue)) {
      if (seen.some((one) => span.start < one.end && one.start < span.end)) continue
      seen.push(span)
      points += points === 0 ? cue.weight : cue.weight / 3
    }
  }
  return points < LEAST ? 0 : points + (ABOVE[category] ?? 0)
}

function seenIn(text: MarkedText, { phrase, plain }: Cue): Span[] {
  return !text.marked && ONLY_MARKED.has(phrase) ? [] : occurrences(text, phrase, plain)
}
