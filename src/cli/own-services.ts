import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { Content } from '../content.ts'
import { type Clock, vietnamDay } from '../core/clock.ts'
import type { Services } from '../engine/run-turn.ts'
import { createKnowledge } from '../knowledge/answer.ts'
import { detectRefusal } from '../safety/detect-refusal.ts'
import { createMemoryMailboxStore } from '../tips/memory-mailbox-store.ts'
import { createMemoryRecipients } from '../tips/memory-recipients.ts'
import { createMemoryTipQueue } from '../tips/memory-tip-queue.ts'
import { createStoredTipOutlet } from '../tips/stored-tip-outlet.ts'
import { createTipDesk } from '../tips/tip-desk.ts'

/**
 * The hotline's own services for somebody who tries a flow: answers are real; tips are sealed to a key made for this
 * session and wait in its memory, so a trial never reaches an officer. Nobody is on duty, and there is no page to link to.
 */
export async function createOwnServices(
  content: Content,
  needs: { clock: Clock; printError(line: string): void },
): Promise<Services> {
  const knowledge = createKnowledge(content.knowledge, { detectRefusal })
  const tipDesk = await createTrialDesk(content, needs.clock)
  return async (call) => {
    switch (call.type) {
      case 'answer_question': {
        const context = {
          asOf: vietnamDay(needs.clock.now()),
          place: content.deployment.place,
          language: call.language,
        }
        return { type: 'question_answered', answer: knowledge.answer(call.question, context) }
      }
      case 'submit_tip':
        needs.printError('(sealed to a key of this session and kept in memory: no officer gets it)')
        return tipDesk.submit(call.draft, call.secret)
      case 'look_up_receipt':
        return tipDesk.lookUp(call.code, call.language)
      case 'add_to_tip':
        return tipDesk.add(call)
      case 'erase_conversation':
        return { type: 'conversation_erased' }
      case 'make_sealed_link':
      case 'request_human':
      default:
        return { type: 'service_failed' }
    }
  }
}

async function createTrialDesk(content: Content, clock: Clock) {
  const recipients = createMemoryRecipients({ clock })
  const recipient = await identityToRecipient(await generateX25519Identity())
  for (const unit of content.deployment.units) await recipients.add(unit.id, recipient, 'cli')
  const outlet = createStoredTipOutlet({
    queue: createMemoryTipQueue({ clock }),
    mailboxes: createMemoryMailboxStore(),
    recipients,
  })
  return createTipDesk({ outlet, deployment: content.deployment, clock, files: async () => null })
}
