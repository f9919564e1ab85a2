import { z } from 'zod'
import { dangerTypes } from './danger-types.ts'

// In a file of its own, because the engine needs the list on a phone without the schemas.
export { dangerTypes }
export const DangerType = z.enum(dangerTypes)
export type DangerType = z.infer<typeof DangerType>

/** red: happening now · orange: within hours · yellow: a sign that asks for one direct question. */
export const DangerLevel = z.enum(['red', 'orange', 'yellow'])
export type DangerLevel = z.infer<typeof DangerLevel>

export interface Danger {
  type: DangerType
  level: DangerLevel
  /** Whether the writer or somebody else is in danger. */
  about: 'self' | 'other'
}
