import { z } from 'zod'
import { AppError } from '../core/errors.ts'
import { Language } from '../core/language.ts'
import { Hour, type SealedTip, TipCategory, Urgency } from '../core/tip.ts'

/** One entry of the stream `antam:{unit:ID}:tips`, version 1: every field is a string, as Redis keeps it. */
export const QueueEntry = z
  .strictObject({
    v: z.literal('1').describe('Version of this form'),
    id: z.uuid().describe('The tip; the same id never stands twice'),
    category: TipCategory,
    urgency: Urgency.describe(
      'khan: somebody may be harmed now · cao: going on now, or minors involved · thuong: the rest',
    ),
    ward: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .describe('Ward code of the deployment, or unknown'),
    hour: Hour.describe('When it was given, rounded down, UTC'),
    lang: Language,
    files: z
      .string()
      .regex(/^[0-5]$/)
      .describe('How many sealed files belong to it; their ids are inside'),
    sealed: z.base64().describe('age file, base64; opens to the JSON of a tip, padded with white space'),
  })
  .describe('A tip in the queue')
export type QueueEntry = z.infer<typeof QueueEntry>

/** Originals are not counted: they belong to a file that is. */
function countFiles({ files }: Pick<SealedTip, 'files'>): number {
  return files.filter(({ original }) => original !== true).length
}

/** What of a sealed tip stands in the queue. */
export function toQueueEntry(tip: SealedTip): QueueEntry {
  const { v, id, category, urgency, ward, hour, lang, sealed } = tip
  return { v, id, category, urgency, ward, hour, lang, files: String(countFiles(tip)), sealed }
}

/** @throws AppError `store:corrupt` when it is not an entry of ours. */
export function parseQueueEntry(fields: unknown): QueueEntry {
  const entry = QueueEntry.safeParse(fields)
  if (!entry.success)
    throw new AppError('store:corrupt', { message: 'An entry of the tip queue is not of version 1.' })
  return entry.data
}
