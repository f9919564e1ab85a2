import { AppError } from '../../core/errors.ts'
import type { Redis } from '../../redis/redis.ts'
import { loadScript, runScript } from '../../redis/redis-script.ts'
import { TokenRecord, type TokenStore } from './token-store.ts'

/** Encrypts under a key of the server; `context` is bound to the text. */
export interface TokenBox {
  seal(plain: string, context: string): string
  open(sealed: string, context: string): string
}

const writeScript = loadScript(import.meta.url, 'write-tokens.lua')
const lockScript = loadScript(import.meta.url, 'lock-tokens.lua')
/** Longer than a refresh can take: its request has a deadline of 20 s. */
const LOCK_MS = 60_000

/** The tokens of one OA in Redis, under `antam:{zalo:OA}`. */
export function createRedisTokenStore(redis: Redis, options: { oaId: string; box: TokenBox }): TokenStore {
  const { oaId, box } = options
  const name = `antam:{zalo:${oaId}}`
  const keys = { tokens: `${name}:tokens`, lock: `${name}:lock`, fence: `${name}:fence` }

  function opened(sealed: string): TokenRecord {
    const parsed = TokenRecord.safeParse(JSON.parse(box.open(sealed, name)))
    if (!parsed.success) throw new AppError('store:corrupt')
    return parsed.data
  }

  return {
    read: async () => {
      const sealed = await redis.read(keys.tokens, (node) => node.get(keys.tokens))
      return typeof sealed === 'string' ? opened(sealed) : null
    },
    lock: async () => {
      const fence = await runScript(redis, lockScript, [keys.lock, keys.fence], ['take', String(LOCK_MS)])
      return typeof fence === 'number' && fence > 0 ? fence : null
    },
    write: async (fence, record) => {
      const sealed = box.seal(JSON.stringify(record), name)
      return (await runScript(redis, writeScript, [keys.tokens, keys.lock], [String(fence), sealed])) === 1
    },
    unlock: async (fence) => {
      await runScript(redis, lockScript, [keys.lock, keys.fence], ['release', String(fence)])
    },
  }
}
