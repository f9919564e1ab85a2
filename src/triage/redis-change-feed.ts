import type { Redis } from '../redis/redis.ts'
import { parseStored } from './parse-stored.ts'
import { itemChannel } from './redis-triage-store.ts'
import { TriageItem } from './triage-item.ts'
import type { Change, ChangeFeed } from './triage-store.ts'

const peopleChannel = 'antam:staff:people'

/** Listens on a connection of its own (a subscribed one can do nothing else). `onError` hears of lost connections. */
export async function createRedisChangeFeed(
  redis: Redis,
  onError: (error: unknown) => void,
): Promise<ChangeFeed> {
  const listeners = new Set<(change: Change) => void>()
  const tell = (change: Change) => {
    for (const listener of listeners) listener(change)
  }
  const hear = (text: string, channel: string) => {
    if (channel === itemChannel) tellItem(text, tell, onError)
    else tell({ type: 'people', unit: text })
  }
  // What was published while the connection was away is gone.
  const listening = await redis.listen([itemChannel, peopleChannel], hear, () => tell({ type: 'resync' }))
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async announcePeople(unit) {
      // Only a hint: a page that misses it sees the change when it is opened again.
      await redis.publish(peopleChannel, unit).catch(onError)
    },
    async stop() {
      listeners.clear()
      listening.stop()
    },
  }
}

function tellItem(text: string, tell: (change: Change) => void, onError: (error: unknown) => void): void {
  try {
    tell({ type: 'item', item: parseStored(TriageItem, text) })
  } catch (error) {
    onError(error)
  }
}
