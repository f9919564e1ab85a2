import type { Clock } from '../core/clock.ts'
import { loadScript, type Redis, runScript, unavailable } from '../redis-connection.ts'
import type { MailboxStore } from './mailbox-store.ts'
import { tipLimits } from './tip-limits.ts'

const DAY_S = 86_400

/** A list `antam:{mailbox:ID}` for each mailbox. */
export function createRedisMailboxStore(needs: { redis: Redis; clock: Clock }): MailboxStore {
  const addNote = loadScript(import.meta.url, 'add-note.lua')

  async function put(id: string, note: string, when: 'first' | 'more'): Promise<void> {
    const goesAt = (Math.ceil(needs.clock.now() / 1_000 / DAY_S) + tipLimits.mailboxDays) * DAY_S
    await runScript(
      needs.redis,
      addNote,
      [key(id)],
      [note, when, String(tipLimits.notesPerMailbox), String(goesAt)],
    )
  }

  return {
    create: (id, note) => put(id, note, 'first'),
    add: (id, note) => put(id, note, 'more'),
    read: async (id) => {
      try {
        return await needs.redis.lRange(key(id), 0, -1)
      } catch (error) {
        throw unavailable(error)
      }
    },
  }
}

function key(id: string): string {
  return `antam:{mailbox:${id}}`
}
