import { createClient } from 'redis'
import { unavailable } from './redis-error.ts'
import type { Access, HostPort } from './redis-url.ts'

/** A connection to one server, of node-redis. */
export type NodeClient = ReturnType<typeof newClient>
/** Where one server is. */
export type NodeAddress = HostPort | { path: string }

/** Until a new connection answers its first command. */
const CONNECT_MS = 3_000

/** Never reconnects by itself: a write and its confirmation must be known to have gone through one connection. */
function newClient(at: NodeAddress, access: Access) {
  const { username, password, tls, database } = access
  const socket = { ...at, connectTimeout: CONNECT_MS, reconnectStrategy: false as const }
  return createClient({
    RESP: 2,
    disableOfflineQueue: true,
    // LiveNode ends a silent connection; an AbortSignal of the client for each command would come on top.
    commandOptions: { timeout: 0 },
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(database === 0 ? {} : { database }),
    socket: tls ? { ...socket, tls: true as const } : { ...socket, tls: false as const },
  })
}

/** @throws AppError `store:unavailable` when the server does not answer in time. */
export async function openClient(at: NodeAddress, access: Access): Promise<NodeClient> {
  const client = newClient(at, access)
  client.on('error', () => {})
  try {
    await within(CONNECT_MS, client.connect())
    return client
  } catch (error) {
    closeClient(client)
    throw unavailable(error)
  }
}

export function closeClient(client: NodeClient): void {
  if (client.isOpen) client.destroy()
}

/** The work's result, or `store:unavailable` when it takes longer. The work itself goes on. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable()), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
