import { requiredFlows } from './flow-names.ts'
import type { FlowSource } from './flow-source.ts'
import { type InspectOptions, viewOf } from './inspect/flow-view.ts'
import { inspectChoices } from './inspect/inspect-choices.ts'
import { inspectDanger } from './inspect/inspect-danger.ts'
import { inspectExits } from './inspect/inspect-exits.ts'
import { inspectLoops } from './inspect/inspect-loops.ts'
import { inspectNames } from './inspect/inspect-names.ts'
import { inspectStructure } from './inspect/inspect-structure.ts'
import { inspectTexts } from './inspect/inspect-texts.ts'
import type { Problem } from './problem.ts'

const checks = [
  inspectStructure,
  inspectExits,
  inspectLoops,
  inspectNames,
  inspectTexts,
  inspectChoices,
  inspectDanger,
]

/**
 * Everything that can be said about flows without running them: what leads where, what is missing, what nobody can
 * read. Flows without an error never stop the engine half way.
 */
export function inspectFlows(sources: readonly FlowSource[], options: InspectOptions = {}): Problem[] {
  const problems: Problem[] = []
  const all = new Map(sources.map((source) => [source.flow.name, source.flow]))
  for (const source of sources) {
    const view = viewOf(source, all, options, problems)
    for (const check of checks) check(view)
  }
  if (options.complete !== false) problems.push(...missingFlows(sources, all))
  return problems
}

/** Reported at the flow that comes first: the missing file has no line. */
function missingFlows(sources: readonly FlowSource[], all: ReadonlyMap<string, unknown>): Problem[] {
  const file = sources[0]?.file ?? 'flows'
  return Object.entries(requiredFlows)
    .filter(([name]) => !all.has(name))
    .map(([name, purpose]) => ({
      file,
      line: 1,
      severity: 'error' as const,
      message: `there is no flow "${name}" beside this one (it ${purpose})`,
    }))
}
