import type { Channel } from '../channels/channel.ts'
import type { Clock, IdSource } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import type { Language } from '../core/language.ts'
import type { Address, ChannelType, MsgIn, MsgOut } from '../core/message.ts'
import type { Observer } from '../core/observer.ts'
import type { Input } from '../engine/engine.ts'
import { type Conversation, wakeTime } from './conversation.ts'
import { createConversationKey, createMessageMark } from './conversation-key.ts'
import { createDirectNotice } from './direct-notice.ts'
import type { Engines } from './flow-archive.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { limits } from './limits.ts'
import { createLruCache } from './lru-cache.ts'
import type { Sender } from './sender.ts'
import type { Services } from './services.ts'
import type { Delivery, SessionCrypto } from './session-crypto.ts'
import type { CommitOutcome, SessionStore } from './session-store.ts'
import { type TakenTurn, takeTurn } from './take-turn.ts'

export interface MessageHandlerNeeds {
  secret: string
  store: SessionStore
  crypto: SessionCrypto
  sender: Pick<Sender, 'leaseFor' | 'accept' | 'forget'>
  channels: ReadonlyMap<ChannelType, Channel>
  engines: Engines
  services: Services
  clock: Clock
  ids: IdSource
  observer: Observer
}

/** One message in, replies out. */
export interface MessageHandler {
  /**
   * Resolves when the message's effect is stored, or was before; only then may the platform get its 200. Messages of
   * one contact are taken one at a time and in order.
   * @throws AppError `store:unavailable`, `request:too_many`: nothing was stored, deliver again.
   */
  handle(msg: MsgIn): Promise<void>
  /** The conversation's reminder or time-out has come. */
  tick(contact: Address): Promise<void>
  /** Forgets the conversation at the platform's request, without a word. */
  erase(contact: Address): Promise<void>
  idle(): Promise<void>
}

/** What one turn works on, whether a message, a tick or an erasure started it. */
interface Job {
  address: Address
  mark: string | null
  input: Input | 'erase'
  language: Language
  received: string[]
}

const VERSION_BYTES = 12
const REMEMBERED_MARKS = 20
const CACHE_MS = 600_000

/** @see MessageHandler */
export function createMessageHandler(needs: MessageHandlerNeeds): MessageHandler {
  const toRef = createConversationKey(needs.secret)
  const toMark = createMessageMark(needs.secret)
  const queue = createKeyedQueue({ perKey: limits.waitingPerConversation, inAll: limits.waitingInAll })
  const cache = createLruCache<Conversation>({ entries: limits.cachedConversations, maxAgeMs: CACHE_MS })
  const failures = createLruCache<number>({ entries: 1_000, maxAgeMs: limits.markTtlMs })
  const notice = createDirectNotice(needs)
  const turnNeeds = { ...needs, isCurrent }

  function handle(msg: MsgIn): Promise<void> {
    const job: Job = {
      address: msg.from,
      mark: toMark(msg.id),
      input: { type: 'msg', content: msg.content },
      language: firstLanguage(msg.languageHint),
      received: msg.platformId === undefined ? [] : [msg.platformId],
    }
    return queue.run(nameOf(msg.from), () => takeMessage(job))
  }

  async function takeMessage(job: Job): Promise<void> {
    try {
      await commitTurn(job)
    } catch (error) {
      await failed(job, error)
    }
  }

  /** Whatever went wrong, what this process believes of the conversation may be wrong too. */
  async function failed(job: Job, error: unknown): Promise<void> {
    const known = cache.get(nameOf(job.address), needs.clock.now())
    cache.delete(nameOf(job.address))
    const language = known?.session?.language ?? job.language
    if (isStoreAway(error)) {
      notice('notSaved', job.address, language)
      throw error
    }
    const times = 1 + (failures.get(job.mark ?? '', needs.clock.now()) ?? 0)
    failures.set(job.mark ?? '', times, needs.clock.now())
    needs.observer.alarm('turn_failed', error)
    if (times < limits.failuresPerMessage) throw error
    needs.observer.count('message_put_aside')
    notice('failed', job.address, language)
  }

  async function commitTurn(job: Job): Promise<void> {
    for (let attempt = 0; attempt < limits.conflicts; attempt += 1) {
      const outcome = await attemptTurn(job)
      if (outcome !== 'conflict') return needs.observer.count(`turn_${outcome}`)
      needs.observer.count('turn_conflict')
      cache.delete(nameOf(job.address))
    }
    throw new AppError('store:unavailable', { retryable: true, message: 'The conversation is too busy elsewhere.' })
  }

  async function attemptTurn(job: Job): Promise<CommitOutcome['type']> {
    const known = cache.get(nameOf(job.address), needs.clock.now())
    if (job.mark !== null && known?.marks.includes(job.mark)) return 'duplicate'
    const conversation = known ?? (await load(job))
    if (conversation === 'duplicate') return 'duplicate'
    if (job.mark === null && conversation.session === null) return nothingThere(conversation)
    const turn = job.input === 'erase' ? null : await takeTurn(turnNeeds, conversation, job.input, job.language)
    if (turn?.stale) return 'conflict'
    return commit(job, conversation, turn)
  }

  /** A timer or an erasure for a conversation that has expired or was erased. */
  async function nothingThere(conversation: Conversation): Promise<'committed'> {
    await needs.store.clearTimer(conversation.ref)
    return 'committed'
  }

  async function load(job: Job): Promise<Conversation | 'duplicate'> {
    const ref = toRef(job.address)
    const stored = await needs.store.load(ref, job.mark)
    if (stored.seen) return 'duplicate'
    const box = needs.crypto.sessionBox(job.address)
    const conversation: Conversation = {
      ref,
      address: job.address,
      box,
      version: stored.version,
      session: null,
      unreadable: false,
      hasTimer: true,
      marks: [],
      justLoaded: true,
    }
    return stored.sealed === null ? conversation : openSession(conversation, stored.sealed)
  }

  function openSession(conversation: Conversation, sealed: string): Conversation {
    try {
      return { ...conversation, session: needs.crypto.openSession(conversation.box, conversation.ref, sealed) }
    } catch (error) {
      needs.observer.alarm('session_unreadable', error)
      return { ...conversation, unreadable: true }
    }
  }

  async function isCurrent(conversation: Conversation): Promise<boolean> {
    const stored = await needs.store.load(conversation.ref, null)
    return stored.version === conversation.version
  }

  async function commit(job: Job, conversation: Conversation, turn: TakenTurn | null): Promise<CommitOutcome['type']> {
    const { ref, address, box } = conversation
    const version = Buffer.from(needs.ids.bytes(VERSION_BYTES)).toString('base64url')
    const kept = turn === null || turn.erased ? null : turn.session
    const delivery = deliveryOf(job, turn)
    const lease = needs.sender.leaseFor(ref)
    const wakeAt = kept === null ? null : wakeTime(kept)
    const outcome = await needs.store.commit({
      ref,
      message: job.mark,
      expectedVersion: conversation.version,
      version,
      session: kept === null ? null : needs.crypto.sealSession(box, ref, kept),
      address: conversation.version === '' && kept !== null ? needs.crypto.sealAddress(ref, address) : null,
      delivery: delivery && { sealed: needs.crypto.sealDelivery(ref, version, delivery), count: delivery.msgs.length },
      wakeAt: wakeAt === null && !conversation.hasTimer ? 'keep' : wakeAt,
      lease,
      now: needs.clock.now(),
    })
    if (outcome.type !== 'committed') {
      cache.delete(nameOf(address))
      return outcome.type
    }
    if (delivery?.erase) needs.sender.forget(ref)
    remember(job, conversation, { version: kept === null ? '' : version, session: kept, hasTimer: wakeAt !== null })
    if (delivery) needs.sender.accept({ ref, lease, ...outcome, entry: version, delivery })
    return 'committed'
  }

  function remember(job: Job, conversation: Conversation, now: Partial<Conversation>): void {
    const marks = job.mark === null ? conversation.marks : [...conversation.marks, job.mark].slice(-REMEMBERED_MARKS)
    const next = { ...conversation, ...now, marks, unreadable: false, justLoaded: false }
    cache.set(nameOf(job.address), next, needs.clock.now())
  }

  function deliveryOf(job: Job, turn: TakenTurn | null): Delivery | null {
    const erase = turn === null || turn.erased
    const msgs = (turn?.msgs ?? []).flatMap((msg) => divided(job.address, msg))
    if (msgs.length === 0 && !erase) return null
    return { v: 1, to: job.address, msgs, received: job.received, erase }
  }

  function divided(to: Address, msg: MsgOut): MsgOut[] {
    return needs.channels.get(to.channel)?.divide?.(msg) ?? [msg]
  }

  function jobWithout(contact: Address, input: Job['input']): Job {
    return { address: contact, mark: null, input, language: 'vi', received: [] }
  }

  return {
    handle,
    tick: (contact) => queue.run(nameOf(contact), () => commitTurn(jobWithout(contact, { type: 'tick' }))),
    erase: (contact) => queue.run(nameOf(contact), () => commitTurn(jobWithout(contact, 'erase'))),
    idle: queue.idle,
  }
}

function nameOf(address: Address): string {
  return `${address.channel}:${address.id}`
}

function isStoreAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'store:unavailable'
}

/** Many phones in Vietnam are set to English: only a third language says that Vietnamese would not be read. */
function firstLanguage(hint: string | undefined): Language {
  return hint === undefined || hint.startsWith('vi') || hint.startsWith('en') ? 'vi' : 'en'
}
