import type { Danger } from './danger.ts'
import type { Language } from './language.ts'
import type { MsgOut } from './message.ts'
import type { Answer } from './passage.ts'
import type { TipDraft } from './tip.ts'

/** Work that the engine asks of whoever runs it. The engine waits for the matching `ServiceOutcome`. */
export type ServiceCall =
  | { type: 'answer_question'; question: string; language: Language }
  /** `secret` (64 hex digits) lives in the session from the first question on: tip id and receipt come from it, so a repeated turn repeats nothing. */
  | { type: 'submit_tip'; draft: TipDraft; secret: string }
  | { type: 'look_up_receipt'; code: string; language: Language }
  /** What the holder of a code adds to its tip. The same words from the same run are one addition. */
  | { type: 'add_to_tip'; code: string; text: string; secret: string; language: Language }
  /** A one-time link to the sealed page, for messengers. */
  | { type: 'make_sealed_link'; language: Language }
  | { type: 'request_human'; topic: string; language: Language }
  /** Forget the conversation, and delete what the platform lets us delete. */
  | { type: 'erase_conversation' }

/** `category` is what the flow routes on; `values` become results that texts can show. */
export type ServiceOutcome =
  | { type: 'question_answered'; answer: Answer }
  /** `leftOut` says in a sentence which files the tip went without, and why. */
  | { type: 'tip_submitted'; receipt: string; unit: string; leftOut?: string }
  | {
      type: 'tip_not_submitted'
      reason: 'unavailable' | 'no_recipient' | 'too_large' | 'incomplete'
      leftOut?: string
    }
  | {
      type: 'receipt_found'
      status: string
      updated: string
      notes: string[]
      /** Sentences, each empty when there is nothing to say: what is new, how long the mailbox stays, a reward. */
      news?: string
      until?: string
      reward?: string
    }
  /** `slip` says in a sentence what is wrong with a code and, on the person's own device, what it may have been. */
  | {
      type: 'receipt_not_found'
      reason: 'wrong_word' | 'unknown' | 'unavailable'
      word?: string
      slip?: string
    }
  | { type: 'addition_sent' }
  /** `closed`: nothing can be added under this code (any more). */
  | {
      type: 'addition_not_sent'
      reason: 'unavailable' | 'no_recipient' | 'too_large' | 'full' | 'closed' | 'wrong_word'
    }
  | { type: 'link_made'; url: string }
  | { type: 'human_requested'; waitMinutes: number | null }
  | { type: 'conversation_erased' }
  /** The service is not there at all (no page address, no counsellor, Redis away). */
  | { type: 'service_failed' }

/** What happened in a turn, oldest first. Whoever runs the engine carries it out; tests read it. */
export type Event =
  | { type: 'msg_created'; msg: MsgOut }
  | { type: 'service_called'; call: ServiceCall }
  | { type: 'danger_detected'; danger: Danger }
  | { type: 'request_refused'; reason: string }
  | { type: 'flow_entered'; flow: string }
  | { type: 'flow_ended'; flow: string }
  | { type: 'intent_recognised'; intent: string }
  | { type: 'input_not_understood'; times: number }
  | { type: 'language_changed'; language: Language }
  /** A limit of `flows/limits.ts` stopped the turn: an author's mistake that inspection did not see. */
  | { type: 'limit_reached'; limit: string }
