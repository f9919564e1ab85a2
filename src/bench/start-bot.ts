import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { SERVER_FLAGS } from '../server-flags.ts'
import { stopChild } from './child.ts'

/** The hotline itself, as `npm start` runs it, with a fake Bot API and the given Redis. */
export interface RunningBot {
  port: number
  pid: number | undefined
  stop: () => Promise<void>
}

export interface BotNeeds {
  dir: string
  redisUrl: string
  platformPort: number
  hookSecret: string
}

/** Starts the compiled hotline and waits until it takes messages. Several on one `dir` share secret and Redis. */
export async function startBot(needs: BotNeeds): Promise<RunningBot> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const main = new URL('../main.js', import.meta.url).pathname
  const bot = spawn(process.execPath, [...SERVER_FLAGS, main], {
    env: environment(needs, port, address),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await whenReady(bot, address)
  return { port, pid: bot.pid, stop: () => stopChild(bot) }
}

function environment(needs: BotNeeds, port: number, address: string): Record<string, string> {
  return {
    ...{ PORT: String(port), STAFF_PORT: '0', HOST: '127.0.0.1', PUBLIC_URL: address, DATA_DIR: needs.dir },
    ...{ REDIS_URL: needs.redisUrl, LOG_LEVEL: 'error', NODE_ENV: 'production' },
    ...{ TELEGRAM_BOT_TOKEN: '1:bench', TELEGRAM_API_ROOT: `http://127.0.0.1:${needs.platformPort}` },
    ...{ TELEGRAM_WEBHOOK_SECRET: needs.hookSecret, TELEGRAM_RATE: '0', CONTACT_RATE: '0' },
  }
}

async function whenReady(bot: ChildProcess, address: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (bot.exitCode !== null) throw new Error(`the bot ended with ${bot.exitCode}`)
    const ready = await fetch(`${address}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await stopChild(bot)
  throw new Error('the bot did not get ready')
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
