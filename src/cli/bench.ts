import { parseArgs } from 'node:util'
import type { BenchReport } from '../bench/bench-report.ts'
import type { CommandContext } from './command-context.ts'

/** Every benchmark, each beside its peer in the same run; loaded only when it is called. */
const benches: Readonly<
  Record<string, (options: { seconds: number; rounds: number }) => Promise<BenchReport>>
> = {
  turn: async (options) => (await import('../bench/turn.ts')).benchTurn(options),
  queue: async (options) => (await import('../bench/queue.ts')).benchQueue(options),
  seal: async (options) => (await import('../bench/seal.ts')).benchSeal(options),
  search: async () => (await import('../bench/search.ts')).benchSearch(),
}

/** Of each measured run; there are so many runs in `turn` that they must be short. */
const SECONDS = 5
const SECONDS_OF: Readonly<Record<string, number>> = { turn: 2 }

/** `npm run bench -- [NAME] [--json] [--seconds N] [--rounds N]`; without a name all of them, one after another. */
export async function main(
  args: string[],
  context: Pick<CommandContext, 'print' | 'printError'>,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, seconds: { type: 'string' }, rounds: { type: 'string' } },
  })
  const rounds = Number(values.rounds ?? 3)
  for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) {
    const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
    if (bench === undefined) {
      context.printError(`There is no such benchmark. There are: ${Object.keys(benches).join(', ')}`)
      return 2
    }
    const report = await bench({ seconds: Number(values.seconds ?? SECONDS_OF[name] ?? SECONDS), rounds })
    if (values.json) context.print(JSON.stringify(report))
    else printReport(report, context.print)
  }
  return 0
}

function printReport(report: BenchReport, print: (line: string) => void): void {
  print(`${report.bench}: ${shown(report.ours)}`)
  for (const [peer, figures] of Object.entries(report.peers)) {
    const says = (report.ratioSays ?? 'is {} × as fast').replace('{}', String(report.ratios[peer]))
    print(`  ${peer}: ${shown(figures)}; ours ${says}`)
  }
  for (const note of report.notes) print(`  ${note}`)
}

function shown(figures: Record<string, number>): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}
