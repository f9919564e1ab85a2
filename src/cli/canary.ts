import { parseArgs } from 'node:util'
import type { CanaryReport, Hit } from '../canary/run-canary.ts'
import type { CommandContext } from './command-context.ts'

const USAGE = `npm run canary -- [--tips N] [--wait SECONDS] [--json]
  Starts the whole hotline, gives it N tips (1000) full of marks through the web, Telegram and Zalo while it crashes, and
  looks for every mark, in many encodings, in Redis, its files, data/, logs, metrics, core dumps and, at once and after
  --wait (60) seconds, in the memory of the process. Exit code 1 when one is found where none may be.`

const OPTIONS = {
  tips: { type: 'string', default: '1000' },
  wait: { type: 'string', default: '60' },
  json: { type: 'boolean', default: false },
} as const

type Context = Pick<CommandContext, 'config' | 'print' | 'printError'>

/** `npm run canary` */
export async function main(args: string[], context: Context): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS })
  const [tips, waitSeconds] = [Number(values.tips), Number(values.wait)]
  if (!(Number.isInteger(tips) && tips >= 3 && tips <= 2_900 && waitSeconds >= 0)) {
    context.printError(USAGE)
    return 2
  }
  const { runCanary } = await import('../canary/run-canary.ts')
  const report = await runCanary({
    ...{ tips, waitSeconds, deployment: context.config.DEPLOYMENT, tell: context.printError },
    main: new URL('../main.js', import.meta.url).pathname,
  })
  if (values.json) context.print(JSON.stringify(report))
  else printReport(report, context.print)
  return report.hits === 0 && report.tips.unfinished === 0 ? 0 : 1
}

function printReport(report: CanaryReport, print: (line: string) => void): void {
  const { planted, hits, where, inMemory, controls, ...figures } = report
  print(`planted ${planted}, hits ${hits}; the search was proven in: ${controls.join(', ')}`)
  for (const hit of where) print(`  FOUND ${lineOf(hit)}`)
  for (const hit of inMemory) print(`  in memory: ${lineOf(hit)}`)
  print(JSON.stringify(figures))
}

function lineOf({ place, door, kind, encoding, count, afterSeconds }: Hit): string {
  const when = afterSeconds === undefined ? '' : ` after ${afterSeconds} s`
  return `${place}${when}: ${door} ${kind} (${encoding}) × ${count}`
}
