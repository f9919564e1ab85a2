import { createRedisOutboxStore } from '../conversation/redis-outbox-store.ts'
import type { Redis } from '../redis/redis.ts'

/** Beyond that the exact number says no more. */
const COUNTED = 1_000

/** For `npm run doctor`: whether messages were given up, in one line. */
export async function checkOutbox(
  redis: Redis,
): Promise<{ level: 'ok' | 'warn'; about: 'outbox'; text: string }> {
  const outbox = createRedisOutboxStore(redis)
  const given = (await outbox.dead(COUNTED)).length
  if (given === 0) {
    const waiting = await outbox.waiting()
    return {
      level: 'ok',
      about: 'outbox',
      text: `nothing given up; ${waiting} conversations have replies waiting`,
    }
  }
  const many = given === COUNTED ? `${COUNTED} or more` : String(given)
  return {
    level: 'warn',
    about: 'outbox',
    text: `${many} messages were given up: look with \`npm run outbox -- list\``,
  }
}
