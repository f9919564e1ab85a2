import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../src/core/errors.ts'
import type { SealedTip } from '../../src/core/tip.ts'
import type { Parcel } from '../../src/web/chat/parcel.ts'
import type { WaitingStore } from '../../src/web/chat/waiting-store.ts'
import { createWaitingTips, type WaitingTips } from '../../src/web/chat/waiting-tips.ts'

const offline = new AppError('store:unavailable', { retryable: true })

function parcel(id = 'a'): Parcel {
  const tip = { id, unit: 'ca-bo-de' } as SealedTip // only the id and the unit are looked at here
  return { tip, mailbox: { id: 'm', note: 'n' }, files: [] }
}

/** Keeps in memory what a browser keeps on disk. */
function memoryStore(): WaitingStore & { kept: Map<string, Parcel> } {
  const kept = new Map<string, Parcel>()
  return {
    kept,
    keep: async (one) => void kept.set(one.tip.id, one),
    all: async () => [...kept.values()],
    drop: async (id) => void kept.delete(id),
    erase: async () => kept.clear(),
  }
}

describe('waiting tips', () => {
  let answers: (AppError | null)[]
  let delivered: string[]
  let sent: { id: string; receipt: string | null; unit: string }[]
  let store: ReturnType<typeof memoryStore>
  let network: EventTarget
  let waiting: WaitingTips

  beforeEach(() => {
    vi.useFakeTimers()
    answers = []
    delivered = []
    sent = []
    store = memoryStore()
    network = new EventTarget()
    waiting = createWaitingTips({
      store,
      network: network as Window, // only its events are used
      deliver: async ({ tip }) => {
        const answer = answers.shift() ?? null
        if (answer !== null) throw answer
        delivered.push(tip.id)
      },
      onSent: ({ id, receipt }, unit) => sent.push({ id, receipt, unit }),
    })
  })
  afterEach(() => {
    waiting.close()
    vi.useRealTimers()
  })

  it('tries again by itself, less and less often, and tells when it is stored', async () => {
    answers = [offline, offline]
    waiting.add(parcel(), 'mã')

    await vi.advanceTimersByTimeAsync(5_000)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(delivered).toEqual([])
    await vi.advanceTimersByTimeAsync(20_000)

    expect(sent).toEqual([{ id: 'a', receipt: 'mã', unit: 'ca-bo-de' }])
    expect(waiting.list()).toEqual([])
  })

  it('sends at once when the network is back', async () => {
    waiting.add(parcel(), 'mã')

    network.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(0)

    expect(delivered).toEqual(['a'])
  })

  it('stores nothing on the device unless asked', async () => {
    waiting.add(parcel(), 'mã')
    expect(store.kept.size).toBe(0)

    await waiting.keep('a')

    expect([...store.kept.keys()]).toEqual(['a'])
    expect(JSON.stringify([...store.kept.values()])).not.toContain('mã')
    expect(waiting.list()[0]).toMatchObject({ kept: true })
  })

  it('removes the kept copy once it is sent', async () => {
    waiting.add(parcel(), 'mã')
    await waiting.keep('a')

    await waiting.sendNow('a')

    expect(store.kept.size).toBe(0)
  })

  it('sends what an earlier visit kept, whose receipt it does not know', async () => {
    store.kept.set('a', parcel())

    await waiting.resume()

    expect(sent).toEqual([{ id: 'a', receipt: null, unit: 'ca-bo-de' }])
    expect(store.kept.size).toBe(0)
  })

  it('stops when the server refuses the tip for good', async () => {
    answers = [new AppError('tip:malformed')]
    waiting.add(parcel(), 'mã')

    await vi.advanceTimersByTimeAsync(600_000)

    expect(waiting.list()).toEqual([expect.objectContaining({ id: 'a', state: 'refused' })])
    expect(delivered).toEqual([])
  })

  it('sends nothing that was dropped', async () => {
    waiting.add(parcel(), 'mã')
    await waiting.keep('a')

    await waiting.drop('a')
    await vi.advanceTimersByTimeAsync(600_000)

    expect(delivered).toEqual([])
    expect(store.kept.size).toBe(0)
  })

  it('says so when the browser does not let it keep the tip', async () => {
    store.keep = () => Promise.reject(new Error('quota'))
    waiting.add(parcel(), 'mã')

    await waiting.keep('a')

    expect(waiting.list()[0]).toMatchObject({ kept: false, state: 'cannot_keep' })
  })

  it('forgets everything when asked to', async () => {
    waiting.add(parcel('a'), 'mã')
    waiting.add(parcel('b'), 'mã')
    await waiting.keep('b')

    await waiting.dropAll()
    await vi.advanceTimersByTimeAsync(600_000)

    expect([delivered, waiting.list(), store.kept.size]).toEqual([[], [], 0])
  })
})
