import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { IdSource } from '../core/clock.ts'

/** Below the range from which systems give out ports by themselves, so that a killed server finds its own again. */
const FIRST_PORT = 12_000
const PORTS = 18_000
const TRIES = 200

/** TCP ports of loopback that nobody listens on now. */
export async function findFreePorts(count: number, ids: IdSource): Promise<number[]> {
  const found = new Set<number>()
  for (let tries = 0; found.size < count && tries < TRIES; tries += 1) {
    const [high = 0, low = 0] = ids.bytes(2)
    const port = FIRST_PORT + ((high * 256 + low) % PORTS)
    if (await isFree(port)) found.add(port)
  }
  if (found.size < count) throw new Error('no free ports on loopback')
  return [...found]
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/**
 * Starts `redis-server redis.conf` in `dir` and resolves when it takes connections. A Sentinel is the same program.
 * @throws Error when it ends instead; its last lines are in the message.
 */
export async function launchServer(dir: string, isSentinel: boolean): Promise<ChildProcess> {
  const options = isSentinel ? ['--sentinel'] : []
  const server = spawn('redis-server', [join(dir, 'redis.conf'), ...options], { cwd: dir })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${said.slice(-500)}`)))
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('eady to accept connections') || said.includes('Sentinel ID is')) resolve()
    })
  })
  server.removeAllListeners('exit')
  server.stdout?.removeAllListeners('data').resume()
  server.stderr?.resume()
  return server
}

/** Sends the signal and resolves when the process has ended. */
export async function endServer(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exit = new Promise((resolve) => server.once('exit', resolve))
  server.kill(signal)
  // A stopped process takes no other signal before it runs again.
  if (signal !== 'SIGKILL') server.kill('SIGCONT')
  await exit
}
