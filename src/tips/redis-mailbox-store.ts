import type { Clock } from '../core/clock.ts'
import type { Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import { expiryDay } from './expiry-day.ts'
import type { MailboxStore } from './mailbox-store.ts'
import { tipLimits } from './tip-limits.ts'

/** A list `antam:{mailbox:ID}` for each mailbox, and a hash `antam:{mailbox:ID}:mark` with what its reader has seen. */
export function createRedisMailboxStore(needs: { redis: Redis; clock: Clock }): MailboxStore {
  const { redis, clock } = needs
  const addNote = loadScript(import.meta.url, 'add-note.lua')
  // A mark that is lost makes old notes look new: no reason to wait for a replica.
  const setMark = loadScript(import.meta.url, 'mark-mailbox.lua', 'unconfirmed')

  async function put(id: string, note: string, when: 'first' | 'more', guard = ''): Promise<void> {
    const kept = String(tipLimits.notesPerMailbox)
    const args = [note, when, kept, String(expiryDay(clock.now(), tipLimits.mailboxDays)), guard]
    await runScript(redis, addNote, [key(id), markKey(id)], args)
  }

  return {
    create: (id, note, guard) => put(id, note, 'first', guard),
    add: (id, note) => put(id, note, 'more'),
    read: (id) => redis.read(key(id), (node) => node.lRange(key(id), 0, -1)),
    readMark: async (id) => (await redis.read(markKey(id), (node) => node.hGet(markKey(id), 'mark'))) ?? null,
    async mark(id, guard, mark) {
      await runScript(redis, setMark, [markKey(id)], [guard, mark])
    },
  }
}

function key(id: string): string {
  return `antam:{mailbox:${id}}`
}

function markKey(id: string): string {
  return `${key(id)}:mark`
}
