import { z } from 'zod'
import { Language } from '../core/language.ts'
import { TipCategory, Urgency } from '../core/tip.ts'
import { UnitId } from './officer.ts'

export const triageStates = ['new', 'opened', 'checking', 'passed_on', 'closed', 'spam'] as const
export const TriageState = z.enum(triageStates)
export type TriageState = z.infer<typeof TriageState>

/** States that still wait for somebody. */
const openStates = ['new', 'opened', 'checking'] as const satisfies readonly TriageState[]

/** How a closed tip ended. */
export const dispositions = [
  'confirmed',
  'not_confirmed',
  'too_little',
  'duplicate',
  'handled_before',
] as const
export const Disposition = z.enum(dispositions)
export type Disposition = z.infer<typeof Disposition>

/**
 * Why a state was changed, in fixed words: a free text in clear would carry the tip's content into Redis.
 * An officer's own words go into a remark that is sealed to the unit.
 */
export const changeReasons = [
  'read',
  'enough_to_check',
  'danger_now',
  'known_place',
  'other_authority',
  'higher_unit',
  'check_finished',
  'not_about_drugs',
  'empty_or_joke',
  'advertising',
  'marked_by_mistake',
  'new_information',
  'other',
] as const
export const ChangeReason = z.enum(changeReasons)
export type ChangeReason = z.infer<typeof ChangeReason>

type Transitions = Record<TriageState, Partial<Record<TriageState, readonly ChangeReason[]>>>

const toChecking = ['enough_to_check', 'danger_now', 'known_place', 'other'] as const
const toPassedOn = ['other_authority', 'higher_unit', 'danger_now', 'other'] as const
const toClosed = ['check_finished', 'known_place', 'not_about_drugs', 'other'] as const
const toSpam = ['empty_or_joke', 'advertising', 'other'] as const

/** Every allowed change with its reasons; what is not here is refused. Nothing returns to `new`. */
const transitions: Transitions = {
  new: { opened: ['read'] },
  opened: { checking: toChecking, passed_on: toPassedOn, closed: toClosed, spam: toSpam },
  checking: { passed_on: toPassedOn, closed: toClosed, spam: toSpam },
  passed_on: { checking: ['new_information', 'marked_by_mistake', 'other'], closed: toClosed },
  closed: { checking: ['new_information', 'marked_by_mistake', 'other'] },
  spam: { opened: ['marked_by_mistake', 'new_information', 'other'] },
}

export function reasonsFor(from: TriageState, to: TriageState): readonly ChangeReason[] {
  return transitions[from][to] ?? []
}

/** Why the unit above asks for a photo as it was made, in fixed words. */
export const originalReasons = ['evidence', 'place_time', 'face_plate', 'genuine'] as const
export const OriginalReason = z.enum(originalReasons)
export type OriginalReason = z.infer<typeof OriginalReason>

/** One original on its way from the unit to the unit above. */
export const OriginalRequest = z.strictObject({
  original: z.uuid(),
  /** asked: the unit above wants it · agreed: the unit opened the outer envelope and handed on the inner · opened. */
  state: z.enum(['asked', 'agreed', 'opened']),
  reason: OriginalReason,
  askedBy: z.uuid(),
  agreedBy: z.uuid().optional(),
  until: z.iso.datetime().optional().describe('The inner envelope is there until then'),
})
export type OriginalRequest = z.infer<typeof OriginalRequest>

/** When a state was first entered, to the minute; `new` to the hour, as the tip itself. */
const StateTimes = z.partialRecord(TriageState, z.iso.datetime())

/** What the server keeps of a tip in triage: nothing of its content, nothing of its writer. */
export const TriageItem = z.strictObject({
  v: z.literal(1),
  tip: z.uuid(),
  entry: z
    .string()
    .regex(/^\d+-\d+$/)
    .describe('Id of the queue entry that holds the sealed tip'),
  unit: UnitId,
  category: TipCategory,
  urgency: Urgency,
  ward: z.string().max(40),
  hour: z.iso.datetime(),
  lang: Language,
  files: z.number().int().min(0).max(5).describe('How many files were sent with it'),
  state: TriageState,
  version: z.number().int().positive().describe('Rises by one with each change'),
  disposition: Disposition.nullable(),
  officer: z.uuid().nullable().describe('Who changed it last'),
  times: StateTimes,
  replies: z.number().int().positive().optional().describe('How often the tipster added to it'),
  repliesRead: z.number().int().positive().optional().describe('How many of these an officer has read'),
  originals: z.array(OriginalRequest).max(5).optional(),
})
export type TriageItem = z.infer<typeof TriageItem>

const urgencyRank = { khan: 0, cao: 1, thuong: 2 } as const satisfies Record<Urgency, number>

/** Orders a list: most urgent first, then the oldest. Fits a Redis score (integers up to 2^53 are exact). */
export function orderScore(item: Pick<TriageItem, 'urgency' | 'hour'>): number {
  return urgencyRank[item.urgency] * 1e14 + Date.parse(item.hour)
}

/** How many additions nobody of the unit has read yet. */
export function unreadReplies(item: Pick<TriageItem, 'replies' | 'repliesRead'>): number {
  return (item.replies ?? 0) - (item.repliesRead ?? 0)
}

export function isOpen(state: TriageState): boolean {
  return openStates.some((open) => open === state)
}

/** The instant without its seconds: finer time than a minute is nobody's business. */
export function toMinute(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16)}:00Z`
}
