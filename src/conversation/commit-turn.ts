import type { Channel } from '../channels/channel.ts'
import type { Clock, IdSource } from '../core/clock.ts'
import type { Language } from '../core/language.ts'
import type { Address, ChannelType } from '../core/message.ts'
import type { Input } from '../engine/engine.ts'
import type { Session } from '../engine/session.ts'
import { type Conversation, wakeTime } from './conversation.ts'
import { limits } from './limits.ts'
import type { Sender } from './sender.ts'
import type { Delivery, SessionCrypto } from './session-crypto.ts'
import type { CommitOutcome, SessionStore, TurnCommit } from './session-store.ts'
import type { TakenTurn } from './take-turn.ts'

/** What one turn works on, whether a message, a tick or an erasure started it. */
export interface Job {
  address: Address
  /** The message's mark; null for ticks and erasures. */
  mark: string | null
  input: Input | 'erase'
  language: Language
  /** The platform's ids of what the contact wrote. */
  received: string[]
}

export interface CommitNeeds {
  store: SessionStore
  crypto: SessionCrypto
  sender: Pick<Sender, 'leaseFor' | 'accept' | 'forget'>
  channels: ReadonlyMap<ChannelType, Channel>
  clock: Clock
  ids: IdSource
}

/** The outcome, and the conversation as it is after a commit. */
export type CommittedTurn =
  | { type: 'committed'; conversation: Conversation }
  | Exclude<CommitOutcome, { type: 'committed' }>

const VERSION_BYTES = 12
const REMEMBERED_MARKS = 20

/**
 * Seals a turn and commits it as one; only then its replies are handed to the sender. `turn` null erases without a word.
 * @throws AppError `store:unavailable`: whether it was committed is not known.
 */
export async function commitTurn(
  needs: CommitNeeds,
  job: Job,
  conversation: Conversation,
  turn: TakenTurn | null,
): Promise<CommittedTurn> {
  const { ref } = conversation
  const version = newVersion(needs)
  const window = needs.channels.get(job.address.channel)?.window
  const heardAt = job.mark === null ? conversation.session?.heardAt : needs.clock.now()
  const heard = window === undefined || heardAt === undefined ? {} : { heardAt }
  const kept = turn === null || turn.erased ? null : { ...turn.session, ...heard }
  const delivery = deliveryOf(needs, job, turn, heard.heardAt)
  const parts = { job, conversation, version, kept, delivery }
  const commit = toCommit(needs, parts)
  const outcome = await needs.store.commit(commit)
  if (outcome.type !== 'committed') return outcome
  if (delivery?.erase) needs.sender.forget(ref)
  if (delivery)
    needs.sender.accept({ ref, lease: commit.lease, at: commit.now, ...outcome, entry: version, delivery })
  return { type: 'committed', conversation: afterwards(parts, commit) }
}

/**
 * Stores a session that owes something, between two parts of a turn; nothing is said yet. Should nobody go on with it,
 * the conversation is woken after `limits.owedMs`. Null when the store holds another version.
 * @throws AppError `store:unavailable`.
 */
export async function commitPromise(
  needs: CommitNeeds,
  conversation: Conversation,
  kept: Session,
): Promise<Conversation | null> {
  const { address } = conversation
  const job: Job = { address, mark: null, input: { type: 'tick' }, language: kept.language, received: [] }
  const version = newVersion(needs)
  const parts = { job, conversation, version, kept, delivery: null }
  const commit = toCommit(needs, parts)
  const outcome = await needs.store.commit({ ...commit, wakeAt: commit.now + limits.owedMs })
  if (outcome.type !== 'committed') return null
  return { ...afterwards(parts, commit), hasTimer: true, justLoaded: true }
}

function newVersion({ ids }: CommitNeeds): string {
  return Buffer.from(ids.bytes(VERSION_BYTES)).toString('base64url')
}

interface Parts {
  job: Job
  conversation: Conversation
  version: string
  kept: Session | null
  delivery: Delivery | null
}

function toCommit({ crypto, sender, clock }: CommitNeeds, parts: Parts): TurnCommit {
  const { job, conversation, version, kept, delivery } = parts
  const { ref, box } = conversation
  const isNew = conversation.version === ''
  return {
    ref,
    message: job.mark,
    expectedVersion: conversation.version,
    version,
    session: kept && crypto.sealSession(box, ref, kept),
    address: isNew && kept !== null ? crypto.sealAddress(ref, conversation.address) : null,
    delivery: delivery && {
      sealed: crypto.sealDelivery(ref, version, delivery),
      count: delivery.msgs.length,
    },
    wakeAt: wakeChange(conversation, kept),
    lease: sender.leaseFor(ref),
    renews: isToRenew(conversation, clock.now()),
    now: clock.now(),
  }
}

function isToRenew({ version, renewed }: Conversation, now: number): boolean {
  if (version === '' || renewed === null) return true
  return now - renewed.at >= limits.renewMs || renewed.turns >= limits.renewTurns
}

function wakeChange(conversation: Conversation, kept: Session | null): TurnCommit['wakeAt'] {
  const wakeAt = kept && wakeTime(kept)
  return wakeAt === null && !conversation.hasTimer ? 'keep' : wakeAt
}

function afterwards({ job, conversation, kept, version }: Parts, { renews, now }: TurnCommit): Conversation {
  const { marks, renewed } = conversation
  return {
    ...conversation,
    version: kept === null ? '' : version,
    session: kept,
    unreadable: false,
    hasTimer: kept !== null && wakeTime(kept) !== null,
    marks: job.mark === null ? marks : [...marks, job.mark].slice(-REMEMBERED_MARKS),
    renewed:
      renews || renewed === null ? { at: now, turns: 0 } : { at: renewed.at, turns: renewed.turns + 1 },
    justLoaded: false,
  }
}

/** Null when there is nothing to say, nothing to delete and nothing to remember for deleting it later. */
function deliveryOf(
  needs: CommitNeeds,
  job: Job,
  turn: TakenTurn | null,
  heardAt: number | undefined,
): Delivery | null {
  const erase = turn === null || turn.erased
  const channel = needs.channels.get(job.address.channel)
  const msgs = (turn?.msgs ?? []).flatMap((msg) => channel?.divide?.(msg) ?? [msg])
  const remembers = channel?.deleteMessages !== undefined && job.received.length > 0
  if (msgs.length === 0 && !erase && !remembers) return null
  const reminder = job.mark === null && !erase
  const end = endOf(channel?.window, heardAt, reminder ? needs.clock.now() : null)
  const until = end === undefined ? {} : { until: end }
  const kind = reminder ? ({ reminder: true } as const) : {}
  return { v: 1, to: job.address, msgs, received: job.received, erase, ...until, ...kind }
}

/** Until when it may be sent: as long as the platform takes it, and a reminder (made now) not when it is stale. */
function endOf(
  window: Channel['window'],
  heardAt: number | undefined,
  remindedAt: number | null,
): number | undefined {
  const span = remindedAt === null ? window?.replyMs : window?.reminderMs
  const closes = span === undefined || heardAt === undefined ? undefined : heardAt + span
  if (remindedAt === null) return closes
  return Math.min(closes ?? Number.POSITIVE_INFINITY, remindedAt + limits.reminderStaleMs)
}
