import { type Redis, unavailable } from '../redis-connection.ts'
import type { ProofStore } from './proof-store.ts'

const HOUR_S = 3_600

/** A key `antam:proof:ID` for each used proof. It goes at a full hour, so that it tells no finer time. */
export function createRedisProofStore(needs: { redis: Redis }): ProofStore {
  return {
    async spend(id, goodUntil) {
      const goesAt = Math.ceil(goodUntil / 1_000 / HOUR_S) * HOUR_S
      try {
        const stored = await needs.redis.set(`antam:proof:${id}`, '1', {
          condition: 'NX',
          expiration: { type: 'EXAT', value: goesAt },
        })
        return stored !== null
      } catch (error) {
        throw unavailable(error)
      }
    },
  }
}
