import { z } from 'zod'
import { FileKind } from '../../src/core/message.ts'
import { ServiceScript } from './scripted-services.ts'

/** One incoming message as a transcript writes it: a text, or what else a person can do. */
const In = z.union([
  z.string(),
  z.strictObject({ choice: z.string() }).describe('Presses a button of the last question, by id'),
  z.strictObject({ stale: z.string() }).describe('Presses a button of an older question'),
  z.strictObject({ command: z.string(), argument: z.string().optional() }),
  z.strictObject({ location: z.tuple([z.number(), z.number()]), name: z.string().optional() }),
  z.strictObject({
    photo: z.string(),
    caption: z.string().optional(),
    kind: FileKind.default('photo'),
    shot: z.literal(true).optional(),
  }),
  z.strictObject({ contact: z.string() }),
  z.strictObject({ unsupported: z.string() }),
  z.strictObject({ after: z.string().regex(/^\d+[mhd]$/) }).describe('Time passes, and the clock ticks'),
])
export type In = z.infer<typeof In>

/** One expected message: its text (a prefix when it ends in "…"), or more of it. */
const Out = z.union([
  z.string(),
  z.strictObject({
    text: z.string(),
    choices: z.array(z.string()).optional(),
    urgent: z.boolean().optional(),
    link: z.string().optional(),
  }),
])
export type Out = z.infer<typeof Out>

/** A conversation to replay (style guide 3.11). */
export const Transcript = z.strictObject({
  description: z.string().optional(),
  /** Started before the first turn without `in`; left out when the first turn is a message. */
  flow: z.string().optional(),
  language: z.enum(['vi', 'en']).default('vi'),
  now: z.string().default('2026-11-21T20:00:00+07:00'),
  services: ServiceScript.default({}),
  turns: z.array(
    z.strictObject({
      in: In.optional(),
      out: z.array(Out).default([]),
      events: z.array(z.string()).optional(),
    }),
  ),
  /** What the session still holds at the end, by name, as a summary shows it. */
  results: z.record(z.string(), z.string()).optional(),
})
export type Transcript = z.infer<typeof Transcript>
