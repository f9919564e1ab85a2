import type { ConversationRef } from './conversation-key.ts'

/** `{s:07}`: the hash tag that puts all keys of a shard on one node of a Cluster. */
function tag(shard: number): string {
  return `antam:{s:${shard < 10 ? '0' : ''}${shard}}`
}

type ConversationKeys = ReturnType<typeof nameKeys>

/** Made once for each reference: a turn asks for them several times. */
const known = new WeakMap<ConversationRef, ConversationKeys>()

/** The keys of one conversation; all in one shard. */
export function conversationKeys(ref: ConversationRef): ConversationKeys {
  const found = known.get(ref)
  if (found !== undefined) return found
  const keys = nameKeys(ref)
  known.set(ref, keys)
  return keys
}

function nameKeys(ref: ConversationRef) {
  const shard = tag(ref.shard)
  return {
    session: `${shard}:session:${ref.id}`,
    marks: `${shard}:marks:${ref.id}`,
    outbox: `${shard}:outbox:${ref.id}`,
    lease: `${shard}:lease:${ref.id}`,
    sent: `${shard}:sent:${ref.id}`,
    due: `${shard}:due`,
    timers: `${shard}:timers`,
  }
}

/** The keys that the conversations of a shard share. */
export function shardKeys(shard: number) {
  const name = tag(shard)
  return {
    due: `${name}:due`,
    timers: `${name}:timers`,
    parked: `${name}:parked`,
    parkedData: `${name}:parked-data`,
    dead: `${name}:dead`,
  }
}
