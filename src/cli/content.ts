import { parseArgs } from 'node:util'
import { loadContent } from '../content.ts'
import { systemClock } from '../core/clock.ts'
import { formatProblem, type Problem } from '../flows/problem.ts'
import type { CommandContext } from './command-context.ts'

export type ContentContext = Pick<CommandContext, 'print' | 'printError'> & {
  config: Pick<CommandContext['config'], 'DEPLOYMENT'>
}

/** `npm run content`: checks `flows/`, `knowledge/` and the deployment. Exit code 1 on any problem. (A start refuses errors only.) */
export async function main(args: string[], context: ContentContext): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
  const { problems } = await loadContent(context.config.DEPLOYMENT, systemClock.now())
  const errors = problems.filter((problem) => problem.severity === 'error').length
  if (values.json) context.print(JSON.stringify({ errors, warnings: problems.length - errors, problems }))
  else report(problems, errors, context)
  return problems.length > 0 ? 1 : 0
}

function report(problems: readonly Problem[], errors: number, context: ContentContext): void {
  for (const problem of problems) context.print(formatProblem(problem))
  context.printError(
    problems.length === 0
      ? 'Content: nothing to correct.'
      : `Content: ${errors} errors, ${problems.length - errors} warnings.`,
  )
}
