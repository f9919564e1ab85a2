import { readFileSync, writeFileSync } from 'node:fs'
import { parse, parseDocument } from 'yaml'
import type { Event } from '../../src/core/event.ts'
import type { ChannelType, MsgContent, MsgOut } from '../../src/core/message.ts'
import { durationMs } from '../../src/engine/ask.ts'
import type { Engine, Input } from '../../src/engine/engine.ts'
import { runTurn, type Services } from '../../src/engine/run-turn.ts'
import { Session } from '../../src/engine/session.ts'
import { scriptedServices } from './scripted-services.ts'
import { type In, type Out, Transcript } from './transcript.ts'

/** What a replay gave, in the form of the transcript, so that a test shows the difference as one object. */
export interface Replay {
  expected: unknown
  actual: unknown
}

/**
 * Replays a transcript file. The session is serialised and parsed between all turns. With UPDATE=1 in the environment
 * the file's `out` and `results` are written anew where they differ (comments stay).
 */
export async function replayFile(file: string, engine: Engine): Promise<Replay> {
  const source = readFileSync(file, 'utf8')
  const transcript = Transcript.parse(parse(source))
  const played = await play(transcript, engine)
  if (process.env['UPDATE'] === '1') record(file, source, transcript, played)
  return compare(
    process.env['UPDATE'] === '1' ? Transcript.parse(parse(readFileSync(file, 'utf8'))) : transcript,
    played,
  )
}

interface Played {
  turns: { out: MsgOut[]; events: string[] }[]
  results: Record<string, string>
}

async function play(transcript: Transcript, engine: Engine): Promise<Played> {
  const { services } = scriptedServices(transcript.services)
  const player = createPlayer(engine, services, transcript)
  const turns: Played['turns'] = []
  for (const turn of transcript.turns) turns.push(await player.take(turn.in, transcript.flow))
  return { turns, results: player.results() }
}

/** Plays one conversation turn by turn; also used by tests that look at the session. */
export function createPlayer(
  engine: Engine,
  services: Services,
  start: { language?: 'vi' | 'en'; now?: string; channel?: ChannelType } = {},
) {
  const { channel = 'terminal', language = 'vi' } = start
  let session = engine.begin({ id: 'transcript', channel, language })
  let now = Date.parse(start.now ?? '2026-11-21T20:00:00+07:00')
  let prompt: string | undefined
  let count = 0
  async function take(
    said: In | undefined,
    flow?: string,
  ): Promise<{ out: MsgOut[]; events: string[]; all: Event[] }> {
    if (typeof said === 'object' && 'after' in said) now += durationMs(said.after)
    const context = { now, seed: Uint8Array.from({ length: 32 }, (_, i) => (++count * 7 + i) & 0xff) }
    const turn = await runTurn(engine, services, session, inputOf(said, prompt, flow), context)
    session = Session.parse(JSON.parse(JSON.stringify(turn.session)))
    const out = turn.events.flatMap((event) => (event.type === 'msg_created' ? [event.msg] : []))
    prompt = out.findLast((msg) => msg.prompt !== undefined)?.prompt ?? prompt
    return { out, events: turn.events.map((event) => event.type), all: turn.events }
  }
  function results(): Record<string, string> {
    const all = session.runs.flatMap((run) => Object.entries(run.results))
    return Object.fromEntries(
      all.map(([name, result]) => [name, result.skipped === true ? '(skipped)' : result.text]),
    )
  }
  return { take, results, session: () => session }
}

function inputOf(said: In | undefined, prompt: string | undefined, flow: string | undefined): Input {
  if (said === undefined)
    return {
      type: 'msg',
      content: { type: 'command', command: 'start', ...(flow !== undefined && { argument: flow }) },
    }
  if (typeof said === 'object' && 'after' in said) return { type: 'tick' }
  return { type: 'msg', content: contentOf(said, prompt) }
}

function contentOf(said: Exclude<In, { after: string }>, prompt: string | undefined): MsgContent {
  if (typeof said === 'string') return { type: 'text', text: said }
  if ('choice' in said)
    return { type: 'choice', choice: said.choice, ...(prompt !== undefined && { prompt }) }
  if ('stale' in said) return { type: 'choice', choice: said.stale, prompt: 'old' }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the engine must bear any word, so it is passed on as it is written
  if ('command' in said) return { type: 'command', ...said } as MsgContent
  if ('location' in said)
    return {
      type: 'location',
      latitude: said.location[0],
      longitude: said.location[1],
      ...(said.name !== undefined && { name: said.name }),
    }
  if ('photo' in said)
    return {
      type: 'photo',
      photo: { channel: 'terminal', ref: said.photo, kind: said.kind, ...(said.shot && { shot: said.shot }) },
      ...(said.caption !== undefined && { caption: said.caption }),
    }
  if ('contact' in said) return { type: 'contact', phone: said.contact }
  return { type: 'unsupported', kind: said.unsupported }
}

/** Both sides in one form; what a transcript does not mention is not compared. */
function compare(transcript: Transcript, played: Played): Replay {
  const turns = transcript.turns.map((turn, i) => {
    const { out = [], events = [] } = played.turns[i] ?? {}
    return {
      in: turn.in,
      out: out.map((msg, j) => asExpected(turn.out[j], msg)),
      ...(turn.events && { events }),
    }
  })
  const expected = { turns: transcript.turns, ...(transcript.results && { results: transcript.results }) }
  return { expected, actual: { turns, ...(transcript.results && { results: played.results }) } }
}

function asExpected(expected: Out | undefined, msg: MsgOut): Out {
  if (expected === undefined) return msg.text
  if (typeof expected === 'string') return fits(expected, msg.text) ? expected : msg.text
  return {
    text: fits(expected.text, msg.text) ? expected.text : msg.text,
    ...(expected.choices && { choices: msg.choices.map((choice) => choice.title) }),
    ...(expected.urgent !== undefined && { urgent: msg.urgent }),
    ...(expected.link !== undefined && { link: msg.link?.url ?? '' }),
  }
}

function fits(expected: string, text: string): boolean {
  return expected === text || (expected.endsWith('…') && text.startsWith(expected.slice(0, -1)))
}

function record(file: string, source: string, transcript: Transcript, played: Played): void {
  const doc = parseDocument(source)
  for (const [i, turn] of transcript.turns.entries()) {
    const { out = [], events = [] } = played.turns[i] ?? {}
    const recorded = out.map((msg, j) => asExpected(turn.out[j], msg))
    if (JSON.stringify(recorded) !== JSON.stringify(turn.out))
      doc.setIn(['turns', i, 'out'], doc.createNode(recorded))
    if (turn.events) doc.setIn(['turns', i, 'events'], doc.createNode(events))
  }
  if (transcript.results) doc.setIn(['results'], doc.createNode(played.results))
  writeFileSync(file, doc.toString({ lineWidth: 0, flowCollectionPadding: false }))
}
