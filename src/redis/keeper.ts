import { createLiveNode, type LiveNode } from './live-node.ts'
import { closeClient, type NodeAddress, type NodeClient, openClient } from './node-client.ts'
import { unavailable } from './redis-error.ts'
import type { Access } from './redis-url.ts'

/** Keeps one connection, for ever: finds the server, connects, and begins again when it is lost. */
export interface Keeper {
  /** @throws AppError `store:unavailable` while there is no connection. */
  live: () => LiveNode
  isReady: () => boolean
  /** Settles with the first attempt. */
  first: Promise<void>
  /** Ends the present connection when the server is elsewhere by now. */
  recheck: () => void
  stop: () => void
}

export interface KeeperNeeds {
  /** Where the server is now. @throws AppError `store:unavailable` when nobody knows. */
  locate: () => Promise<NodeAddress>
  access: Access
  replicas: number
  /** What a new connection needs before it is used; a failure ends it. */
  prepare?: (client: NodeClient) => Promise<void>
  onError: (error: unknown) => void
}

const BACK_OFF_MIN_MS = 50
const BACK_OFF_MAX_MS = 1_000

/** @see Keeper */
export function createKeeper(needs: KeeperNeeds): Keeper {
  let node: LiveNode | null = null
  let at = ''
  let stopped = false
  let failures = 0
  const first = connect()
  void first.then(keep, keep)

  async function connect(): Promise<void> {
    const address = await needs.locate()
    const client = await openClient(address, needs.access)
    const opened = createLiveNode(client, needs.replicas)
    try {
      await opened.run(async (one) => needs.prepare?.(one))
      if (stopped) throw unavailable()
    } catch (error) {
      opened.drop()
      throw error
    }
    at = JSON.stringify(address)
    node = opened
    failures = 0
  }

  async function keep(): Promise<void> {
    while (!stopped) {
      if (node !== null) await node.ended
      else await pause(Math.min(BACK_OFF_MIN_MS * 2 ** failures, BACK_OFF_MAX_MS))
      node = null
      if (stopped) return
      failures += 1
      await connect().catch(needs.onError)
    }
  }

  function recheck(): void {
    const asked = node
    if (asked === null) return
    const dropIfElsewhere = (address: NodeAddress) => {
      if (JSON.stringify(address) !== at) asked.drop()
    }
    needs.locate().then(dropIfElsewhere, needs.onError)
  }

  function live(): LiveNode {
    if (node === null) throw unavailable()
    return node
  }

  function stop(): void {
    stopped = true
    node?.drop()
  }

  return { live, isReady: () => node !== null, first, recheck, stop }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** For what waits long: a connection of its own, closed afterwards. */
export async function onOwnConnection<T>(
  at: NodeAddress,
  access: Access,
  work: (client: NodeClient) => Promise<T>,
): Promise<T> {
  const client = await openClient(at, access)
  try {
    return await work(client)
  } finally {
    closeClient(client)
  }
}
