import { z } from 'zod'
import type { IdSource } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import { type Address, ChannelType, MsgOut } from '../core/message.ts'
import { type RecordKind, readRecord } from '../core/stored-record.ts'
import { type Session, sessionRecords } from '../engine/session.ts'
import { type ConversationRef, deriveKey } from './conversation-key.ts'
import { createSealedBox, type SealedBox } from './sealed-box.ts'

/** The replies of one turn as the outbox keeps them. */
export const Delivery = z.strictObject({
  v: z.literal(1),
  to: z.strictObject({ channel: ChannelType, id: z.string() }),
  msgs: z.array(MsgOut),
  /** The platform's ids of what the contact wrote, to delete later. */
  received: z.array(z.string()),
  /** Delete what the platform lets us delete before anything of this is sent. */
  erase: z.boolean(),
  /** The platform takes it until then, ms; later it is dropped. */
  until: z.number().optional(),
  /** The clock brought it, not a message of the contact. */
  reminder: z.literal(true).optional(),
})
export type Delivery = z.infer<typeof Delivery>

const deliveries: RecordKind<Delivery> = {
  schema: Delivery,
  version: 1,
  migrations: [(old) => ({ ...old, v: 1 })],
}

const StoredAddress = Delivery.shape.to
const PlatformIds = z.array(z.string())

/**
 * Two kinds of key. A session opens only with the server's secret and the contact's address together. What another
 * process must read by itself (whom to send to) opens with the secret alone. Redis holds neither.
 */
export interface SessionCrypto {
  /** The box of one contact's session; keep it with the conversation, deriving it costs. */
  sessionBox(address: Address): SealedBox
  sealSession(box: SealedBox, ref: ConversationRef, session: Session): string
  /** @throws AppError `store:corrupt`, `store:newer`. */
  openSession(box: SealedBox, ref: ConversationRef, sealed: string): Session
  sealDelivery(ref: ConversationRef, entry: string, delivery: Delivery): string
  /** @throws AppError `store:corrupt`, `store:newer`. */
  openDelivery(ref: ConversationRef, entry: string, sealed: string): Delivery
  sealAddress(ref: ConversationRef, address: Address): string
  openAddress(ref: ConversationRef, sealed: string): Address
  sealPlatformIds(ref: ConversationRef, ids: readonly string[]): string
  openPlatformIds(ref: ConversationRef, sealed: string): string[]
}

/** @see SessionCrypto */
export function createSessionCrypto(secret: string, ids: Pick<IdSource, 'bytes'>): SessionCrypto {
  const server = createSealedBox(deriveKey(secret, 'outbox'), ids)
  return {
    sessionBox: (address) =>
      createSealedBox(deriveKey(secret, `session:${address.channel}:${address.id}`), ids),
    sealSession: (box, ref, session) => box.seal(JSON.stringify(session), ref.id),
    openSession: (box, ref, sealed) => readRecord(sessionRecords, box.open(sealed, ref.id)),
    sealDelivery: (ref, entry, delivery) =>
      server.seal(JSON.stringify(delivery), `delivery ${ref.id} ${entry}`),
    openDelivery: (ref, entry, sealed) =>
      readRecord(deliveries, server.open(sealed, `delivery ${ref.id} ${entry}`)),
    sealAddress: (ref, address) => server.seal(JSON.stringify(address), `address ${ref.id}`),
    openAddress: (ref, sealed) => parsed(StoredAddress, server.open(sealed, `address ${ref.id}`)),
    sealPlatformIds: (ref, list) => server.seal(JSON.stringify(list), `ids ${ref.id}`),
    openPlatformIds: (ref, sealed) => parsed(PlatformIds, server.open(sealed, `ids ${ref.id}`)),
  }
}

function parsed<T>(schema: z.ZodType<T>, json: string): T {
  const result = schema.safeParse(JSON.parse(json))
  if (!result.success) throw new AppError('store:corrupt')
  return result.data
}
