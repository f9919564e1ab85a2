import type { Settings } from '../config.ts'
import { type Content, loadContent, requireContent } from '../content.ts'
import { systemClock } from '../core/clock.ts'
import { connectRedis } from '../redis/connect-redis.ts'
import { openPrivateRedis } from '../redis/private-redis.ts'
import type { Redis } from '../redis/redis.ts'

/** What a command may use. Redis and content are opened only when asked for, once. */
export interface CommandContext {
  config: Settings
  print(line: string): void
  printError(line: string): void
  redis(): Promise<Redis>
  content(): Promise<Content>
  close(): Promise<void>
}

export function openContext(config: Settings): CommandContext {
  const closers: Array<() => Promise<void> | void> = []
  const redis = once(async () => {
    const url = config.REDIS_URL ?? (await privateUrl())
    const client = await connectRedis(url, () => {})
    closers.unshift(() => client.destroy())
    return client
  })
  const content = once(async () => requireContent(await loadContent(config.DEPLOYMENT, systemClock.now())))

  /** The hotline's own Redis: the one that runs, or started for this command and stopped after it. */
  async function privateUrl(): Promise<string> {
    const own = await openPrivateRedis(config.DATA_DIR)
    closers.push(() => own.stop())
    return own.url
  }

  return {
    config,
    redis,
    content,
    print: (line) => void process.stdout.write(`${line}\n`),
    printError: (line) => void process.stderr.write(`${line}\n`),
    async close() {
      for (const close of closers) await close()
    },
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
