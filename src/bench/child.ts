import { type ChildProcess, fork } from 'node:child_process'
import { z } from 'zod'
import { SERVER_FLAGS } from '../server-flags.ts'

/** A process of a benchmark, spoken to by messages. */
export interface Child {
  pid: number | undefined
  /** The port in its first message; 0 for one that does not listen. */
  ready: Promise<number>
  /** Sends a question and gives the next answer. */
  ask: <T>(question: object, answer: z.ZodType<T>) => Promise<T>
  stop: () => Promise<void>
}

const Ready = z.object({ port: z.number().default(0) })

/** Starts a compiled file beside this one, with an empty environment and the flags that the hotline has: all are alike. */
export function startChild(file: string, args: readonly string[] = []): Child {
  const child = fork(new URL(file, import.meta.url), args, {
    env: {},
    execArgv: [...SERVER_FLAGS],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return {
    pid: child.pid,
    ready: nextMessage(child, Ready).then(({ port }) => port),
    ask: (question, answer) => {
      const answered = nextMessage(child, answer)
      child.send(question)
      return answered
    },
    stop: () => stopChild(child),
  }
}

function nextMessage<T>(child: ChildProcess, schema: z.ZodType<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.removeListener('exit', ended)
      const parsed = schema.safeParse(message)
      if (parsed.success) resolve(parsed.data)
      else reject(parsed.error)
    })
  })
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await exit
}
