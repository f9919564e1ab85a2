import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemIds } from '../../src/core/clock.ts'
import { endServer, findFreePorts } from '../../src/redis/server-process.ts'

const MAIN = new URL('../../dist/main.js', import.meta.url).pathname

/** The built hotline as a process of its own. */
export interface BotProcess {
  url: string
  /** SIGKILL. */
  kill(): Promise<void>
  /** SIGSTOP: as a machine that sleeps. */
  pause(): void
  resume(): void
}

/** @param dir for its data. Resolves when it answers. */
export async function startBot(dir: string, settings: Record<string, string>): Promise<BotProcess> {
  const [port = 0, staffPort = 0] = await findFreePorts(2, systemIds)
  await mkdir(dir, { recursive: true })
  const own = {
    PORT: String(port),
    STAFF_PORT: String(staffPort),
    HOST: '127.0.0.1',
    DATA_DIR: join(dir, 'data'),
  }
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: '/usr/bin:/bin', LOG_LEVEL: 'silent', ...settings, ...own },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const url = `http://127.0.0.1:${port}`
  await untilReady(child, `${url}/readyz`)
  return {
    url,
    kill: () => endServer(child, 'SIGKILL'),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  }
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  for (let tries = 0; tries < 400; tries += 1) {
    if (child.exitCode !== null) break
    const answer = await fetch(url).catch(() => null)
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`the bot did not start: ${said.slice(-500)}`)
}
