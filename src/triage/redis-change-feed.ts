import type { Redis } from '../redis-connection.ts'
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
  const subscriber = redis.duplicate()
  const tell = (change: Change) => {
    for (const listener of listeners) listener(change)
  }
  subscriber.on('error', onError)
  await subscriber.connect()
  await subscriber.subscribe(itemChannel, (text) => tellItem(text, tell, onError))
  await subscriber.subscribe(peopleChannel, (unit) => tell({ type: 'people', unit }))
  // After a reconnect the client subscribes again by itself, but what was published meanwhile is gone.
  subscriber.on('ready', () => tell({ type: 'resync' }))
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
      subscriber.destroy()
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
