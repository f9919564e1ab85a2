import { type Clock, vietnamDay } from '../../core/clock.ts'
import type { ServiceCall, ServiceOutcome } from '../../core/event.ts'
import type { Language } from '../../core/language.ts'
import type { Knowledge } from '../../knowledge/answer.ts'
import type { TipDesk } from '../../tips/tip-desk.ts'

export interface ServicesNeeds {
  /** Both come when they are first needed; rejected means: not there, for now. */
  knowledge(): Promise<Knowledge>
  tipDesk(): Promise<TipDesk>
  /** Place slug of the deployment, for plans. */
  place: string
  clock: Clock
  /** Removes what this page keeps on the device. */
  eraseTraces(): Promise<void>
}

/** What the page can do for the conversation. Questions are answered here; only a sealed tip ever leaves. */
export function createServices(needs: ServicesNeeds): (call: ServiceCall) => Promise<ServiceOutcome> {
  return async function callService(call) {
    switch (call.type) {
      case 'answer_question':
        return { type: 'question_answered', answer: await answer(call.question, call.language) }
      case 'submit_tip':
        return (await needs.tipDesk()).submit(call.draft, call.secret)
      case 'look_up_receipt':
        return (await needs.tipDesk()).lookUp(call.code, call.language)
      case 'add_to_tip':
        return (await needs.tipDesk()).add(call)
      case 'erase_conversation':
        await needs.eraseTraces()
        return { type: 'conversation_erased' }
      // This is the sealed page, and nobody is on duty behind it yet: the flows say what to do instead.
      case 'make_sealed_link':
      case 'request_human':
        return { type: 'service_failed' }
    }
  }

  async function answer(question: string, language: Language) {
    const knowledge = await needs.knowledge()
    return knowledge.answer(question, { asOf: vietnamDay(needs.clock.now()), place: needs.place, language })
  }
}
