import { isPassing } from './is-passing.ts'
import type { Parcel } from './parcel.ts'
import type { WaitingStore } from './waiting-store.ts'

/** A sealed tip that could not be sent yet. */
export interface WaitingTip {
  id: string
  /** Where it waits: only in this page, or also on the device because the person said so. */
  kept: boolean
  /** `cannot_keep`: the browser refused to store it. `refused`: the server will never take it. */
  state: 'waiting' | 'sending' | 'cannot_keep' | 'refused'
  /** Known only in the page that made the tip. */
  receipt: string | null
}

export interface WaitingTips {
  list: () => readonly WaitingTip[]
  subscribe: (listener: () => void) => () => void
  /** Takes a parcel that could not be sent; the same tip again replaces the older one. */
  add: (parcel: Parcel, receipt: string | null) => void
  /** Stores it sealed on this device, after the person said yes. */
  keep: (id: string) => Promise<void>
  drop: (id: string) => Promise<void>
  dropAll: () => Promise<void>
  sendNow: (id: string) => Promise<void>
  /** Fetches what an earlier visit kept, and sends it. */
  resume: () => Promise<void>
  close: () => void
}

export interface WaitingNeeds {
  store: WaitingStore
  /** One attempt. @throws AppError. */
  deliver(parcel: Parcel): Promise<void>
  /** Told when a waiting tip has been stored by the server. */
  onSent(tip: WaitingTip, unit: string): void
  network: Pick<Window, 'addEventListener' | 'removeEventListener'>
}

interface Held extends WaitingTip {
  parcel: Parcel
  attempts: number
  timer?: ReturnType<typeof setTimeout>
}

const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 5 * 60_000

export function createWaitingTips(needs: WaitingNeeds): WaitingTips {
  const held = new Map<string, Held>()
  const listeners = new Set<() => void>()
  let shown: readonly WaitingTip[] = []

  function changed(): void {
    shown = [...held.values()].map(({ id, kept, state, receipt }) => ({ id, kept, state, receipt }))
    for (const listener of listeners) listener()
  }

  function add(parcel: Parcel, receipt: string | null, kept = false): void {
    const { id } = parcel.tip
    clearTimeout(held.get(id)?.timer)
    const before = held.get(id)
    const tip: Held = {
      id,
      parcel,
      receipt: receipt ?? before?.receipt ?? null,
      kept: kept || (before?.kept ?? false),
      state: 'waiting',
      attempts: 0,
    }
    held.set(id, tip)
    tryLater(tip)
    changed()
  }

  function tryLater(tip: Held): void {
    clearTimeout(tip.timer)
    const delay = Math.min(FIRST_RETRY_MS * 2 ** tip.attempts, LONGEST_RETRY_MS)
    tip.timer = setTimeout(() => void sendNow(tip.id), delay)
  }

  async function sendNow(id: string): Promise<void> {
    const tip = held.get(id)
    if (tip === undefined || tip.state === 'sending' || tip.state === 'refused') return
    clearTimeout(tip.timer)
    Object.assign(tip, { state: 'sending', attempts: tip.attempts + 1 })
    changed()
    try {
      await needs.deliver(tip.parcel)
    } catch (error) {
      return failed(tip, error)
    }
    // Dropped or replaced while it travelled: what the server took stays taken, and the person is told so.
    held.delete(id)
    if (tip.kept) await needs.store.drop(id).catch(() => {})
    changed()
    needs.onSent({ id, kept: tip.kept, state: 'waiting', receipt: tip.receipt }, tip.parcel.tip.unit)
  }

  function failed(tip: Held, error: unknown): void {
    if (held.get(tip.id) !== tip) return
    tip.state = isPassing(error) ? 'waiting' : 'refused'
    if (tip.state === 'waiting') tryLater(tip)
    changed()
  }

  async function keep(id: string): Promise<void> {
    const tip = held.get(id)
    if (tip === undefined) return
    try {
      await needs.store.keep(tip.parcel)
      tip.kept = true
      if (held.get(id) !== tip) await needs.store.drop(id)
    } catch {
      if (tip.state === 'waiting') tip.state = 'cannot_keep'
    }
    changed()
  }

  async function drop(id: string): Promise<void> {
    const tip = held.get(id)
    if (tip === undefined) return
    clearTimeout(tip.timer)
    held.delete(id)
    changed()
    await needs.store.drop(id).catch(() => {})
  }

  async function dropAll(): Promise<void> {
    for (const tip of held.values()) clearTimeout(tip.timer)
    held.clear()
    changed()
    await needs.store.erase().catch(() => {})
  }

  async function resume(): Promise<void> {
    const parcels = await needs.store.all().catch(() => [])
    for (const parcel of parcels) add(parcel, null, true)
    await Promise.all(parcels.map((parcel) => sendNow(parcel.tip.id)))
  }

  const onOnline = () => {
    for (const tip of held.values()) void sendNow(tip.id)
  }
  needs.network.addEventListener('online', onOnline)

  return {
    list: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add: (parcel, receipt) => add(parcel, receipt),
    keep,
    drop,
    dropAll,
    sendNow,
    resume,
    close() {
      needs.network.removeEventListener('online', onOnline)
      for (const tip of held.values()) clearTimeout(tip.timer)
    },
  }
}
