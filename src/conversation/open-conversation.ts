import type { Address } from '../core/message.ts'
import type { Observer } from '../core/observer.ts'
import { isNewer } from '../core/stored-record.ts'
import type { Conversation } from './conversation.ts'
import { createConversationKey } from './conversation-key.ts'
import type { SessionCrypto } from './session-crypto.ts'
import type { SessionStore } from './session-store.ts'

export interface ConversationOpener {
  /**
   * Reads a contact's conversation; 'duplicate' when the marked message was committed before. `anew`: what was said in
   * it stays unread. @throws AppError `store:newer`: it is for a process of a newer release.
   */
  open: (address: Address, mark: string | null, anew: boolean) => Promise<Conversation | 'duplicate'>
  /** Whether the store still holds this version, and has not seen the marked message. */
  isCurrent: (conversation: Conversation, mark: string | null) => Promise<boolean>
}

/** Finds and decrypts what is stored of a contact. A session that cannot be read is reported, not lost silently. */
export function createConversationOpener(needs: {
  secret: string
  store: SessionStore
  crypto: SessionCrypto
  observer: Observer
}): ConversationOpener {
  const toRef = createConversationKey(needs.secret)

  async function open(
    address: Address,
    mark: string | null,
    anew: boolean,
  ): Promise<Conversation | 'duplicate'> {
    const ref = toRef(address)
    const stored = await needs.store.load(ref, mark)
    if (stored.seen) return 'duplicate'
    const conversation: Conversation = {
      ref,
      address,
      box: needs.crypto.sessionBox(address),
      version: stored.version,
      session: null,
      unreadable: false,
      hasTimer: true,
      marks: [],
      renewed: null,
      justLoaded: true,
    }
    if (stored.sealed === null) return conversation
    return anew ? { ...conversation, unreadable: true } : withSession(conversation, stored.sealed)
  }

  function withSession(conversation: Conversation, sealed: string): Conversation {
    try {
      return {
        ...conversation,
        session: needs.crypto.openSession(conversation.box, conversation.ref, sealed),
      }
    } catch (error) {
      if (isNewer(error)) throw error
      needs.observer.alarm('session_unreadable', error)
      return { ...conversation, unreadable: true }
    }
  }

  async function isCurrent(conversation: Conversation, mark: string | null): Promise<boolean> {
    const stored = await needs.store.load(conversation.ref, mark)
    return stored.version === conversation.version && !stored.seen
  }

  return { open, isCurrent }
}
