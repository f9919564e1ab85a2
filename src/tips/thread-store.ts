import { z } from 'zod'

/** One thing said between a tip's giver and its unit after the tip. Sealed to the unit; only hours and ids are in clear. */
export const ThreadEntry = z.strictObject({
  v: z.literal(1),
  id: z.uuid(),
  from: z.enum(['tipster', 'unit']),
  at: z.iso.datetime().describe('The hour for the tipster, the minute for an officer'),
  officer: z.uuid().nullable(),
  sealed: z.base64(),
})
export type ThreadEntry = z.infer<typeof ThreadEntry>

/** What was added to tips, and the doors through which their givers add. Methods throw AppError `store:unavailable`. */
export interface ThreadStore {
  /** From now on the bearer of the token behind `door` (`hashOf` it) may add to the tip. Goes with the mailbox. */
  openDoor(unit: string, door: string, tip: string): Promise<void>
  /** The tip behind a door; null for none. A door that is used stays for another `tipLimits.mailboxDays`. */
  tipBehind(unit: string, door: string): Promise<string | null>
  /** Adds an entry once. `full`: the thread holds as many of this side as it may. */
  add(unit: string, tip: string, entry: ThreadEntry): Promise<'added' | 'repeated' | 'full'>
  /** In the order in which they were stored. */
  read(unit: string, tip: string): Promise<ThreadEntry[]>
  /** With the tip itself, at the end of the time for which it is kept. */
  remove(unit: string, tip: string): Promise<void>
}
