import { z } from 'zod'
import type { ServiceCall, ServiceOutcome } from '../../src/core/event.ts'
import type { Services } from '../../src/engine/run-turn.ts'
import { leftOutText } from '../../src/tips/left-out.ts'

const Answers = z.union([
  z.enum(['answered', 'refused', 'failed']),
  z.strictObject({ answer: z.string() }),
  z.strictObject({ refusal: z.string() }),
])

/** The world outside the engine, as a transcript scripts it. What is not named works. */
export const ServiceScript = z.strictObject({
  answer_question: Answers.optional(),
  submit_tip: z
    .enum(['success', 'without_video', 'unavailable', 'no_recipient', 'too_large', 'incomplete', 'failed'])
    .optional(),
  look_up_receipt: z.enum(['found', 'unknown', 'wrong_word', 'unavailable', 'failed']).optional(),
  add_to_tip: z.enum(['success', 'unavailable', 'closed', 'failed']).optional(),
  make_sealed_link: z.enum(['success', 'failed']).optional(),
  request_human: z.enum(['success', 'nobody', 'failed']).optional(),
  erase_conversation: z.enum(['success', 'failed']).optional(),
})
export type ServiceScript = z.infer<typeof ServiceScript>

const FAILED: ServiceOutcome = { type: 'service_failed' }

/** The services of a transcript, and the calls they got. */
export function scriptedServices(script: ServiceScript): { services: Services; calls: ServiceCall[] } {
  const calls: ServiceCall[] = []
  const services: Services = async (call) => {
    calls.push(call)
    return outcomeOf(script, call)
  }
  return { services, calls }
}

function outcomeOf(script: ServiceScript, call: ServiceCall): ServiceOutcome {
  if (script[call.type] === 'failed') return FAILED
  switch (call.type) {
    case 'answer_question':
      return answerOf(script.answer_question ?? 'answered', call.question)
    case 'submit_tip':
      return submissionOf(script.submit_tip ?? 'success')
    case 'look_up_receipt':
      return statusOf(script.look_up_receipt ?? 'found')
    case 'add_to_tip':
      return additionOf(script.add_to_tip ?? 'success')
    case 'make_sealed_link':
      return { type: 'link_made', url: 'https://example.test/kin#abc' }
    case 'request_human':
      return { type: 'human_requested', waitMinutes: script.request_human === 'nobody' ? null : 5 }
    case 'erase_conversation':
    default:
      return { type: 'conversation_erased' }
  }
}

function answerOf(script: z.infer<typeof Answers>, question: string): ServiceOutcome {
  const refused = script === 'refused' || (typeof script === 'object' && 'refusal' in script)
  const answer =
    typeof script === 'object'
      ? 'answer' in script
        ? script.answer
        : script.refusal
      : refused
        ? 'Mình chưa có căn cứ để trả lời câu này.'
        : 'Câu trả lời, kèm nguồn.'
  const base = { question, answer, citations: [], passages: [], nearest: [] }
  return {
    type: 'question_answered',
    answer: refused ? { ...base, refused, reason: 'no_ground' } : { ...base, refused },
  }
}

function submissionOf(script: NonNullable<ServiceScript['submit_tip']>): ServiceOutcome {
  const stored = { type: 'tip_submitted', receipt: 'ao ba ca da en gao ha', unit: 'Công an phường' } as const
  if (script === 'success') return stored
  if (script === 'without_video')
    return { ...stored, leftOut: leftOutText([{ kind: 'video', problem: 'no_cleaner' }], 'vi') }
  return script === 'failed' ? FAILED : { type: 'tip_not_submitted', reason: script }
}

function statusOf(script: NonNullable<ServiceScript['look_up_receipt']>): ServiceOutcome {
  if (script === 'found')
    return {
      ...{ type: 'receipt_found', status: 'Đang xem xét', updated: '20/11/2026', notes: [] },
      ...{ news: 'Có 1 điều mới từ lần xem trước.', until: '26/12/2027' },
    }
  if (script === 'failed') return FAILED
  const slip = 'Từ “gaoo” chưa đúng. Bạn xem lại chỗ đã ghi rồi gõ lại cả mã nhé.'
  return { type: 'receipt_not_found', reason: script, ...(script === 'wrong_word' && { word: 'gaoo', slip }) }
}

function additionOf(script: NonNullable<ServiceScript['add_to_tip']>): ServiceOutcome {
  if (script === 'failed') return FAILED
  return script === 'success' ? { type: 'addition_sent' } : { type: 'addition_not_sent', reason: script }
}
