import { createClient } from 'redis'

/** A machine that starts six servers at once is slow to answer. */
const ANSWER_MS = 3_000

/** Asks one Redis process on loopback, on a connection of its own. @throws whatever kept it from answering. */
export async function askServer(port: number, command: readonly string[]): Promise<unknown> {
  const client = createClient({
    RESP: 2,
    socket: { host: '127.0.0.1', port, connectTimeout: ANSWER_MS, reconnectStrategy: false },
  })
  client.on('error', () => {})
  let timer: NodeJS.Timeout | undefined
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer')), ANSWER_MS)
    })
    const answer = client.connect().then(() => client.sendCommand([...command]))
    answer.catch(() => {})
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
    if (client.isOpen) client.destroy()
  }
}
