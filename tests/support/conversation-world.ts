import { createConversations } from '../../src/conversation/create-conversations.ts'
import { createEngines, type FlowArchive } from '../../src/conversation/flow-archive.ts'
import { createMemoryStore } from '../../src/conversation/memory-store.ts'
import type { OutboxStore } from '../../src/conversation/outbox-store.ts'
import type { Pacer } from '../../src/conversation/pacer.ts'
import type { Services } from '../../src/conversation/services.ts'
import type { SessionStore } from '../../src/conversation/session-store.ts'
import { type Clock, systemIds } from '../../src/core/clock.ts'
import type { ChannelType, MsgIn } from '../../src/core/message.ts'
import type { FlowSet } from '../../src/flows/flow.ts'
import { echoEngine, echoFlows } from './echo-flows.ts'
import { fixedClock } from './fixed-clock.ts'
import { createRecordingChannel, type RecordingChannel } from './recording-channel.ts'

export const SECRET = 'a secret of at least thirty-two characters'

export interface Stores {
  sessions: SessionStore
  outbox: OutboxStore
  archive: FlowArchive
}

export function memoryStores(): Stores {
  const store = createMemoryStore()
  return { sessions: store, outbox: store, archive: store.archive }
}

/** What stands in for one process of the bot: its own memory, the given stores and platform. */
export function createWorld(
  options: {
    stores?: Stores
    channel?: RecordingChannel
    clock?: Clock
    flows?: FlowSet
    services?: Services
    pacers?: ReadonlyMap<ChannelType, Pacer>
  } = {},
) {
  const stores = options.stores ?? memoryStores()
  const channel = options.channel ?? createRecordingChannel()
  const counts = new Map<string, number>()
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1)
  const conversations = createConversations({
    secret: SECRET,
    store: stores.sessions,
    outbox: stores.outbox,
    channels: new Map([['telegram', channel]]),
    pacers: options.pacers ?? new Map(),
    engines: createEngines({
      current: options.flows ?? echoFlows(),
      archive: stores.archive,
      createEngine: echoEngine,
    }),
    services: options.services ?? noServices,
    clock: options.clock ?? fixedClock(),
    ids: systemIds,
    observer: { count, alarm: count },
  })
  return { conversations, channel, stores, count: (what: string) => counts.get(what) ?? 0 }
}

export const noServices: Services = async (caller, call) => {
  if (call.type !== 'erase_conversation') return { type: 'service_failed' }
  caller.erase()
  return { type: 'conversation_erased' }
}

let messages = 0

/** A text from a contact; `id` to deliver the same one twice. */
export function textFrom(contact: string, text: string, id = `update-${++messages}`): MsgIn {
  return {
    id,
    from: { channel: 'telegram', id: contact },
    sentAt: 0,
    content: { type: 'text', text },
    platformId: `in-${id}`,
  }
}
