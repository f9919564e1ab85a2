import { loadProcessConfig } from '../config.ts'
import { AppError } from '../core/errors.ts'
import type { CommandContext } from './command-context.ts'
import { openContext } from './command-context.ts'

/** A command: its arguments in, its exit code out. It prints results to standard output, all else to standard error. */
interface CommandModule {
  main(args: string[], context: CommandContext): Promise<number>
}

/** `npm run NAME`; each is loaded only when it is called. */
const commands: Readonly<Record<string, () => Promise<CommandModule>>> = {
  ask: () => import('./ask.ts'),
  bench: () => import('./bench.ts'),
  canary: () => import('./canary.ts'),
  chaos: () => import('./chaos.ts'),
  content: () => import('./content.ts'),
  doctor: () => import('./doctor.ts'),
  'eval-knowledge': () => import('./eval-knowledge.ts'),
  'eval-safety': () => import('./eval-safety.ts'),
  flow: () => import('./flow.ts'),
  import: () => import('./import.ts'),
  outbox: () => import('./outbox.ts'),
  tips: () => import('./tips.ts'),
  units: () => import('./units.ts'),
  zalo: () => import('./zalo.ts'),
}

export async function runCommand(name: string | undefined, args: string[]): Promise<number> {
  const load = name === undefined ? undefined : commands[name]
  if (load === undefined) {
    process.stderr.write(`There is no such command. There are: ${Object.keys(commands).join(', ')}\n`)
    return 2
  }
  try {
    const context = openContext(loadProcessConfig())
    try {
      return await (await load()).main(args, context)
    } finally {
      await context.close()
    }
  } catch (error) {
    process.stderr.write(
      `${error instanceof AppError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    )
    return 1
  }
}
