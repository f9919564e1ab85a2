import { z } from 'zod'
import { Language } from './language.ts'
import { FileRef } from './message.ts'

export const tipCategories = [
  'selling',
  'using',
  'storing',
  'venue',
  'delivery',
  'making',
  'growing',
  'online',
  'disguised',
  'school',
  'danger',
  'driving',
  'other',
  'house',
  'border',
  'minors',
  'precursors',
] as const
export const TipCategory = z.enum(tipCategories)
export type TipCategory = z.infer<typeof TipCategory>

/** khan: somebody may be harmed now · cao: going on now, or minors involved · thuong: the rest. */
export const Urgency = z.enum(['khan', 'cao', 'thuong'])
export type Urgency = z.infer<typeof Urgency>

const Told = z.string().max(4_000)

/** An hour, rounded down, in UTC: "2026-11-21T22:00:00Z". Finer time could betray who wrote. */
export const Hour = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:00:00Z$/)
  .refine((text) => !Number.isNaN(Date.parse(text)))
export type Hour = z.infer<typeof Hour>

/** A place as told. `ward` is a code of the deployment, or `unknown`. */
export const TipPlace = z.strictObject({
  ward: z.string().max(40).default('unknown').describe('Code of the deployment, or unknown'),
  text: Told.optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
})
export type TipPlace = z.infer<typeof TipPlace>

/** A time as told, and what we understood. `from`/`to` are ISO instants. */
export const TipTime = z.strictObject({
  text: Told.optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  recurring: z.boolean().optional(),
})
export type TipTime = z.infer<typeof TipTime>

/** What has been gathered before sealing. Every part but `what`, `place` or a file may be missing (at least one must be there). */
export const TipDraft = z.strictObject({
  category: TipCategory.default('other'),
  what: Told.optional(),
  place: TipPlace.optional(),
  when: TipTime.optional(),
  people: Told.optional(),
  vehicles: Told.optional(),
  /** Substances named, in the person's own words. */
  substances: Told.optional(),
  stillGoing: z.enum(['yes', 'no', 'unknown']).optional(),
  danger: z.enum(['yes', 'no', 'unknown']).optional(),
  files: z.array(FileRef).max(5).default([]),
  /** Whether place and time that a camera left inside the photos may go into the tip. Without a yes they do not. */
  useShot: z.enum(['yes', 'no']).optional(),
  /** Whether photos are also kept as they were made, for two officers to open together. Without a yes they are not. */
  keepOriginals: z.enum(['yes', 'no']).optional(),
  language: Language,
})
export type TipDraft = z.infer<typeof TipDraft>

export const tipFileTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'video/mp4',
  'video/webm',
  'audio/mp4',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
  'text/plain',
] as const

const Digest = z.string().regex(/^[0-9a-f]{64}$/)
const Chunks = z.number().int().positive()

/** The photo as the camera made it, in two envelopes: the unit opens the outer, the unit above the inner. */
export const TipOriginal = z.strictObject({
  id: z.uuid(),
  bytes: z.number().int().positive(),
  mime: z.string().regex(/^image\/[a-z0-9.+-]{1,40}$/),
  chunks: Chunks.optional().describe('In how many pieces its ciphertext lies'),
  sha256: Digest.describe('Of the photo itself: what is handed over must match it'),
})
export type TipOriginal = z.infer<typeof TipOriginal>

/** A sealed file of a tip: where its ciphertext lies, and what it is once opened. */
export const TipFile = z.strictObject({
  id: z.uuid(),
  mime: z.enum(tipFileTypes),
  bytes: z.number().int().positive().describe('Its length once opened; zeros follow'),
  chunks: Chunks.optional().describe(
    'In how many pieces its ciphertext lies; absent: in one, as before chunks',
  ),
  original: TipOriginal.optional(),
})
export type TipFile = z.infer<typeof TipFile>

/** What a sealed tip opens to (version 1). Nothing in it says who wrote. */
export const Tip = z.strictObject({
  v: z.literal(1),
  id: z.uuid(),
  category: TipCategory,
  urgency: Urgency,
  /** The hour it was given, rounded down. */
  hour: Hour,
  language: Language,
  what: Told.optional(),
  place: TipPlace.optional(),
  when: TipTime.optional(),
  people: Told.optional(),
  vehicles: Told.optional(),
  substances: Told.optional().describe('Substances named, in the words of the person'),
  inform: z
    .array(z.string().max(300))
    .max(5)
    .optional()
    .describe(
      'Whom the unit tells about such a matter, by the plan of the place; the tip itself goes to nobody else',
    ),
  stillGoing: z.enum(['yes', 'no', 'unknown']).optional(),
  danger: z.enum(['yes', 'no', 'unknown']).optional(),
  files: z.array(TipFile).max(5),
  /** Where the officer leaves word for the tipster: the mailbox's id and the age recipient to seal to. */
  mailbox: z
    .strictObject({
      id: z.string(),
      recipient: z.string(),
      reply: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional()
        .describe('Key of the MAC that later additions of the same person carry'),
      claim: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional()
        .describe('Hash of the words with which the person may claim a reward'),
    })
    .describe('Where to leave word for the tipster: notes are sealed to the recipient'),
})
export type Tip = z.infer<typeof Tip>

const Base64 = z.base64()

/** A sealed file as the server knows it: which, in how many pieces, and whether two must open it. */
export const SealedFile = z.strictObject({
  id: z.uuid(),
  chunks: Chunks.max(100),
  original: z.literal(true).optional().describe('A photo in two envelopes'),
})
export type SealedFile = z.infer<typeof SealedFile>

/** A tip as it is stored and as it travels: nothing readable but what routing and ordering need. */
export const SealedTip = z.strictObject({
  v: z.literal('1'),
  id: z.uuid().describe('Made by the sender; the same id twice is one tip'),
  unit: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .describe('The unit it is for'),
  category: TipCategory,
  urgency: Urgency,
  ward: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .describe('Ward code of the deployment, or unknown'),
  hour: Hour.describe('Rounded down to the hour, UTC'),
  lang: Language,
  files: z
    .array(SealedFile)
    .max(10)
    .describe('Its sealed files, already uploaded: at most five, and for each at most one original'),
  sealed: Base64.max(200_000).describe('age file, base64; opens to the JSON of Tip, padded'),
})
export type SealedTip = z.infer<typeof SealedTip>
