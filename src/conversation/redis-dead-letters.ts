import { z } from 'zod'
import type { Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import { SHARDS } from './conversation-key.ts'
import type { DeadLetter, OutboxEntry, OutboxStore } from './outbox-store.ts'
import { conversationKeys, shardKeys } from './redis-keys.ts'

const reviveScript = loadScript(import.meta.url, 'revive-letter.lua')
const Texts = z.array(z.string())
const DEAD_LETTER = /^([0-9a-f]{32}) (\S+) (\d+) (.*)$/s

/** The part of the outbox that holds what was given up, one list for each shard. */
export function createRedisDeadLetters(redis: Redis): Pick<OutboxStore, 'dead' | 'revive' | 'discard'> {
  async function dead(max: number): Promise<DeadLetter[]> {
    const shards = Array.from({ length: SHARDS }, async (_, shard) => {
      const key = shardKeys(shard).dead
      const letters = await redis.read(key, (node) => node.lRange(key, 0, max - 1))
      return Texts.parse(letters).flatMap((letter) => toDeadLetter(shard, letter))
    })
    return (await Promise.all(shards)).flat().slice(0, max)
  }

  async function revive(
    { ref, stored }: DeadLetter,
    { id, sealed }: { id: string; sealed: string },
    now: number,
  ): Promise<boolean> {
    const { outbox, due } = conversationKeys(ref)
    const args = [stored, `${id}0000${sealed}`, ref.id, String(now)]
    return (await runScript(redis, reviveScript, [shardKeys(ref.shard).dead, outbox, due], args)) === 1
  }

  async function discard({ ref, stored }: DeadLetter): Promise<boolean> {
    const key = shardKeys(ref.shard).dead
    return (await redis.write(key, (node) => node.lRem(key, 1, stored))) > 0
  }

  return { dead, revive, discard }
}

/** Id (16), messages done (2), tries (2), sealed delivery. */
export function toEntry(stored: string): OutboxEntry {
  return {
    id: stored.slice(0, 16),
    done: Number(stored.slice(16, 18)),
    tries: Number(stored.slice(18, 20)),
    sealed: stored.slice(20),
  }
}

function toDeadLetter(shard: number, letter: string): DeadLetter[] {
  const [, id, reason, at, entry] = DEAD_LETTER.exec(letter) ?? []
  if (id === undefined || reason === undefined || entry === undefined) return []
  return [{ ref: { id, shard }, reason, at: Number(at), entry: toEntry(entry), stored: letter }]
}
