import { z } from 'zod'
import { DangerLevel, DangerType } from '../core/danger.ts'
import { Language } from '../core/language.ts'
import { ChannelType, FileRef } from '../core/message.ts'
import type { RecordKind } from '../core/stored-record.ts'
import { TipDraft, TipPlace, TipTime } from '../core/tip.ts'

/** One answer, by the kind of question. `text` is how it is shown in a summary. */
export const Result = z.strictObject({
  text: z.string(),
  choice: z.string().optional(),
  number: z.number().optional(),
  place: TipPlace.optional(),
  time: TipTime.optional(),
  photos: z.array(FileRef).optional(),
  skipped: z.boolean().optional(),
})
export type Result = z.infer<typeof Result>

/** A node that was answered, and what "quay lại" puts back: the results that changed since, as they were (null: none). */
export const Step = z.strictObject({ node: z.string(), undo: z.record(z.string(), Result.nullable()) })
export type Step = z.infer<typeof Step>

/** One flow in progress. `secret` seeds the tip's id and receipt; it dies with the run. */
export const Run = z.strictObject({
  flow: z.string(),
  node: z.string(),
  results: z.record(z.string(), Result),
  /** Answered nodes, oldest first, for "quay lại". */
  history: z.array(Step),
  /** Set while one answer is being corrected: where to return. */
  returnTo: z.string().optional(),
  /**
   * While another run lies on top, what happens when that one ends: `ask` the node's question again (the default),
   * `route` on from the node (its sub-flow ran, or its answer was already taken), or `call` its service again.
   */
  onReturn: z.enum(['ask', 'route', 'call']).optional(),
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
    /** "Which answer do you want to correct?" was asked instead of the node's own question. */
    choosingEdit: z.boolean().optional(),
    /** "Which ward do you mean?" was asked, because several own the name in this place as told. */
    choosingWard: z.strictObject({ told: z.string(), wards: z.array(z.string()) }).optional(),
  }),
  z.strictObject({
    for: z.literal('service'),
    node: z.string(),
    call: z.string(),
    digression: z.boolean().optional(),
  }),
  /** Between flows: the next message starts one. */
  z.strictObject({ for: z.literal('anything') }),
])
export type Waiting = z.infer<typeof Waiting>

/** The whole state of a conversation: plain data. Any change of what it may hold is a new version. */
export const Session = z.strictObject({
  v: z.literal(2),
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
  /** When the newest of `recent` came, ms: old ones no longer tell of danger. */
  recentAt: z.number().optional(),
  /** The album that the last message belonged to: its other photos need no answer of their own. */
  album: z.string().optional(),
  danger: z.strictObject({ type: DangerType, level: DangerLevel, at: z.number() }).nullable(),
  /** When the contact last wrote, ms, on platforms that let us write only for a while after; not the engine's. */
  heardAt: z.number().optional(),
  /** A tip that may lie in the queue already: whoever takes the next turn finishes it first. Not the engine's. */
  owed: z
    .strictObject({
      draft: TipDraft,
      secret: z.string(),
      mark: z.string().nullable(),
    })
    .optional(),
  /** The message whose tip another turn has finished: delivered again, it has nothing left to say. Not the engine's. */
  paid: z.string().optional(),
})
export type Session = z.infer<typeof Session>

/** Sessions as they are stored. */
export const sessionRecords: RecordKind<Session> = {
  schema: Session,
  version: 2,
  migrations: [(old) => ({ ...old, v: 1 }), (old) => ({ ...old, ...ofFiles(old['owed']), v: 2 })],
}

/** In version 1, before videos and recordings, drafts spoke of photos. */
function ofFiles(owed: unknown): { owed?: object } {
  const { draft, ...rest } = asObject(owed)
  const { photos, ...told } = asObject(draft)
  return photos === undefined ? {} : { owed: { ...rest, draft: { ...told, files: photos } } }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
