import { percentile, rounded } from '../bench/bench-report.ts'
import { monotonicMs } from '../core/clock.ts'
import type { Chat, Shown } from './chat.ts'

export type KillKind = 'bot' | 'receiver' | 'sender' | 'redis'

/** What one kind of kill did to those who were waiting for an answer at that moment. */
export interface KillFigures {
  kills: number
  /** People whose answer was in the killed process's hands; for Redis: all who waited. */
  waited: number
  /** How long until their answer was there, from the kill. */
  takeoverP50: number
  takeoverMax: number
}

/** Notes kills and how long the people concerned waited for what came next. */
export interface KillLog {
  /** @param bot the killed process; null: Redis. */
  killed: (kind: KillKind, bot: number | null) => void
  shown: (chat: Chat, shown: Shown) => void
  figures: () => Record<string, KillFigures>
  takeover: () => { p50: number; max: number }
  /** Whether a kill happened between two moments. */
  between: (from: number, to: number) => boolean
}

interface Concerned {
  kind: KillKind
  at: number
}

/** @param chats all of them; those that wait when a kill happens are looked at. */
export function createKillLog(chats: readonly Chat[]): KillLog {
  const kills: Concerned[] = []
  const concerned = new Map<Chat, Concerned>()
  const waits: Array<{ kind: KillKind; seconds: number }> = []

  function killed(kind: KillKind, bot: number | null): void {
    const kill = { kind, at: monotonicMs() }
    kills.push(kill)
    for (const chat of chats) {
      const waiting = chat.waitingSince !== null && !concerned.has(chat)
      if (waiting && (bot === null || chat.takenBy === bot)) concerned.set(chat, kill)
    }
  }

  function shown(chat: Chat, { at }: Shown): void {
    const kill = concerned.get(chat)
    if (kill === undefined) return
    concerned.delete(chat)
    waits.push({ kind: kill.kind, seconds: (at - kill.at) / 1_000 })
  }

  function secondsOf(kind?: KillKind): number[] {
    const some = kind === undefined ? waits : waits.filter((wait) => wait.kind === kind)
    return some.map(({ seconds }) => seconds).sort((a, b) => a - b)
  }

  function figures(): Record<string, KillFigures> {
    const kinds = [...new Set(kills.map(({ kind }) => kind))].sort()
    return Object.fromEntries(
      kinds.map((kind) => {
        const seconds = secondsOf(kind)
        const found = kills.filter((kill) => kill.kind === kind).length
        const spread = { takeoverP50: inFigures(seconds, 0.5), takeoverMax: inFigures(seconds, 1) }
        return [kind, { kills: found, waited: seconds.length, ...spread }]
      }),
    )
  }

  return {
    ...{ killed, shown, figures },
    takeover: () => ({ p50: inFigures(secondsOf(), 0.5), max: inFigures(secondsOf(), 1) }),
    between: (from, to) => kills.some(({ at }) => at >= from - REACH_MS && at <= to),
  }
}

/** A process killed this long before its message was shown may have sent it a moment before it died. */
const REACH_MS = 1_000

function inFigures(seconds: readonly number[], share: number): number {
  return seconds.length === 0 ? 0 : rounded(percentile(seconds, share), 1)
}
