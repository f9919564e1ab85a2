import { AppError } from '../core/errors.ts'
import type { ServiceOutcome } from '../core/event.ts'
import type { Language } from '../core/language.ts'
import { deriveMailbox, openNotes } from './mailbox.ts'
import { parseReceipt } from './receipt.ts'
import type { TipOutlet } from './tip-outlet.ts'
import { describeNotes } from './tip-status.ts'

/** What the mailbox of a receipt says, in words. Nothing but the mailbox's id leaves the device, or the turn. */
export async function lookUpReceipt(
  outlet: Pick<TipOutlet, 'readMailbox'>,
  typed: string,
  language: Language,
): Promise<ServiceOutcome> {
  const parsed = parseReceipt(typed)
  if (!parsed.ok) {
    const word = parsed.problem === 'unknown_word' ? { word: parsed.word } : {}
    return { type: 'receipt_not_found', reason: 'wrong_word', ...word }
  }
  const mailbox = await deriveMailbox(parsed.code)
  const sealed = await readMailbox(outlet, mailbox.id)
  if (sealed === null) return { type: 'receipt_not_found', reason: 'unavailable' }
  const described = describeNotes(await openNotes(mailbox.identity, sealed), language)
  return described === null
    ? { type: 'receipt_not_found', reason: 'unknown' }
    : { type: 'receipt_found', ...described }
}

/** Null when the store cannot be reached now. */
async function readMailbox(
  outlet: Pick<TipOutlet, 'readMailbox'>,
  id: string,
): Promise<readonly string[] | null> {
  try {
    return await outlet.readMailbox(id)
  } catch (error) {
    if (error instanceof AppError && isAway(error)) return null
    throw error
  }
}

/** Whether trying again later can help. */
export function isAway(error: AppError): boolean {
  return error.retryable || error.code === 'store:unavailable'
}
