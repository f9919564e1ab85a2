import { parseArgs } from 'node:util'
import type { ChaosOptions, ChaosReport } from '../chaos/run-chaos.ts'
import type { FuzzOptions, FuzzReport } from '../chaos/run-fuzz.ts'
import type { SoakOptions, SoakReport } from '../chaos/run-soak.ts'
import type { TopologyKind } from '../redis/start-topology.ts'
import type { CommandContext } from './command-context.ts'

const USAGE = `npm run chaos -- [--tips N] [--kills N] [--redis single|sentinel|cluster] [--processes N] [--seed N] [--json]
  Starts the whole hotline with platforms that deliver badly, lets people tell tips, kills processes and Redis with
  SIGKILL, and compares what people were told with what is stored. Exit code 1 when anything was lost, doubled, promised
  without being stored, or got stuck. --at-once N: people at the same time; --timelines FILE: what each of them saw.
npm run chaos -- --soak MINUTES [--rate N]   steady messages, no kills: memory and errors
npm run chaos -- --fuzz N                    N malformed webhooks to each channel`

const OPTIONS = {
  tips: { type: 'string', default: '200' },
  kills: { type: 'string', default: '10' },
  redis: { type: 'string', default: 'single' },
  processes: { type: 'string', default: '2' },
  seed: { type: 'string', default: '1' },
  'at-once': { type: 'string', default: '150' },
  timelines: { type: 'string' },
  soak: { type: 'string' },
  rate: { type: 'string', default: '100' },
  fuzz: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

type Context = Pick<CommandContext, 'config' | 'print' | 'printError'>

/** `npm run chaos` */
export async function main(args: string[], context: Context): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS })
  const { redis } = values
  if (!isTopology(redis)) {
    context.printError(USAGE)
    return 2
  }
  const shared = {
    ...{ redis, processes: Number(values.processes), seed: Number(values.seed), tell: context.printError },
    ...{ main: new URL('../main.js', import.meta.url).pathname, deployment: context.config.DEPLOYMENT },
  }
  const show = (report: object) => {
    if (values.json) context.print(JSON.stringify(report))
    else printReport(report, context.print)
  }
  if (values.fuzz !== undefined) return fuzz({ ...shared, webhooks: Number(values.fuzz) }, show)
  if (values.soak !== undefined)
    return soak({ ...shared, minutes: Number(values.soak), rate: Number(values.rate) }, show)
  const [tips, kills, atOnce] = [Number(values.tips), Number(values.kills), Number(values['at-once'])]
  return chaos({ ...shared, tips, kills, atOnce, timelines: values.timelines ?? null }, show)
}

function isTopology(text: string): text is TopologyKind {
  return text === 'single' || text === 'sentinel' || text === 'cluster'
}

type Show = (report: object) => void

async function chaos(options: ChaosOptions, show: Show): Promise<number> {
  const { runChaos } = await import('../chaos/run-chaos.ts')
  const report: ChaosReport = await runChaos(options)
  show(report)
  const { lost, doubled, stuck, falseReceipts } = report
  return lost + doubled + stuck + falseReceipts === 0 ? 0 : 1
}

async function fuzz(options: FuzzOptions, show: Show): Promise<number> {
  const { runFuzz } = await import('../chaos/run-fuzz.ts')
  const report: FuzzReport = await runFuzz(options)
  show(report)
  return report.crashes + report.serverErrors + report.storedRecords === 0 ? 0 : 1
}

async function soak(options: SoakOptions, show: Show): Promise<number> {
  const { runSoak } = await import('../chaos/run-soak.ts')
  const report: SoakReport = await runSoak(options)
  show(report)
  return report.errors === 0 ? 0 : 1
}

/** One line a figure; what is nested, a line a part. */
function printReport(report: object, print: (line: string) => void): void {
  for (const [name, value] of Object.entries(report)) {
    if (typeof value !== 'object' || value === null) print(`${name.padEnd(26)} ${value}`)
    else
      for (const [part, inner] of Object.entries(value))
        print(`${`${name} ${part}`.padEnd(26)} ${JSON.stringify(inner)}`)
  }
}
