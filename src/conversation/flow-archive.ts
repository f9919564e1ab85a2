import type { Engine } from '../engine/engine.ts'
import type { FlowSet } from '../flows/flow.ts'

/** Keeps every flow set that a conversation may still be running, by hash, at least as long as sessions live. */
export interface FlowArchive {
  save(set: FlowSet): Promise<void>
  /** Null when it was never kept or has expired. @throws AppError `store:unavailable`. */
  load(hash: string): Promise<FlowSet | null>
}

/** The engines of this process: the current one, and older ones for conversations that began with them. */
export interface Engines {
  current: { hash: string; engine: Engine }
  /** Null when nobody knows that flow set any more. */
  engineFor(hash: string): Engine | Promise<Engine | null>
}

/** Older engines are made once and kept: there are as many as content changes in a month. */
export function createEngines(needs: {
  current: FlowSet
  archive: FlowArchive
  createEngine: (flows: FlowSet) => Engine
}): Engines {
  const { hash } = needs.current
  const engine = needs.createEngine(needs.current)
  const older = new Map<string, Engine>()

  async function fromArchive(wanted: string): Promise<Engine | null> {
    const set = await needs.archive.load(wanted)
    if (set === null) return null
    const made = needs.createEngine(set)
    older.set(wanted, made)
    return made
  }

  return {
    current: { hash, engine },
    engineFor: (wanted) => (wanted === hash ? engine : (older.get(wanted) ?? fromArchive(wanted))),
  }
}
