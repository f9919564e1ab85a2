import { AppError } from '../core/errors.ts'
import type { ServiceOutcome } from '../core/event.ts'
import type { Language } from '../core/language.ts'
import { deriveMailbox, type Mailbox, type OpenedNote, openMark, openNotes, sealMark } from './mailbox.ts'
import { parseReceipt } from './receipt.ts'
import { describeSlip } from './receipt-slip.ts'
import type { MailboxContent, TipOutlet } from './tip-outlet.ts'
import { describeNotes } from './tip-status.ts'

type Outlet = Pick<TipOutlet, 'readMailbox' | 'markMailbox'>

export interface Reader {
  language: Language
  /** Whether what is said stays on the person's own device: then a slip comes with the words that may have been meant. */
  onDevice: boolean
}

/**
 * What the mailbox of a receipt says, in words. Nothing but the mailbox's id and token leaves the device, or the turn.
 * Whatever was typed as a whole code, the same requests of the same length are made.
 */
export async function lookUpReceipt(outlet: Outlet, typed: string, reader: Reader): Promise<ServiceOutcome> {
  const parsed = parseReceipt(typed)
  if (!parsed.ok) {
    const word = parsed.problem === 'unknown_word' ? { word: parsed.word } : {}
    const slip = describeSlip(typed, parsed, reader)
    return { type: 'receipt_not_found', reason: 'wrong_word', ...word, slip }
  }
  const mailbox = await deriveMailbox(parsed.code)
  const content = await orNull(() => outlet.readMailbox(mailbox.id))
  if (content === null) return { type: 'receipt_not_found', reason: 'unavailable' }
  const { notes, seen } = await openContent(mailbox, content)
  await orNull(async () =>
    outlet.markMailbox(mailbox.id, mailbox.markToken, await sealMark(mailbox.recipient, notes.at(-1)?.hash)),
  )
  const described = describeNotes(notes, reader.language, { seen, claim: mailbox.claim })
  return described === null
    ? { type: 'receipt_not_found', reason: 'unknown' }
    : { type: 'receipt_found', ...described }
}

/** The notes under a mailbox, and the newest that was seen before. */
async function openContent(
  { identity }: Mailbox,
  { notes, mark }: MailboxContent,
): Promise<{ notes: OpenedNote[]; seen: string | null }> {
  const [opened, seen] = await Promise.all([
    openNotes(identity, notes),
    mark === null ? null : openMark(identity, mark),
  ])
  return { notes: opened, seen }
}

/** Null when the store cannot be reached now. */
async function orNull<T>(attempt: () => Promise<T>): Promise<T | null> {
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof AppError && isAway(error)) return null
    throw error
  }
}

/** Whether trying again later can help. */
export function isAway(error: AppError): boolean {
  return error.retryable || error.code === 'store:unavailable'
}
