import { z } from 'zod'

/** trực ban, cán bộ, chỉ huy, tư vấn viên, quản trị (who administers and reads no tip). */
export const officerRoles = ['truc_ban', 'can_bo', 'chi_huy', 'tu_van_vien', 'quan_tri'] as const
export const OfficerRole = z.enum(officerRoles)
export type OfficerRole = z.infer<typeof OfficerRole>

export const UnitId = z.string().regex(/^[a-z0-9-]{1,60}$/)

/** What an officer signs in with: a name or an alias, one person each in the deployment. */
export const OfficerName = z
  .string()
  .transform((name) => name.normalize('NFC').trim().replaceAll(/\s+/g, ' '))
  .pipe(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{1,39}$/u))
export type OfficerName = z.infer<typeof OfficerName>

/** Two names that fold alike are one name. It is also the identifier that OPAQUE binds the password to. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLocaleLowerCase('vi')
}

const Base64 = z.base64().max(20_000)
export const AgeRecipient = z.string().regex(/^age1[a-z0-9]{20,4000}$/)

/**
 * An officer's stored record. Nothing in it opens a tip: `wrappedIdentity` is the officer's own age identity
 * under a key that only their password yields, `unitKey` the unit's identity sealed to that own identity.
 */
export const Officer = z.strictObject({
  v: z.literal(1),
  id: z.uuid(),
  name: z.string(),
  unit: UnitId,
  role: OfficerRole,
  registrationRecord: z.string().max(2_000).describe('OPAQUE record; the password cannot be read from it'),
  recipient: AgeRecipient.describe('Public half of the own identity'),
  wrappedIdentity: Base64.describe('Own identity, AES-GCM under the OPAQUE export key'),
  unitKey: Base64.nullable().describe(
    'age file to `recipient` with the identity of the unit; null: not handed over yet',
  ),
  invitedBy: z.uuid().nullable(),
  proof: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .describe('Shows the inviter that `recipient` is of the invited person'),
  sealedProofKey: Base64.nullable().describe('What checks `proof`; only the inviter opens it'),
  vouch: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('Shows holders of the unit key that one of them gave it to `recipient`'),
  createdAt: z.iso.datetime(),
  active: z.boolean(),
})
export type Officer = z.infer<typeof Officer>

/** The public key of a unit, made by its first officer. */
export const UnitKey = z.strictObject({
  v: z.literal(1),
  unit: UnitId,
  recipient: AgeRecipient,
  createdBy: z.uuid(),
})
export type UnitKey = z.infer<typeof UnitKey>

/** A one-time link, by the hash of its token. `unit` null: the one who enrols chooses (the very first officer). */
export const Invite = z.strictObject({
  v: z.literal(1),
  unit: UnitId.nullable(),
  role: OfficerRole,
  invitedBy: z.uuid().nullable().describe('null: made by the operator of the server'),
  sealedProofKey: Base64.nullable(),
  expiresAt: z.iso.datetime(),
})
export type Invite = z.infer<typeof Invite>
