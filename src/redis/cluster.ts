import { readSlots, type SlotRange } from './cluster-map.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { keySlot } from './key-slot.ts'
import { unavailable } from './redis-error.ts'
import type { HostPort, RedisAddress } from './redis-url.ts'
import type { Router } from './router.ts'

type Cluster = Extract<RedisAddress, { kind: 'cluster' }>

/** Between two looks at the map, however often calls fail. */
const REFRESH_MS = 300
const SLOTS = 16_384

/** Many primaries, each with a part of the keys. The map is read again when a call fails or is sent elsewhere. */
export async function routeToCluster(address: Cluster, onError: (error: unknown) => void): Promise<Router> {
  const { access, replicas } = address
  const keepers = new Map<string, Keeper>()
  let ranges: SlotRange[] = []
  let refreshing: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  let stopped = false

  function keeperAt(at: HostPort): Keeper {
    const name = nameOf(at)
    const known = keepers.get(name)
    if (known !== undefined) return known
    const made = createKeeper({ locate: async () => at, access, replicas, onError })
    made.first.catch(() => {})
    keepers.set(name, made)
    return made
  }

  function holderOf(key: string): HostPort {
    const slot = keySlot(key)
    const range = ranges.find(({ from, to }) => from <= slot && slot <= to)
    if (range === undefined) throw unavailable()
    return range.primary
  }

  /** The first answer counts; who is no longer primary is let go. */
  async function refresh(): Promise<void> {
    const candidates = [...ranges.map((range) => range.primary), ...address.seeds]
    const answers = candidates.map((at) => readSlots(at, access))
    ranges = await Promise.any(answers).catch((error: unknown) => {
      throw unavailable(error)
    })
    const primaries = new Set(ranges.map((range) => nameOf(range.primary)))
    for (const { primary } of ranges) keeperAt(primary)
    for (const [name, keeper] of keepers) {
      if (primaries.has(name)) continue
      keeper.stop()
      keepers.delete(name)
    }
  }

  function refreshNow(): Promise<void> {
    refreshing ??= refresh().finally(() => {
      refreshing = null
    })
    return refreshing
  }

  /** Soon, and again until every part has its primary. */
  function failed(): void {
    if (timer !== null || stopped) return
    timer = setTimeout(() => {
      timer = null
      refreshNow()
        .catch(onError)
        .finally(() => {
          if (!isWhole()) failed()
        })
    }, REFRESH_MS)
  }

  async function follow(to: { host: string; port: number; ask: boolean }) {
    if (!to.ask) await refreshNow()
    const keeper = keeperAt({
      host: to.host === '' ? (address.seeds[0]?.host ?? '') : to.host,
      port: to.port,
    })
    await keeper.first
    return keeper.live()
  }

  function isWhole(): boolean {
    return coversAll(ranges) && [...keepers.values()].every((keeper) => keeper.isReady())
  }

  function stop(): void {
    stopped = true
    if (timer !== null) clearTimeout(timer)
    for (const keeper of keepers.values()) keeper.stop()
  }

  try {
    await refreshNow()
    await Promise.all([...keepers.values()].map((keeper) => keeper.first))
  } catch (error) {
    stop()
    throw unavailable(error)
  }
  let turn = 0
  return {
    nodeFor: (key) => keeperAt(holderOf(key)).live(),
    addressFor: async (key) => holderOf(key),
    async anyAddress() {
      turn += 1
      return ranges[turn % ranges.length]?.primary ?? Promise.reject(unavailable())
    },
    follow,
    failed,
    primaries: () => [...keepers.values()],
    // One part without a primary is no reason to send people away from the others.
    isReady: () => [...keepers.values()].some((keeper) => keeper.isReady()),
    stop,
  }
}

function coversAll(ranges: readonly SlotRange[]): boolean {
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0) === SLOTS
}

function nameOf({ host, port }: HostPort): string {
  return `${host}:${port}`
}
