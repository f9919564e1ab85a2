import { type QueuedTip, type Reader, type TipQueue, TRIAGE_GROUP } from '../tips/tip-queue.ts'
import type { TriageItem } from './triage-item.ts'
import type { TriageStore } from './triage-store.ts'

export interface IntakeNeeds {
  queue: Pick<TipQueue, 'createGroup' | 'read' | 'readPending' | 'claimIdle' | 'ack'>
  store: Pick<TriageStore, 'create'>
  units: readonly string[]
  /** Unique among running processes. */
  consumer: string
  /** Told of every failed round; the next one tries again. */
  onError(error: unknown): void
}

/** Officers see a tip within a second of its being stored. */
const ROUND_MS = 200
/** Redis away or an entry that cannot be stored: no hurry. */
const REST_MS = 2_000
/** A process that took an entry and has not acknowledged it by then is taken for dead. */
const CLAIM_AFTER_MS = 5_000
/** Looking for entries of dead processes: every so many rounds, and in the first. */
const CLAIM_EVERY = 10
const AT_ONCE = 64

/**
 * Turns queue entries into triage items. The entry is acknowledged only after its item is stored; an entry seen
 * twice makes one item, so that a crash anywhere loses and doubles nothing.
 */
export class Intake {
  readonly #needs: IntakeNeeds
  #running = false
  #loop: Promise<void> = Promise.resolve()
  #wake: () => void = () => {}
  #rounds = 0
  /** Units whose last round broke off: this consumer may hold entries that it did not store. */
  readonly #behind = new Set<string>()

  constructor(needs: IntakeNeeds) {
    this.#needs = needs
  }

  /** Makes the consumer groups, then works in the background. */
  async start(): Promise<void> {
    if (this.#running) return
    await this.prepare()
    this.#running = true
    this.#loop = this.#run()
  }

  async prepare(): Promise<void> {
    for (const unit of this.#needs.units) await this.#needs.queue.createGroup(unit, TRIAGE_GROUP)
  }

  async stop(): Promise<void> {
    this.#running = false
    this.#wake()
    await this.#loop
  }

  /** One round over all units; how many entries were taken in. One unit's trouble does not hold up the others. */
  async runOnce(idleMs: number = CLAIM_AFTER_MS): Promise<{ taken: number; failed: boolean }> {
    const claims = this.#rounds++ % CLAIM_EVERY === 0
    const rounds = await Promise.allSettled(
      this.#needs.units.map((unit) => this.#takeIn(unit, claims ? idleMs : null)),
    )
    let taken = 0
    for (const round of rounds) {
      if (round.status === 'fulfilled') taken += round.value
      else this.#needs.onError(round.reason)
    }
    return { taken, failed: rounds.some((round) => round.status === 'rejected') }
  }

  async #takeIn(unit: string, idleMs: number | null): Promise<number> {
    const { queue, consumer } = this.#needs
    const reader: Reader = { unit, group: TRIAGE_GROUP, consumer }
    const left: QueuedTip[] = []
    if (this.#behind.has(unit)) left.push(...(await queue.readPending(reader, AT_ONCE)))
    this.#behind.add(unit)
    if (idleMs !== null) left.push(...(await queue.claimIdle(reader, idleMs, AT_ONCE)))
    const waiting = [...left, ...(await queue.read(reader, AT_ONCE))]
    for (const queued of waiting) await this.#store(unit, queued)
    this.#behind.delete(unit)
    return waiting.length
  }

  async #store(unit: string, queued: QueuedTip): Promise<void> {
    const item = toItem(unit, queued)
    const step = { action: 'item_received', at: item.hour, officer: null, item: item.tip, to: 'new' } as const
    await this.#needs.store.create(item, step)
    await this.#needs.queue.ack(unit, TRIAGE_GROUP, queued.entry)
  }

  async #run(): Promise<void> {
    while (this.#running) {
      const { taken, failed } = await this.runOnce()
      if (taken === 0 || failed) await this.#pause(failed ? REST_MS : ROUND_MS)
    }
  }

  async #pause(ms: number): Promise<void> {
    if (!this.#running) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** Receipt is dated to the tip's own hour: a finer time in the record could betray who wrote. */
function toItem(unit: string, { entry, tip }: QueuedTip): TriageItem {
  const { id, category, urgency, ward, hour, lang } = tip
  const told = { tip: id, entry, unit, category, urgency, ward, hour, lang, files: Number(tip.files) }
  return { v: 1, ...told, state: 'new', version: 1, disposition: null, officer: null, times: { new: hour } }
}
