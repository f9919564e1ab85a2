import { z } from 'zod'
import { DangerLevel, DangerType } from '../core/danger.ts'
import { Language } from '../core/language.ts'
import { ChannelType, PhotoRef } from '../core/message.ts'
import { TipPlace, TipTime } from '../core/tip.ts'

/** One answer, by the kind of question. `text` is how it is shown in a summary. */
export const Result = z.strictObject({
  text: z.string(),
  choice: z.string().optional(),
  number: z.number().optional(),
  place: TipPlace.optional(),
  time: TipTime.optional(),
  photos: z.array(PhotoRef).optional(),
  skipped: z.boolean().optional(),
})
export type Result = z.infer<typeof Result>

/** One flow in progress. `secret` seeds the tip's id and receipt; it dies with the run. */
export const Run = z.strictObject({
  flow: z.string(),
  node: z.string(),
  results: z.record(z.string(), Result),
  /** Nodes asked so far with the results before each answer, for "quay lại". */
  history: z.array(z.strictObject({ node: z.string(), results: z.record(z.string(), Result) })),
  /** Set while one answer is being corrected: where to return. */
  returnTo: z.string().optional(),
  secret: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Run = z.infer<typeof Run>

/** What the conversation waits for. `service`: whoever runs the engine owes an outcome. */
export const Waiting = z.discriminatedUnion('for', [
  z.strictObject({
    for: z.literal('answer'),
    node: z.string(),
    prompt: z.string(),
    notUnderstood: z.number().int(),
    /** ms; null when the node has none or it was sent. */
    remindAt: z.number().nullable(),
    timeoutAt: z.number().nullable(),
    /** Sub-state of a confirm ("which answer do you want to correct?") or photos so far. */
    choosingEdit: z.boolean().optional(),
    photos: z.array(PhotoRef).optional(),
  }),
  z.strictObject({ for: z.literal('service'), node: z.string(), call: z.string(), digression: z.boolean().optional() }),
  /** Between flows: the next message starts one. */
  z.strictObject({ for: z.literal('anything') }),
])
export type Waiting = z.infer<typeof Waiting>

/** The whole state of a conversation: plain data, version 1. */
export const Session = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  channel: ChannelType,
  language: Language,
  /** Hash of the flow set that it runs with. */
  flowSet: z.string(),
  turn: z.number().int().nonnegative(),
  /** Innermost last. */
  runs: z.array(Run),
  waiting: Waiting,
  /** Values that services left for texts: receipt, link … Wiped when a flow ends. */
  values: z.record(z.string(), z.string()),
  /** The last texts, newest last, at most 3: danger is told over several short messages. */
  recent: z.array(z.string()),
  danger: z.strictObject({ type: DangerType, level: DangerLevel, at: z.number() }).nullable(),
})
export type Session = z.infer<typeof Session>
