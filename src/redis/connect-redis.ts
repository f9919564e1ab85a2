import { routeToCluster } from './cluster.ts'
import { createKeeper, onOwnConnection } from './keeper.ts'
import { isDemoted, type LiveNode } from './live-node.ts'
import { type NodeClient, within } from './node-client.ts'
import { routeToOne } from './one-primary.ts'
import type { NodeWork, Redis } from './redis.ts'
import { redirection, unavailable } from './redis-error.ts'
import { parseRedisUrl, type RedisAddress } from './redis-url.ts'
import type { Router } from './router.ts'

const RETRY_MS = 200
/** Added to the time for which a blocking read may wait. */
const BLOCK_MARGIN_MS = 4_000

/**
 * Connects to one server, through Sentinels, or to a Cluster; see `parseRedisUrl` for the forms. Afterwards it
 * reconnects by itself for ever. `onError` hears of lost connections. `patienceMs`: how long the first connection may
 * take, for a Redis that starts at the same time.
 * @throws AppError `store:unavailable`, `config:invalid`.
 */
export async function connectRedis(
  url: string,
  onError: (error: unknown) => void,
  patienceMs = 0,
): Promise<Redis> {
  const address = parseRedisUrl(url)
  const router = await routeWithin(address, onError, patienceMs)
  return createRedis(address, router, onError)
}

async function routeWithin(
  address: RedisAddress,
  onError: (error: unknown) => void,
  patienceMs: number,
): Promise<Router> {
  for (let waited = 0; ; waited += RETRY_MS) {
    try {
      return address.kind === 'cluster'
        ? await routeToCluster(address, onError)
        : await routeToOne(address, onError)
    } catch (error) {
      if (waited >= patienceMs) throw unavailable(error)
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
}

function createRedis(address: RedisAddress, router: Router, onError: (error: unknown) => void): Redis {
  const { kind, replicas, access } = address

  async function ask<T>(key: string, work: NodeWork<T>, confirmed: boolean): Promise<T> {
    try {
      return await askNode(router.nodeFor(key), work, confirmed)
    } catch (error) {
      const elsewhere = redirection(error)
      if (elsewhere === null) return fail(error)
      return await follow(elsewhere, work, confirmed).catch(fail)
    }
  }

  async function follow<T>(
    to: { host: string; port: number; ask: boolean },
    work: NodeWork<T>,
    confirmed: boolean,
  ): Promise<T> {
    const node = await router.follow(to)
    return await askNode(node, to.ask ? asking(work) : work, confirmed)
  }

  function fail(error: unknown): never {
    router.failed()
    throw unavailable(error)
  }

  return {
    ...{ kind, replicas, isReady: router.isReady, destroy: router.stop },
    read: (key, work) => ask(key, work, false),
    write: (key, work) => ask(key, work, true),
    block: async (key, ms, work) => {
      try {
        const at = await router.addressFor(key)
        return await onOwnConnection(at, access, (client) => within(ms + BLOCK_MARGIN_MS, work(client)))
      } catch (error) {
        return fail(error)
      }
    },
    onEach: (work) => Promise.all(router.primaries().map((one) => one.live().run(work))).catch(fail),
    async listen(channels, hear, onBack) {
      let times = 0
      const prepare = async (client: NodeClient) => {
        await client.subscribe([...channels], hear)
        times += 1
        if (times > 1) onBack()
      }
      const keeper = createKeeper({ locate: router.anyAddress, access, replicas: 0, prepare, onError })
      await keeper.first
      return { stop: keeper.stop }
    },
    async publish(channel, text) {
      await ask(channel, (node) => node.publish(channel, text), false)
    },
  }
}

/** One connection for the work and for its confirmation, or the confirmation would speak of another's writes. */
async function askNode<T>(node: LiveNode, work: NodeWork<T>, confirmed: boolean): Promise<T> {
  try {
    const result = await node.run(work)
    if (confirmed) await node.confirm()
    return result
  } catch (error) {
    if (isDemoted(error)) node.drop()
    throw error
  }
}

/** A key on its way from one server of a Cluster to another: the new one answers only when told so just before. */
function asking<T>(work: NodeWork<T>): NodeWork<T> {
  return async (node) => {
    const asked = node.sendCommand(['ASKING'])
    const result = work(node)
    await asked
    return await result
  }
}
