import { createHash } from 'node:crypto'
import type { Clock, IdSource } from '../core/clock.ts'
import type { ChannelType } from '../core/message.ts'
import type { DeadLetter, OutboxStore } from './outbox-store.ts'
import type { Delivery, SessionCrypto } from './session-crypto.ts'

/** What an operator may see of a message that could not be delivered: no text, no address. */
export interface LetterNotice {
  /** Names the letter to `retry` and `drop`; says nothing of whose it is. */
  handle: string
  kind: 'danger reply' | 'reply' | 'reminder' | 'unreadable'
  channel: ChannelType | null
  /** Code of the last failure. */
  reason: string
  /** When it was given up, ms. */
  at: number
}

/** Messages that were given up. */
export interface DeadLetters {
  list(): Promise<LetterNotice[]>
  /** Puts the message behind what waits in its conversation. False: it is not there any more, or cannot be read. */
  retry(handle: string): Promise<boolean>
  drop(handle: string): Promise<boolean>
}

/** More than a person will look through. */
const LISTED = 2_000
const ENTRY_BYTES = 12

/** @see DeadLetters */
export function createDeadLetters(needs: {
  outbox: Pick<OutboxStore, 'dead' | 'revive' | 'discard'>
  crypto: SessionCrypto
  clock: Clock
  ids: Pick<IdSource, 'bytes'>
}): DeadLetters {
  const { outbox, crypto } = needs

  async function list(): Promise<LetterNotice[]> {
    const letters = await outbox.dead(LISTED)
    return letters.map((letter) => toNotice(letter, deliveryOf(letter))).toSorted((a, b) => a.at - b.at)
  }

  function deliveryOf({ ref, entry }: DeadLetter): Delivery | null {
    try {
      return crypto.openDelivery(ref, entry.id, entry.sealed)
    } catch {
      return null
    }
  }

  async function find(handle: string): Promise<DeadLetter | undefined> {
    return (await outbox.dead(LISTED)).find((letter) => handleOf(letter) === handle)
  }

  async function retry(handle: string): Promise<boolean> {
    const letter = await find(handle)
    const delivery = letter && deliveryOf(letter)
    const msg = delivery?.msgs[letter === undefined ? -1 : letter.entry.done - 1]
    if (letter === undefined || !delivery || msg === undefined) return false
    const id = Buffer.from(needs.ids.bytes(ENTRY_BYTES)).toString('base64url')
    const again: Delivery = { ...delivery, msgs: [msg], received: [], erase: false }
    const sealed = crypto.sealDelivery(letter.ref, id, again)
    return outbox.revive(letter, { id, sealed }, needs.clock.now())
  }

  async function drop(handle: string): Promise<boolean> {
    const letter = await find(handle)
    return letter !== undefined && outbox.discard(letter)
  }

  return { list, retry, drop }
}

function toNotice(letter: DeadLetter, delivery: Delivery | null): LetterNotice {
  const { reason, at } = letter
  return {
    handle: handleOf(letter),
    kind: kindOf(letter, delivery),
    channel: delivery?.to.channel ?? null,
    reason,
    at,
  }
}

function kindOf({ entry }: DeadLetter, delivery: Delivery | null): LetterNotice['kind'] {
  const msg = delivery?.msgs[entry.done - 1]
  if (!delivery || msg === undefined) return 'unreadable'
  if (msg.urgent) return 'danger reply'
  return delivery.reminder ? 'reminder' : 'reply'
}

function handleOf({ stored }: DeadLetter): string {
  return createHash('sha256').update(stored).digest('hex').slice(0, 10)
}
