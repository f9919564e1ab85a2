import { createHash } from 'node:crypto'
import { type Clock, systemIds } from '../core/clock.ts'
import type { Danger } from '../core/danger.ts'
import { AppError } from '../core/errors.ts'
import type { Address, ChannelType, MsgContent, MsgIn } from '../core/message.ts'
import type { Observer } from '../core/observer.ts'
import { limits } from './limits.ts'
import { createLruCache } from './lru-cache.ts'

/** `pass`: more than a person types, and nothing of danger in it: it is acknowledged and not handled. */
export type Admission = 'take' | 'pass'

/** Keeps one contact, or one platform, from taking what belongs to all. */
export interface FloodGuard {
  /** @throws AppError `request:too_many`: too much is under way here, or too much is to be read; deliver again. */
  admit: (msg: MsgIn) => Admission
  /** A message that was taken is done with. */
  done: (channel: ChannelType) => void
}

export interface FloodGuardNeeds {
  /** Sees danger in a text, given what came shortly before. */
  detectDanger: (text: string, recent: readonly string[]) => Danger | null
  /** Called for each message that is passed over: the contact is to know. */
  onPassed: (contact: Address, msg: MsgIn) => void
  /** Messages a minute that one contact may write; 0: no limit. */
  contactRate?: number
  clock: Clock
  observer: Observer
}

/** What is known of one contact's pace. */
interface Pace {
  /** Ids of the messages taken, by the minute in which they were written: a repeated delivery is not counted again. */
  minutes: Map<number, Set<string>>
  /** The last texts passed over: danger may be told in pieces. */
  recent: string[]
  /** When danger of a kind was let through last, ms. */
  dangers: Map<string, number>
}

const MINUTE = 60_000
const PACE_KEPT_MS = 3 * 3_600_000
const RECENT = 2
/** Longer ones are whole by themselves; reading them together with others would only cost. */
const PIECE_CHARS = 16
/** Longer than a text of the platforms can be; both ends of a longer one are read. */
const READ_CHARS = 4_200
const REMEMBERED_TEXTS = 500

/**
 * Counts by the platform's own clock, so that what waited through an outage and comes all at once is no flood. Beyond
 * the measure each text is still read for danger, and danger is always let through, the same kind once in ten seconds.
 * When even reading would take too much, nothing is acknowledged: no text is passed over unread.
 */
export function createFloodGuard(needs: FloodGuardNeeds): FloodGuard {
  const { clock, observer } = needs
  const paces = createLruCache<Pace>({ entries: limits.watchedContacts, maxAgeMs: PACE_KEPT_MS })
  const underWay = new Map<ChannelType, number>()
  const read = createReader(needs)
  const toName = createCoverNames()
  const perMinute =
    needs.contactRate === 0 ? Number.POSITIVE_INFINITY : (needs.contactRate ?? limits.messagesPerMinute)

  function admit(msg: MsgIn): Admission {
    const { channel } = msg.from
    const busy = underWay.get(channel) ?? 0
    if (busy >= limits.waitingPerPlatform) {
      observer.count(`flood_${channel}_full`)
      throw new AppError('request:too_many', { retryable: true, retryAfterMs: 2_000 })
    }
    if (!isWithinMeasure(msg)) return passOver(msg)
    underWay.set(channel, busy + 1)
    return 'take'
  }

  function isWithinMeasure(msg: MsgIn): boolean {
    if (perMinute === Number.POSITIVE_INFINITY) return true
    const pace = paceOf(msg.from)
    const taken = pace.minutes.get(minuteOf(msg)) ?? new Set<string>()
    if (!taken.has(msg.id) && taken.size >= perMinute && !isNewDanger(pace, msg)) return false
    taken.add(msg.id)
    pace.minutes.set(minuteOf(msg), taken)
    for (const oldest of pace.minutes.keys()) {
      if (pace.minutes.size <= limits.watchedMinutes) break
      pace.minutes.delete(oldest)
    }
    return true
  }

  function paceOf({ channel, id }: Address): Pace {
    const now = clock.now()
    const name = toName(`${channel}:${id}`)
    const found = paces.get(name, now)
    if (found) return found
    const pace: Pace = { minutes: new Map(), recent: [], dangers: new Map() }
    paces.set(name, pace, now)
    return pace
  }

  function isNewDanger(pace: Pace, { content, from }: MsgIn): boolean {
    const kind = kindOfDanger(content, pace.recent)
    pace.recent = [...pace.recent, ...textsOf(content)].slice(-RECENT)
    if (kind === null) return false
    const now = clock.now()
    const isNew = now - (pace.dangers.get(kind) ?? Number.NEGATIVE_INFINITY) >= limits.dangerInFloodMs
    if (isNew) pace.dangers.set(kind, now)
    observer.count(`flood_${from.channel}_danger_${isNew ? 'taken' : 'repeated'}`)
    return isNew
  }

  function kindOfDanger(content: MsgContent, recent: readonly string[]): string | null {
    if (isCallForHelp(content)) return 'asked'
    for (const text of textsOf(content)) {
      const kind = read(text, text.length <= PIECE_CHARS ? recent : [])
      if (kind !== null) return kind
    }
    return null
  }

  function passOver(msg: MsgIn): 'pass' {
    observer.count(`flood_${msg.from.channel}_passed`)
    needs.onPassed(msg.from, msg)
    return 'pass'
  }

  function done(channel: ChannelType): void {
    underWay.set(channel, Math.max(0, (underWay.get(channel) ?? 0) - 1))
  }

  return { admit, done }
}

/** Names for hours of remembering: a picture of this process's memory is not to be a list of who wrote. */
function createCoverNames(): (name: string) => string {
  const salt = systemIds.bytes(16)
  return (name) => createHash('sha256').update(salt).update(name).digest('base64url')
}

/** Reads texts for danger, as many characters a second as leave time for everybody else; the same text only once. */
function createReader({ clock, detectDanger }: FloodGuardNeeds) {
  const verdicts = createLruCache<string>({ entries: REMEMBERED_TEXTS, maxAgeMs: MINUTE })
  const perChar = 1_000 / limits.floodCharsPerSecond
  let spentUntil = 0

  return function read(text: string, recent: readonly string[]): string | null {
    const now = clock.now()
    const whole = [...recent, text].join('\n')
    const known = verdicts.get(whole, now)
    if (known !== undefined) return known === '' ? null : known
    if (spentUntil > now + 1_000)
      throw new AppError('request:too_many', { retryable: true, retryAfterMs: 1_000 })
    spentUntil = Math.max(spentUntil, now) + whole.length * perChar
    const kind = detectDanger(text, recent)?.type ?? null
    verdicts.set(whole, kind ?? '', now)
    return kind
  }
}

function minuteOf({ sentAt }: MsgIn): number {
  return Math.floor(sentAt / MINUTE)
}

function isCallForHelp(content: MsgContent): boolean {
  if (content.type === 'choice') return /^cmd\.(danger|human)$/.test(content.choice)
  return content.type === 'command' && (content.command === 'danger' || content.command === 'human')
}

function textsOf(content: MsgContent): string[] {
  const text =
    content.type === 'text' || content.type === 'unsupported'
      ? content.text
      : content.type === 'photo'
        ? content.caption
        : undefined
  if (text === undefined) return []
  return [
    text.length <= READ_CHARS ? text : `${text.slice(0, READ_CHARS / 2)}\n${text.slice(-READ_CHARS / 2)}`,
  ]
}
