import { AppError } from '../core/errors.ts'
import { createKeeper } from './keeper.ts'
import { closeClient, type NodeAddress, type NodeClient, openClient, within } from './node-client.ts'
import { unavailable } from './redis-error.ts'
import type { HostPort, RedisAddress } from './redis-url.ts'
import type { Router } from './router.ts'

type OnePrimary = Exclude<RedisAddress, { kind: 'cluster' }>

/** A Sentinel that does not answer within this is passed over. */
const SENTINEL_MS = 1_000
/** Between two looks whether the primary is elsewhere, however often calls fail. */
const RECHECK_MS = 500

/** One server, or whichever of several the Sentinels call the primary. */
export async function routeToOne(address: OnePrimary, onError: (error: unknown) => void): Promise<Router> {
  const locate = address.kind === 'single' ? async () => address.at : () => askSentinels(address)
  const { access, replicas } = address
  const prepare = address.kind === 'sentinel' ? requirePrimary : async () => {}
  const keeper = createKeeper({ locate, access, replicas, prepare, onError })
  let rechecking = false

  function failed(): void {
    if (rechecking || address.kind === 'single') return
    rechecking = true
    setTimeout(() => {
      rechecking = false
    }, RECHECK_MS).unref()
    keeper.recheck()
  }

  await keeper.first.catch((error: unknown) => {
    keeper.stop()
    throw error
  })
  return {
    nodeFor: () => keeper.live(),
    addressFor: locate,
    anyAddress: locate,
    follow: () => Promise.reject(notAlone()),
    failed,
    primaries: () => [keeper],
    isReady: keeper.isReady,
    stop: keeper.stop,
  }
}

type Sentinels = Extract<RedisAddress, { kind: 'sentinel' }>

/** The address that most Sentinels name: one that was cut off from the others may name yesterday's. */
async function askSentinels(address: Sentinels): Promise<NodeAddress> {
  const answers = await Promise.all(
    address.sentinels.map((one) => within(SENTINEL_MS, askSentinel(one, address)).catch(() => null)),
  )
  const votes = new Map<string, number>()
  for (const answer of answers) {
    if (answer === null) continue
    const name = JSON.stringify(answer)
    votes.set(name, (votes.get(name) ?? 0) + 1)
  }
  const [winner] = [...votes].toSorted(([, a], [, b]) => b - a)
  const found = answers.find((answer) => JSON.stringify(answer) === winner?.[0])
  if (!found) throw unavailable()
  return found
}

async function askSentinel(
  at: HostPort,
  { access, name, sentinelPassword }: Sentinels,
): Promise<HostPort | null> {
  const who = sentinelPassword === undefined ? {} : { password: sentinelPassword }
  const client = await openClient(at, { tls: access.tls, database: 0, ...who })
  try {
    const reply: unknown = await client.sendCommand(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name])
    if (!Array.isArray(reply)) return null
    return { host: String(reply[0]), port: Number(reply[1]) }
  } finally {
    closeClient(client)
  }
}

/** Right after a fail-over the Sentinels may name a server that is not primary yet, or no longer. */
async function requirePrimary(client: NodeClient): Promise<void> {
  const role: unknown = await client.sendCommand(['ROLE'])
  if (!Array.isArray(role) || role[0] !== 'master') throw unavailable()
}

function notAlone(): AppError {
  return new AppError('config:invalid', {
    message: 'This Redis is part of a Cluster: REDIS_URL must begin with redis+cluster://.',
  })
}
