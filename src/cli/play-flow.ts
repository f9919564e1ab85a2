import { Document } from 'yaml'
import type { Clock, IdSource } from '../core/clock.ts'
import type { Language } from '../core/language.ts'
import type { MsgContent, MsgOut } from '../core/message.ts'
import { durationMs } from '../engine/ask.ts'
import type { Engine, Input } from '../engine/engine.ts'
import { runTurn, type Services } from '../engine/run-turn.ts'

export interface PlayerNeeds {
  engine: Engine
  services: Services
  clock: Clock
  ids: IdSource
  print: (line: string) => void
}

/** One turn as a transcript writes it (see flows/README.md). */
interface RecordedTurn {
  in?: unknown
  out: unknown[]
}

/** Plays one conversation line by line, and keeps its transcript. */
export function createFlowPlayer(needs: PlayerNeeds, start: { flow: string; language: Language }) {
  const { engine, services, clock, ids, print } = needs
  const turns: RecordedTurn[] = []
  let session = engine.begin({ id: ids.uuid(), channel: 'terminal', language: start.language })
  let passed = 0

  async function take(input: Input, written?: unknown): Promise<void> {
    const turn = await runTurn(engine, services, session, input, {
      now: clock.now() + passed,
      seed: ids.bytes(32),
    })
    session = turn.session
    const out = turn.events.flatMap((event) => (event.type === 'msg_created' ? [event.msg] : []))
    for (const msg of out) print(shown(msg))
    turns.push({ ...(written !== undefined && { in: written }), out: out.map((msg) => msg.text) })
  }

  async function type(line: string): Promise<void> {
    const { input, written } = inputOf(line.trim())
    const after =
      typeof written === 'object' && written !== null && 'after' in written ? String(written.after) : '0m'
    passed += durationMs(after)
    await take(input, written)
  }

  return {
    begin: () => take({ type: 'msg', content: { type: 'command', command: 'start', argument: start.flow } }),
    type,
    transcript: () => transcriptOf(start, turns),
  }
}

/** The text, then each answer with its number. */
function shown(msg: MsgOut): string {
  const choices = msg.choices.map((choice, i) => `   ${i + 1}. ${choice.title}`)
  const link = msg.link === undefined ? [] : [`   → ${msg.link.title}: ${msg.link.url}`]
  return [`${msg.urgent ? '‼ ' : ''}${msg.text}`, ...link, ...choices, ''].join('\n')
}

function inputOf(line: string): { input: Input; written: unknown } {
  const [command = '', first = '', second = ''] = line.split(/\s+/)
  switch (command) {
    case ':photo':
      return said(
        { type: 'photo', photo: { channel: 'terminal', kind: 'photo', ref: first || 'photo' } },
        { photo: first || 'photo' },
      )
    case ':location':
      return said(
        { type: 'location', latitude: Number(first), longitude: Number(second) },
        { location: [Number(first), Number(second)] },
      )
    case ':sticker':
      return said({ type: 'unsupported', kind: 'sticker' }, { unsupported: 'sticker' })
    case ':after':
      return { input: { type: 'tick' }, written: { after: /^\d+[mhd]$/.test(first) ? first : '1h' } }
    default:
      return said({ type: 'text', text: line }, line)
  }
}

function said(content: MsgContent, written: unknown): { input: Input; written: unknown } {
  return { input: { type: 'msg', content }, written }
}

function transcriptOf(start: { flow: string; language: Language }, turns: readonly RecordedTurn[]): string {
  const doc = new Document({ flow: start.flow, language: start.language, turns })
  return doc.toString({ lineWidth: 0 }).trimEnd()
}
