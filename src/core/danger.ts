import { z } from 'zod'

/** What can kill or maim a person now. Order = precedence when several fit (counselling reference, rule 13). */
export const dangerTypes = ['overdose', 'violence', 'child', 'psychosis', 'withdrawal', 'suicide'] as const
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
