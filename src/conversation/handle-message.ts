import { AppError } from '../core/errors.ts'
import type { Language } from '../core/language.ts'
import type { Address, MsgIn } from '../core/message.ts'
import type { Observer } from '../core/observer.ts'
import { isNewer } from '../core/stored-record.ts'
import { createUnderstanding } from '../engine/understanding.ts'
import { type CommitNeeds, commitPromise, commitTurn, type Job } from './commit-turn.ts'
import type { Conversation } from './conversation.ts'
import { createMessageMark } from './conversation-key.ts'
import { createDirectNotice } from './direct-notice.ts'
import { createFloodGuard } from './flood-guard.ts'
import type { Engines } from './flow-archive.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { limits } from './limits.ts'
import { createLruCache } from './lru-cache.ts'
import { createConversationOpener } from './open-conversation.ts'
import type { Services } from './services.ts'
import type { CommitOutcome } from './session-store.ts'
import { type TurnNeeds, takeTurn } from './take-turn.ts'

export interface MessageHandlerNeeds extends CommitNeeds {
  secret: string
  engines: Engines
  services: Services
  contactRate?: number
  observer: Observer
}

/** One message in, replies out. */
export interface MessageHandler {
  /**
   * Resolves when the message's effect is stored, or was before; only then may the platform get its 200. Messages of
   * one contact are taken one at a time and in order. What is beyond the measure of one contact has no effect; the
   * contact is told so, and danger in it is seen all the same.
   * @throws AppError `store:unavailable`, `store:newer`, `request:too_many`: nothing was stored, deliver again.
   */
  handle: (msg: MsgIn) => Promise<void>
  /** The conversation's reminder or time-out has come. */
  tick: (contact: Address) => Promise<void>
  /** Forgets the conversation at the platform's request, without a word. */
  erase: (contact: Address) => Promise<void>
  /** Lets go of sessions that nobody has used for a while; called every second. */
  forgetOld: () => void
  idle: () => Promise<void>
}

/** Sessions are kept decrypted in memory for this long after their last use. */
const CACHE_MS = 30_000

/** @see MessageHandler */
export function createMessageHandler(needs: MessageHandlerNeeds): MessageHandler {
  const { store, clock, observer } = needs
  const toMark = createMessageMark(needs.secret)
  const queue = createKeyedQueue({ perKey: limits.waitingPerConversation, inAll: limits.waitingInAll })
  const cache = createLruCache<Conversation>({ entries: limits.cachedConversations, maxAgeMs: CACHE_MS })
  const failures = createLruCache<number>({ entries: 1_000, maxAgeMs: limits.markTtlMs })
  const leftToNewer = createLruCache<number>({ entries: 1_000, maxAgeMs: limits.markTtlMs })
  const notice = createDirectNotice(needs)
  const opener = createConversationOpener(needs)
  const turnNeeds: TurnNeeds = {
    ...needs,
    isCurrent: opener.isCurrent,
    promise: (conversation, session) => commitPromise(needs, conversation, session),
  }

  const understanding = createUnderstanding()
  const flood = createFloodGuard({
    ...needs,
    detectDanger: (text, recent) => understanding.detectDanger(text, [...recent]),
    onPassed: (contact, { languageHint }) => notice('tooFast', contact, firstLanguage(languageHint)),
  })

  async function handle(msg: MsgIn): Promise<void> {
    if (flood.admit(msg) === 'pass') return
    await take(msg).finally(() => flood.done(msg.from.channel))
  }

  function take(msg: MsgIn): Promise<void> {
    const job: Job = {
      address: msg.from,
      mark: toMark(msg.id),
      input: { type: 'msg', content: msg.content },
      language: firstLanguage(msg.languageHint),
      received: msg.platformId === undefined ? [] : [msg.platformId],
    }
    return queue.run(nameOf(msg.from), () => work(job).catch((error: unknown) => failed(job, error)))
  }

  /** Whatever went wrong, what this process believes of the conversation may be wrong too. */
  function failed(job: Job, error: unknown): void {
    const known = cache.get(nameOf(job.address), clock.now())
    cache.delete(nameOf(job.address))
    const language = known?.session?.language ?? job.language
    if (isStoreAway(error)) {
      notice('notSaved', job.address, language)
      throw error
    }
    if (isNewer(error)) return leave(job, error)
    const times = 1 + (failures.get(job.mark ?? '', clock.now()) ?? 0)
    failures.set(job.mark ?? '', times, clock.now())
    observer.alarm('turn_failed', error)
    if (times < limits.failuresPerMessage) throw error
    observer.count('message_put_aside')
    notice('failed', job.address, language)
  }

  /** A process of a newer release wrote the conversation: delivered again, the message may come to one. */
  function leave({ mark }: Job, error: unknown): never {
    observer.count('left_to_newer')
    if (mark !== null) leftToNewer.set(mark, 1 + (leftToNewer.get(mark, clock.now()) ?? 0), clock.now())
    throw error
  }

  function isLeftForLong(mark: string | null): boolean {
    return mark !== null && (leftToNewer.get(mark, clock.now()) ?? 0) >= limits.leftToNewer
  }

  async function work(job: Job): Promise<void> {
    for (let attempt = 0; attempt < limits.conflicts; attempt += 1) {
      const outcome = await attemptTurn(job)
      observer.count(`turn_${outcome}`)
      if (outcome !== 'conflict') return
      cache.delete(nameOf(job.address))
    }
    throw new AppError('store:unavailable', {
      retryable: true,
      message: 'The conversation is too busy elsewhere.',
    })
  }

  async function attemptTurn(job: Job): Promise<CommitOutcome['type']> {
    const conversation = await find(job)
    if (conversation === 'duplicate') return 'duplicate'
    if (job.mark === null && !isThere(job, conversation)) return nothingThere(conversation)
    const { input } = job
    const turn = input === 'erase' ? null : await takeTurn(turnNeeds, conversation, { ...job, input })
    if (turn?.stale) return 'conflict'
    const outcome = await commitTurn(needs, job, turn?.base ?? conversation, turn)
    if (outcome.type === 'committed') cache.set(nameOf(job.address), outcome.conversation, clock.now())
    else cache.delete(nameOf(job.address))
    return outcome.type
  }

  async function find({ address, mark, input }: Job): Promise<Conversation | 'duplicate'> {
    const known = cache.get(nameOf(address), clock.now())
    if (mark !== null && known?.marks.includes(mark)) return 'duplicate'
    // An erasure needs to know nothing of what was said.
    return known ?? opener.open(address, mark, input === 'erase' || isLeftForLong(mark))
  }

  async function nothingThere({ ref }: Conversation): Promise<'committed'> {
    await store.clearTimer(ref)
    return 'committed'
  }

  function unwritten(contact: Address, input: Job['input']): Promise<void> {
    const job: Job = { address: contact, mark: null, input, language: 'vi', received: [] }
    return queue.run(nameOf(contact), () => work(job))
  }

  return {
    handle,
    tick: (contact) => unwritten(contact, { type: 'tick' }),
    erase: (contact) => unwritten(contact, 'erase'),
    forgetOld: () => cache.prune(clock.now()),
    idle: queue.idle,
  }
}

/** Not so where the clock or the platform speaks of a conversation that has expired or was erased. */
function isThere({ input }: Job, { session, version }: Conversation): boolean {
  return input === 'erase' ? version !== '' : session !== null
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
