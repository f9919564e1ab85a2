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
  }
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
        return needs.tipDesk.lookUp(call.code, call.language)
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

/** Whether the call only reads: it may run on a session that another process has meanwhile replaced. */
export function isHarmless(call: ServiceCall): boolean {
  return (
    call.type === 'answer_question' || call.type === 'look_up_receipt' || call.type === 'erase_conversation'
  )
}
