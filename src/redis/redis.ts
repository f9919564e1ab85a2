import type { NodeClient } from './node-client.ts'

/** Asks one node something. It may be run again on another node when the first says that the key is not there. */
export type NodeWork<T> = (node: NodeClient) => Promise<T>

/**
 * Redis as adapters see it, the same for one server, Sentinel and Cluster. While it is away every call fails at once
 * instead of queueing, so that nobody is told "saved" too early. Replies are RESP2 shapes: strings, numbers, arrays.
 * Every method throws AppError `store:unavailable`: what was asked may or may not have happened.
 */
export interface Redis {
  readonly kind: 'single' | 'sentinel' | 'cluster'
  /** How many replicas confirm a write before `write` resolves. */
  readonly replicas: number
  /** Whether Redis can be asked now; of a Cluster, at least a part of it. */
  isReady: () => boolean
  /** Asks the primary that holds the key. */
  read: <T>(key: string, work: NodeWork<T>) => Promise<T>
  /** As `read`; resolves when the replicas that count have what this work wrote, and all that was written before it. */
  write: <T>(key: string, work: NodeWork<T>) => Promise<T>
  /** As `read` for a command that waits up to `ms`, on a connection of its own: whoever waits holds up nobody. */
  block: <T>(key: string, ms: number, work: NodeWork<T>) => Promise<T>
  /** Asks every primary. */
  onEach: <T>(work: NodeWork<T>) => Promise<T[]>
  /**
   * Hears what is published, for ever, on a connection of its own; `onBack` after each gap in which something may
   * have been missed. Resolves once it listens.
   */
  listen: (
    channels: readonly string[],
    hear: (text: string, channel: string) => void,
    onBack: () => void,
  ) => Promise<{ stop(): void }>
  publish: (channel: string, text: string) => Promise<void>
  destroy: () => void
}
