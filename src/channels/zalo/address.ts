import type { Address } from '../../core/message.ts'

/** A visitor of a web widget without an account: both ids are needed to answer. */
const GUEST = /^guest (\S+) (\S+)$/

export function userAddress(userId: string): Address {
  return { channel: 'zalo', id: userId }
}

export function guestAddress(anonymousId: string, conversationId: string): Address {
  return { channel: 'zalo', id: `guest ${anonymousId} ${conversationId}` }
}

/** Who gets a message, in Zalo's words, and which end point takes it. */
export function toRecipient(address: Address): { path: string; recipient: object } {
  const [, anonymous_id, conversation_id] = GUEST.exec(address.id) ?? []
  if (anonymous_id === undefined) return { path: '/v3.0/oa/message/cs', recipient: { user_id: address.id } }
  return { path: '/v2.0/oa/message', recipient: { anonymous_id, conversation_id } }
}
