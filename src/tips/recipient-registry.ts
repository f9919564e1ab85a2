import { z } from 'zod'
import { Hour } from '../core/tip.ts'

/** A public key that a unit registered while running, beside those in the deployment file. */
export const RegisteredRecipient = z.strictObject({
  v: z.literal(1),
  recipient: z.string().startsWith('age1').describe('age public key'),
  added: Hour,
  source: z.enum(['cli', 'console']).describe('Made by `npm run units`, or in an officer’s browser'),
  active: z.boolean().describe('New tips are sealed to it; a retired key still opens the older ones'),
})
export type RegisteredRecipient = z.infer<typeof RegisteredRecipient>

export type RecipientSource = RegisteredRecipient['source']

/** Public keys of units. Methods throw AppError `store:unavailable` without Redis. */
export interface RecipientRegistry {
  /** All keys of a unit, retired ones too, oldest first; [] for a unit without any. */
  list(unit: string): Promise<RegisteredRecipient[]>
  /**
   * Registers a key as active; one that was retired becomes active again.
   * @throws AppError `tip:malformed` for what is not an age public key.
   */
  add(unit: string, recipient: string, source: RecipientSource): Promise<void>
  /** From now on nothing new is sealed to it. Unknown keys are ignored. */
  retire(unit: string, recipient: string): Promise<void>
}
