import { createDeadlines } from '../core/deadlines.ts'
import { AppError } from '../core/errors.ts'
import { closeClient, type NodeClient } from './node-client.ts'
import type { NodeWork } from './redis.ts'
import { isReply, unavailable } from './redis-error.ts'

/** One connection while it lives. */
export interface LiveNode {
  /** Errors of the client pass through untouched, so that the router can read them. */
  run: <T>(work: NodeWork<T>) => Promise<T>
  /**
   * Resolves when enough replicas have all that this connection wrote so far.
   * @throws AppError `store:unavailable`: the write is there, but it might be lost with this server.
   */
  confirm: () => Promise<void>
  /** Ends it; whatever is under way fails. */
  drop: () => void
  ended: Promise<void>
}

/** A server that is silent for so long is given up: its connection is closed, who waits is told. */
const ANSWER_MS = 4_000
/** How long replicas may take to confirm. */
const REPLICA_MS = 1_000
/** An idle connection is asked as often, or nobody would notice that the other side is gone. */
const PING_MS = 2_000

/** @param replicas 0: `confirm` has nothing to wait for. */
export function createLiveNode(client: NodeClient, replicas: number): LiveNode {
  const round = createRounds(waitForReplicas)
  const answers = createDeadlines(ANSWER_MS)
  const pings = setInterval(() => void run((node) => node.ping()).catch(() => {}), PING_MS)
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = () => {
      clearInterval(pings)
      resolve()
    }
  })
  for (const event of ['error', 'end', 'terminated']) client.once(event, drop)

  function run<T>(work: NodeWork<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const deadline = answers.set(() => {
        reject(unavailable())
        drop()
      })
      work(client)
        .then(resolve, reject)
        .finally(() => answers.lift(deadline))
    })
  }

  async function waitForReplicas(): Promise<void> {
    const wait = ['WAIT', String(replicas), String(REPLICA_MS)]
    const confirmed = Number(await run((node) => node.sendCommand(wait)))
    if (confirmed >= replicas) return
    throw new AppError('store:unavailable', {
      retryable: true,
      message: 'No replica of Redis confirmed the write. Try again.',
    })
  }

  function drop(): void {
    end()
    closeClient(client)
  }

  return { run, confirm: replicas === 0 ? async () => {} : round, drop, ended }
}

/** Errors after which the server is not the one to ask: it was demoted, or lost its primary. */
export function isDemoted(error: unknown): boolean {
  return isReply(error, 'READONLY', 'MASTERDOWN')
}

/** Many callers share one round; who comes while one is under way shares the next, since it must cover their write. */
function createRounds(once: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | null = null
  let next: Promise<void> | null = null
  function begin(): Promise<void> {
    next = null
    current = once().finally(() => {
      current = null
    })
    return current
  }
  return () => {
    if (current === null) return begin()
    next ??= current.then(begin, begin)
    return next
  }
}
