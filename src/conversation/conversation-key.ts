import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { Address } from '../core/message.ts'

/** Number of shards: all keys of a conversation lie in one, so that one script can commit them, also on a Cluster. */
export const SHARDS = 64

/** Names a conversation without saying whose it is. */
export interface ConversationRef {
  /** 32 hex digits of HMAC-SHA256(secret, channel:user). */
  id: string
  /** 0..63. */
  shard: number
}

/** Derives an independent 32-byte key from the hotline's secret. `purpose` keeps the keys apart. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'antam', purpose, 32))
}

/** A key object: raw bytes would be made one anew for each message. */
function macKey(secret: string, purpose: string): KeyObject {
  return createSecretKey(deriveKey(secret, purpose))
}

/** Makes references from addresses: the same address gives the same reference on every process of a deployment. */
export function createConversationKey(secret: string): (address: Address) => ConversationRef {
  const key = macKey(secret, 'conversation key')
  return function toRef(address) {
    const mac = createHmac('sha256', key).update(`${address.channel}:${address.id}`).digest()
    return { id: mac.toString('hex', 0, 16), shard: mac.readUInt8(31) % SHARDS }
  }
}

/** A platform's message id as it is remembered: keyed, so that a copy of Redis cannot be matched with the platform's. */
export function createMessageMark(secret: string): (messageId: string) => string {
  const key = macKey(secret, 'message mark')
  return (messageId) => createHmac('sha256', key).update(messageId).digest('base64url').slice(0, 14)
}
