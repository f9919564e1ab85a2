import { z } from 'zod'
import { Translated } from './language.ts'

const Id = z.string().regex(/^[a-z0-9-]{1,40}$/)

export const Ward = z.strictObject({
  code: Id.describe('Short code that stands in queue entries, e.g. phuong-long-bien'),
  name: z.string().describe('Official name today'),
  aliases: z.array(z.string()).default([]).describe('Former wards, landmarks and other names people use'),
  unit: Id.describe('The unit that takes tips about this ward'),
  border: z
    .boolean()
    .optional()
    .describe('Lies at the national border: the border guard takes what crosses it'),
  centre: z
    .tuple([z.number(), z.number()])
    .optional()
    .describe('Latitude and longitude near the middle, for shared locations'),
})
export type Ward = z.infer<typeof Ward>

export const Unit = z.strictObject({
  id: Id,
  name: z.string(),
  above: Id.nullable().describe('The unit above, which can open the same tips; null at the top'),
  recipients: z
    .array(z.string().startsWith('age1'))
    .default([])
    .describe('Public keys fixed by the deployment, beside those registered at run time'),
  pinned: z
    .boolean()
    .optional()
    .describe('Only the keys listed in recipients are used; what is registered at run time is ignored'),
})
export type Unit = z.infer<typeof Unit>

export const Hotline = z.strictObject({
  id: Id,
  phone: z.string(),
  name: Translated,
  hours: Translated,
  verified: z.iso.date().nullable().describe('Day somebody checked it; null: shown as "gọi trước để hỏi"'),
})
export type Hotline = z.infer<typeof Hotline>

const Recovery = z.strictObject({
  recipient: z.string().startsWith('age1').describe('Public key; its identity is kept offline'),
  holder: Translated.describe('Who keeps the identity, as people read it'),
})

/** Where tips about what crosses the border go, when their ward lies at it. */
const BorderGuard = z.strictObject({
  unit: Id.describe('The unit of the border guard'),
  categories: z.array(z.string()).min(1).describe('Kinds of tips that it takes in wards with border: true'),
})

/** An authority that the police tell, by a plan. It never gets the tip itself. */
const Informed = z.strictObject({
  categories: z.array(z.string()).min(1),
  authority: z.string().min(1).max(120).describe('As the officer reads it'),
  plan: z.string().min(1).max(160).describe('Plan and section that say so'),
})

/** One YAML file of `config/`: where the hotline serves, who receives, whom to call. */
export const Deployment = z
  .strictObject({
    id: Id,
    name: Translated,
    place: z.string().describe('Province slug, as in the knowledge documents'),
    wards: z.array(Ward).min(1),
    units: z.array(Unit).min(1),
    recovery: Recovery.optional().describe(
      'A key that opens every tip when a unit has lost its own, kept offline; people are told that it exists',
    ),
    defaultUnit: Id.describe('Takes tips whose ward is unknown'),
    routing: z
      .array(z.strictObject({ category: z.string(), unit: Id }))
      .default([])
      .describe('Categories that always go to one unit'),
    borderGuard: BorderGuard.optional(),
    informs: z
      .array(Informed)
      .optional()
      .describe('Authorities that the officer is reminded to tell; the tip goes to the police only'),
    hotlines: z
      .array(Hotline)
      .min(1)
      .describe('Ids used by flows: emergency, police, fire, child, drug-tips …'),
    keepClosedDays: z
      .number()
      .int()
      .min(30)
      .max(3_650)
      .default(180)
      .describe('Days after which the sealed content of a closed tip is removed'),
    openingHours: z.strictObject({ counsellors: Translated }).describe('When a person can take over'),
  })
  .describe('A deployment of the hotline')
export type Deployment = z.infer<typeof Deployment>
