import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import type { Content } from '../content.ts'
import { systemClock, systemIds } from '../core/clock.ts'
import { Language } from '../core/language.ts'
import { createEngine } from '../engine/create-engine.ts'
import { createUnderstanding } from '../engine/understanding.ts'
import { drawFlow } from '../flows/draw-flow.ts'
import type { CommandContext } from './command-context.ts'
import { createOwnServices } from './own-services.ts'
import { createFlowPlayer } from './play-flow.ts'

export type FlowContext = Pick<CommandContext, 'content' | 'print' | 'printError'>

const USAGE = `npm run flow -- ID [--language vi|en]   plays a flow here; at the end it prints the transcript for a test
npm run flow -- ID --graph               writes it as a Mermaid chart
While it plays: type, or the number of an answer. :photo NAME, :location LAT LON, :sticker, :after 2h (time passes), :quit`

/** `npm run flow`. `lines` are what the person types; from the keyboard unless given. Returns the exit code. */
export async function main(
  args: string[],
  context: FlowContext,
  lines?: AsyncIterable<string>,
): Promise<number> {
  const options = {
    graph: { type: 'boolean', default: false },
    language: { type: 'string', default: 'vi' },
  } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const language = Language.safeParse(values.language)
  if (positionals.length !== 1 || !language.success) {
    context.printError(USAGE)
    return 2
  }
  const content = await context.content()
  const name = (positionals[0] ?? '').replaceAll('-', '_')
  const flow = Object.hasOwn(content.flows.flows, name) ? content.flows.flows[name] : undefined
  if (flow === undefined) {
    context.printError(
      `There is no flow "${name}". There are: ${Object.keys(content.flows.flows).join(', ')}`,
    )
    return 2
  }
  if (values.graph) context.print(drawFlow(flow))
  else await play(content, { flow: name, language: language.data }, context, lines ?? keyboard())
  return 0
}

async function play(
  content: Content,
  start: { flow: string; language: Language },
  context: FlowContext,
  lines: AsyncIterable<string>,
): Promise<void> {
  const engine = createEngine({
    flows: content.flows,
    deployment: content.deployment,
    understanding: createUnderstanding(),
  })
  const services = await createOwnServices(content, { clock: systemClock, printError: context.printError })
  const player = createFlowPlayer(
    { engine, services, clock: systemClock, ids: systemIds, print: context.print },
    start,
  )
  context.printError(USAGE.split('\n').at(-1) ?? '')
  await player.begin()
  for await (const line of lines) {
    if (line.trim() === ':quit') break
    if (line.trim() !== '') await player.type(line)
  }
  context.print(`\n${player.transcript()}`)
}

function keyboard(): AsyncIterable<string> {
  return createInterface({ input: process.stdin, output: process.stderr, prompt: '> ' })
}
