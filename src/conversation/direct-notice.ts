import type { Channel } from '../channels/channel.ts'
import type { Clock } from '../core/clock.ts'
import type { Language } from '../core/language.ts'
import type { Address, ChannelType } from '../core/message.ts'
import { limits } from './limits.ts'
import { createLruCache } from './lru-cache.ts'
import { sentences } from './sentences.ts'

export type Notice = (sentence: 'notSaved' | 'failed' | 'tooFast', to: Address, language: Language) => void

/**
 * Says one plain sentence straight through the channel, for when nothing is stored: best effort, each sentence at most
 * once a minute to one contact, never through the outbox.
 */
export function createDirectNotice(needs: {
  channels: ReadonlyMap<ChannelType, Channel>
  clock: Clock
}): Notice {
  const told = createLruCache<true>({ entries: 10_000, maxAgeMs: limits.noticeMs })
  return function notice(sentence, to, language) {
    const now = needs.clock.now()
    const name = `${sentence} ${to.channel}:${to.id}`
    if (told.get(name, now)) return
    told.set(name, true, now)
    const text = sentences[sentence][language]
    const msg = { id: 'notice', text, choices: [], protect: false, urgent: true }
    // Nobody can do more if this fails too: the platform will deliver the message again.
    needs.channels
      .get(to.channel)
      ?.send(to, msg)
      .catch(() => {})
  }
}
