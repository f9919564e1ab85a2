import type { Keeper } from './keeper.ts'
import type { LiveNode } from './live-node.ts'
import type { NodeAddress } from './node-client.ts'

/** Which server is asked for which key. */
export interface Router {
  /** @throws AppError `store:unavailable` while that server is away. */
  nodeFor: (key: string) => LiveNode
  addressFor: (key: string) => Promise<NodeAddress>
  /** Any server that hears what is published. */
  anyAddress: () => Promise<NodeAddress>
  /** The connection to where a Cluster said that the key is. */
  follow: (to: { host: string; port: number; ask: boolean }) => Promise<LiveNode>
  /** A call failed: perhaps the servers' parts have changed. */
  failed: () => void
  primaries: () => readonly Keeper[]
  isReady: () => boolean
  stop: () => void
}
