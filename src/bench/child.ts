import { type ChildProcess, fork } from 'node:child_process'

/** A process of a benchmark, spoken to by messages. */
export interface Child {
  pid: number | undefined
  /** Sends a question and gives the next answer. */
  ask<T>(question: unknown): Promise<T>
  /** The first message, which each child sends when it is ready. */
  ready<T>(): Promise<T>
  stop(): Promise<void>
}

/** Starts a compiled file beside this one. `env` is all of its environment. */
export function startChild(file: string, env: Record<string, string> = {}): Child {
  const child = fork(new URL(file, import.meta.url), { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return {
    pid: child.pid,
    ask: <T>(question: unknown) => {
      const answered = nextMessage<T>(child)
      child.send(Object(question))
      return answered
    },
    ready: () => nextMessage(child),
    stop: () => stopChild(child),
  }
}

/** Both ends of the wire are ours, so the shape is the caller's word. */
function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.removeListener('exit', ended)
      resolve(message as T)
    })
  })
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await exit
}
