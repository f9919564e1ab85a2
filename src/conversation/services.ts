import type { ServiceCall, ServiceOutcome } from '../core/event.ts'
import type { Language } from '../core/language.ts'
import type { Answer } from '../core/passage.ts'
import type { TipDraft } from '../core/tip.ts'

/** What the conversation can ask of the rest of the hotline. A rejected promise means: the service is not there. */
export interface ServiceNeeds {
  knowledge: { answer(question: string, language: Language): Promise<Answer> | Answer }
  /** Repeating `submit` with the same draft and secret must change nothing and give the same receipt. */
  tipDesk: {
    submit(draft: TipDraft, secret: string): Promise<ServiceOutcome>
    lookUp(code: string, language: Language): Promise<ServiceOutcome>
    /** Repeating it with the same words and secret must change nothing. */
    add(addition: { code: string; text: string; secret: string }): Promise<ServiceOutcome>
  }
  /** Whether this conversation may try a code now; each try counts. Without it there is no limit. */
  mayTryCode?: (conversation: string) => boolean
  /** Address of the one-time page, or null when the deployment has none. */
  makeSealedLink(language: Language): Promise<string | null>
  /** Minutes to wait, or null when nobody can say; rejects when no counsellor can be reached at all. */
  requestHuman(who: { conversation: string }, topic: string, language: Language): Promise<number | null>
}

/** What a call may do to the conversation that made it. */
interface ServiceCaller {
  conversation: string
  /** Marks the conversation to be erased by this turn's commit. */
  erase(): void
}

export type Services = (caller: ServiceCaller, call: ServiceCall) => Promise<ServiceOutcome>

/** Maps each call of the engine to the part of the hotline that does it. */
export function createServices(needs: ServiceNeeds): Services {
  return async function callService(caller, call) {
    switch (call.type) {
      case 'answer_question':
        return {
          type: 'question_answered',
          answer: await needs.knowledge.answer(call.question, call.language),
        }
      case 'submit_tip':
        return needs.tipDesk.submit(call.draft, call.secret)
      case 'look_up_receipt':
        if (needs.mayTryCode?.(caller.conversation) === false) return tooManyTries(call.language)
        return needs.tipDesk.lookUp(call.code, call.language)
      case 'add_to_tip':
        return needs.tipDesk.add(call)
      case 'make_sealed_link':
        return linkOutcome(await needs.makeSealedLink(call.language))
      case 'request_human': {
        const waitMinutes = await needs.requestHuman(caller, call.topic, call.language)
        return { type: 'human_requested', waitMinutes }
      }
      case 'erase_conversation':
        caller.erase()
        return { type: 'conversation_erased' }
      default:
        return call satisfies never
    }
  }
}

function linkOutcome(url: string | null): ServiceOutcome {
  return url === null ? { type: 'service_failed' } : { type: 'link_made', url }
}

function tooManyTries(language: Language): ServiceOutcome {
  const slip =
    language === 'vi'
      ? 'Bạn đã thử nhiều mã trong một giờ nên mình tạm dừng. Chờ một giờ rồi gõ lại mã nhé.'
      : 'Many codes were tried within an hour, so this pauses. Please type the code again in an hour.'
  return { type: 'receipt_not_found', reason: 'wrong_word', slip }
}

/**
 * Whether the call changes nothing in the world: it may run on a session that another process has meanwhile replaced. A
 * link is an address and a random number; nothing is stored for it.
 */
export function isHarmless(call: ServiceCall): boolean {
  return HARMLESS.has(call.type)
}

const HARMLESS: ReadonlySet<ServiceCall['type']> = new Set([
  'answer_question',
  'look_up_receipt',
  'make_sealed_link',
  'erase_conversation',
])
