import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Deployment } from './core/deployment.ts'
import { AppError } from './core/errors.ts'
import {
  type AnswerCall,
  callMethod,
  connectThreads,
  type RemoteCalls,
  remoteObject,
} from './remote-calls.ts'
import type { TipDesk, TipDeskNeeds } from './tips/tip-desk.ts'

/** A thread that runs `serveTipDesk`. */
export interface DeskThread extends RemoteCalls {
  stop(): void
}

/** `onGone`: it ended by itself, and answers nothing any more. */
export type StartDeskThread = (deployment: Deployment, answer: AnswerCall, onGone: () => void) => DeskThread

/** A thread is worth its 30 MB only while tips come, and what it had in its memory goes with it. */
const IDLE_MS = 20_000
/** One core stays for the conversations. */
const THREADS = Math.min(4, Math.max(1, availableParallelism() - 1))

/**
 * The tip desk in threads of their own. Deriving a mailbox takes 70 ms of pure work, sealing another 30: done where the
 * conversations are, each tip would hold all of them up for that long. Threads start when they are needed.
 */
export function createTipDeskAside(needs: TipDeskNeeds, start: StartDeskThread = startWorker): TipDesk {
  const threads = new Set<DeskThread>()
  let idle: NodeJS.Timeout | undefined

  async function answer(name: string, args: readonly unknown[]): Promise<unknown> {
    const [, method] = /^outlet\.(\w+)$/.exec(name) ?? []
    return method === undefined
      ? callMethod({ files: needs.files }, name, args)
      : callMethod(needs.outlet, method, args)
  }

  /** One that has nothing to do, else a new one, else the one with the least. */
  function leastBusy(): DeskThread {
    const [first] = [...threads].sort((a, b) => a.pending() - b.pending())
    if (first !== undefined && (first.pending() === 0 || threads.size >= THREADS)) return first
    const thread = start(needs.deployment, answer, () => threads.delete(thread))
    threads.add(thread)
    return thread
  }

  async function call(name: string, args: readonly unknown[]): Promise<unknown> {
    clearTimeout(idle)
    try {
      return await leastBusy().call(name, args)
    } finally {
      idle = setTimeout(dropAll, IDLE_MS).unref()
    }
  }

  function drop(thread: DeskThread): void {
    threads.delete(thread)
    thread.stop()
  }

  function dropAll(): void {
    for (const thread of threads) if (thread.pending() === 0) drop(thread)
  }

  return remoteObject<TipDesk>(call)
}

/** Only from `dist`, where the worker's file is. */
function startWorker(deployment: Deployment, answer: AnswerCall, onGone: () => void): DeskThread {
  const worker = new Worker(new URL('./tip-desk-worker.js', import.meta.url), {
    workerData: deployment,
    env: {},
  })
  const remote = connectThreads(worker, answer)
  // A thread that waits for work does not keep the process alive; calls under way do, by the webhook that waits.
  worker.unref()
  const gone = () => {
    onGone()
    remote.fail(new AppError('internal'))
  }
  worker.once('error', gone)
  worker.once('exit', gone)
  return { ...remote, stop: () => void worker.terminate() }
}
