import type { OpenKnowledge } from './open-knowledge.ts'
import type { Ranking } from './ranking.ts'
import type { Question } from './read-question.ts'
import { type Scores, scoreTexts } from './score-texts.ts'
import { scoreTogether } from './score-together.ts'

/** What the asked-as lines of each group are worth for a question. */
export interface BestAsked {
  lines: Scores
  /** By group: its best line plus one; 0: none matched. */
  line: Int32Array
  /** By group: what its lines hold together. */
  together: Float64Array
  /** The first `count` are the groups with a line that matched. */
  groups: Int32Array
  count: number
}

/** One for each open index, used again. */
const used = new WeakMap<OpenKnowledge, BestAsked>()

/** The best line of every group that has one; work grows with the lines that match. Holds until the next question. */
export function findBestAsked(question: Question, open: OpenKnowledge, ranking: Ranking): BestAsked {
  const size = open.index.groups.length
  const lines = scoreTexts(question, open.asked, ranking)
  const together = scoreTogether(question, open.asked, {
    ranking,
    groupsOf: open.index.askedGroups,
    groups: size,
  })
  const known = used.get(open) ?? { line: new Int32Array(size), groups: new Int32Array(size), count: 0 }
  for (let i = 0; i < known.count; i++) known.line[known.groups[i] ?? 0] = 0
  const best: BestAsked = { lines, together, line: known.line, groups: known.groups, count: 0 }
  for (let i = 0; i < lines.count; i++) keepBest(best, lines.touched[i] ?? 0, open)
  used.set(open, best)
  return best
}

function keepBest(best: BestAsked, line: number, open: OpenKnowledge): void {
  const score = best.lines.score[line] ?? 0
  for (const group of open.index.askedGroups[line] ?? []) {
    const before = best.line[group] ?? 0
    if (before === 0) best.groups[best.count++] = group
    else if ((best.lines.score[before - 1] ?? 0) >= score) continue
    best.line[group] = line + 1
  }
}

/** The best line's score, drawn towards what the group's lines hold together. */
export function askedScore({ lines, line, together }: BestAsked, group: number, ranking: Ranking): number {
  const best = line[group] ?? 0
  if (best === 0) return 0
  const score = lines.score[best - 1] ?? 0
  return score + ranking.together * ((together[group] ?? score) - score)
}
