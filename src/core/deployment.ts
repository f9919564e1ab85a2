import { z } from 'zod'
import { Translated } from './language.ts'

const Id = z.string().regex(/^[a-z0-9-]{1,40}$/)

export const Ward = z.strictObject({
  code: Id.describe('Short code that stands in queue entries, e.g. phuong-long-bien'),
  name: z.string().describe('Official name today'),
  aliases: z.array(z.string()).default([]).describe('Former wards, landmarks and other names people use'),
  unit: Id.describe('The unit that takes tips about this ward'),
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

/** One YAML file of `config/`: where the hotline serves, who receives, whom to call. */
export const Deployment = z
  .strictObject({
    id: Id,
    name: Translated,
    place: z.string().describe('Province slug, as in the knowledge documents'),
    wards: z.array(Ward).min(1),
    units: z.array(Unit).min(1),
    defaultUnit: Id.describe('Takes tips whose ward is unknown'),
    routing: z
      .array(z.strictObject({ category: z.string(), unit: Id }))
      .default([])
      .describe('Categories that always go to one unit'),
    hotlines: z
      .array(Hotline)
      .min(1)
      .describe('Ids used by flows: emergency, police, fire, child, drug-tips …'),
    openingHours: z.strictObject({ counsellors: Translated }).describe('When a person can take over'),
  })
  .describe('A deployment of the hotline')
export type Deployment = z.infer<typeof Deployment>
