import { type Clock, roundToHour } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { ServiceOutcome } from '../core/event.ts'
import { deriveUuid } from './derive.ts'
import { isAway } from './look-up-receipt.ts'
import { deriveMailbox, hashOf, type Mailbox, openNotes } from './mailbox.ts'
import { parseReceipt } from './receipt.ts'
import { recipientSet } from './recipient-sets.ts'
import { sealReply } from './reply.ts'
import { tipLimits } from './tip-limits.ts'
import type { TipOutlet } from './tip-outlet.ts'

export interface Addition {
  /** The receipt, as typed. */
  code: string
  text: string
  /** 64 hex digits: the same words with the same secret are one addition, also when the turn is repeated. */
  secret: string
}

interface Needs {
  outlet: Pick<TipOutlet, 'readMailbox' | 'recipients' | 'addReply'>
  deployment: Deployment
  clock: Clock
}

type Refusal = Extract<ServiceOutcome, { type: 'addition_not_sent' }>['reason']

/** Seals what the holder of a code adds to its tip, for the unit and the one above as they stand now. */
export async function addToTip(needs: Needs, addition: Addition): Promise<ServiceOutcome> {
  const parsed = parseReceipt(addition.code)
  if (!parsed.ok) return { type: 'addition_not_sent', reason: 'wrong_word' }
  try {
    const mailbox = await deriveMailbox(parsed.code)
    const unit = await unitOfMailbox(needs, mailbox)
    if (unit === null) return { type: 'addition_not_sent', reason: 'closed' }
    await sealAndSend(needs, { mailbox, unit }, addition)
    return { type: 'addition_sent' }
  } catch (error) {
    return { type: 'addition_not_sent', reason: refusalOf(error) }
  }
}

/** The first note says to which unit the tip went. */
async function unitOfMailbox({ outlet }: Needs, mailbox: Mailbox): Promise<string | null> {
  const { notes } = await outlet.readMailbox(mailbox.id)
  return (await openNotes(mailbox.identity, notes)).find(({ unit }) => unit !== undefined)?.unit ?? null
}

async function sealAndSend(
  { outlet, deployment, clock }: Needs,
  to: { mailbox: Mailbox; unit: string },
  { text, secret }: Addition,
): Promise<void> {
  const { recipients } = await recipientSet(deployment, to.unit, (id) => outlet.recipients(id))
  const words = readable(text)
  const id = deriveUuid(secret, `addition ${hashOf(words)}`)
  const reply = { v: 1, id, hour: roundToHour(clock.now()), text: words } as const
  const sealed = await sealReply(recipients, to.mailbox.replyKey, reply)
  await outlet.addReply({ unit: to.unit, door: to.mailbox.doorToken, id, sealed })
}

/** Control characters take six bytes each in JSON and say nothing. */
function readable(text: string): string {
  return text
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim()
    .slice(0, tipLimits.replyChars)
}

/** Which errors are expected outcomes, and which; anything else is a bug and goes on. */
function refusalOf(error: unknown): Refusal {
  if (!(error instanceof AppError)) throw error
  if (error.code === 'tip:no_recipient') return 'no_recipient'
  if (error.code === 'tip:too_large') return 'too_large'
  if (error.code === 'mailbox:full') return 'full'
  if (error.code === 'request:not_found' || error.code === 'tip:unknown_unit') return 'closed'
  if (isAway(error)) return 'unavailable'
  throw error
}
