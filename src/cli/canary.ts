import { parseArgs } from 'node:util'
import type { CanaryReport, Hit } from '../canary/run-canary.ts'
import type { CommandContext } from './command-context.ts'

const USAGE = `npm run canary -- [--tips N] [--wait SECONDS] [--json]
  Starts the whole hotline, gives it N tips (1000) full of marks through the web, Telegram, Zalo and Messenger while it
  crashes, and looks for every mark, in many encodings, in Redis, its files, data/, logs, metrics, core dumps and, at once and after
  --wait (60) seconds, in the memory of the process. Exit code 1 when one is found where none may be.`

const OPTIONS = {
  tips: { type: 'string', default: '1000' },
  wait: { type: 'string', default: '60' },
  json: { type: 'boolean', default: false },
} as const

const NAME_WIDTH = 24
const CELL_WIDTH = 8

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
  const { planted, hits, where, inMemory, controls, tips, ...figures } = report
  const { unfinished, crashes, ...byDoor } = tips
  print(`planted ${planted} (${listed(byDoor)}), not acknowledged ${unfinished}, crashes ${crashes}`)
  print(`hits where none may be: ${hits}; the search was proven in: ${controls.join(', ')}`)
  for (const hit of where) print(`  FOUND ${lineOf(hit)}`)
  for (const line of memoryTable(inMemory)) print(line)
  print(listed(figures))
}

/** Marks in the memory by door and kind, how often in which look; all encodings together. */
function memoryTable(inMemory: readonly Hit[]): string[] {
  const looks = [...new Set(inMemory.map(lookOf))].sort(byTime)
  const names = [...new Set(inMemory.map(({ door, kind }) => `${door} ${kind}`))].sort()
  const countOf = (name: string, look: string) =>
    inMemory
      .filter((hit) => `${hit.door} ${hit.kind}` === name && lookOf(hit) === look)
      .reduce((sum, { count }) => sum + count, 0)
  const rows = names.map((name) => [name, ...looks.map((look) => String(countOf(name, look)))])
  return [['in memory', ...looks], ...rows].map(([name = '', ...cells]) =>
    [name.padEnd(NAME_WIDTH), ...cells.map((cell) => cell.padStart(CELL_WIDTH))].join(''),
  )
}

/** Looks by their time; dumps come last. */
function byTime(a: string, b: string): number {
  const secondsOf = (look: string) => (/^\d/.test(look) ? Number.parseInt(look, 10) : Number.MAX_SAFE_INTEGER)
  return secondsOf(a) - secondsOf(b)
}

function lookOf({ place, afterSeconds }: Hit): string {
  return afterSeconds === undefined ? place : `${afterSeconds} s`
}

function listed(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}

function lineOf({ place, door, kind, encoding, count, afterSeconds }: Hit): string {
  const when = afterSeconds === undefined ? '' : ` after ${afterSeconds} s`
  return `${place}${when}: ${door} ${kind} (${encoding}) × ${count}`
}
