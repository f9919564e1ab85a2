import type { Redis } from '../redis/redis.ts'
import type { ProofStore } from './proof-store.ts'

const HOUR_S = 3_600

/** A key `antam:proof:ID` for each used proof. It goes at a full hour, so that it tells no finer time. */
export function createRedisProofStore(needs: { redis: Redis }): ProofStore {
  return {
    async spend(id, goodUntil) {
      const goesAt = Math.ceil(goodUntil / 1_000 / HOUR_S) * HOUR_S
      const key = `antam:proof:${id}`
      const expiration = { type: 'EXAT', value: goesAt } as const
      // Lost with a server, a proof could be spent twice: worth no wait for a replica.
      const stored = await needs.redis.read(key, (node) =>
        node.set(key, '1', { condition: 'NX', expiration }),
      )
      return stored !== null
    },
  }
}
