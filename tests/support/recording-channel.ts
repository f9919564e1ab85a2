import type { Channel } from '../../src/channels/channel.ts'
import { AppError } from '../../src/core/errors.ts'
import type { Address, MsgOut } from '../../src/core/message.ts'

/** A platform in memory: keeps what arrives, fails when told to. For tests of the conversation alone. */
export interface RecordingChannel extends Channel {
  /** Texts delivered to each contact, in order. */
  texts(contact: string): string[]
  deleted(contact: string): string[]
  /** Called before each delivery; throw to fail it, await to delay it. */
  before: (to: Address, msg: MsgOut) => Promise<void>
}

export function createRecordingChannel(): RecordingChannel {
  const texts = new Map<string, string[]>()
  const deleted = new Map<string, string[]>()
  let ids = 0
  const channel: RecordingChannel = {
    type: 'telegram',
    maxTextChars: 4_096,
    before: async () => {},
    texts: (contact) => texts.get(contact) ?? [],
    deleted: (contact) => deleted.get(contact) ?? [],
    receive: async () => {
      throw new AppError('channel:malformed')
    },
    send: async (to, msg) => {
      await channel.before(to, msg)
      texts.set(to.id, [...(texts.get(to.id) ?? []), msg.text])
      ids += 1
      return { platformId: `out-${ids}` }
    },
    deleteMessages: async (to, platformIds) => {
      deleted.set(to.id, [...(deleted.get(to.id) ?? []), ...platformIds])
    },
  }
  return channel
}
