import { z } from 'zod'
import { MailboxId } from '../tips/mailbox.ts'
import { ThreadEntry } from '../tips/thread-store.ts'
import { tipLimits } from '../tips/tip-limits.ts'
import { AuditEntry } from './audit-log.ts'
import { AgeRecipient, OfficerName, OfficerRole, UnitId } from './officer.ts'
import { ChangeReason, Disposition, OriginalReason, TriageItem, TriageState } from './triage-item.ts'

/** What console and server say to each other. Isomorphic: the server checks requests with it, the page answers. */

/** Every request that changes something carries this header; a form or link of another site cannot set it. */
export const staffHeader = 'x-antam-console'

const Hex = z.string().regex(/^[0-9a-f]{64}$/)
const Opaque = z.string().regex(/^[\w-]{20,2000}$/)
const Sealed = z.base64().min(1).max(20_000)

export const InviteCheck = z.strictObject({ token: Hex })
export const InviteInfo = z.strictObject({
  /** null: choose one of `units`. */
  unit: UnitId.nullable(),
  role: OfficerRole,
  expiresAt: z.iso.datetime(),
  units: z.array(z.strictObject({ id: UnitId, name: z.string(), hasKey: z.boolean() })),
})
export type InviteInfo = z.infer<typeof InviteInfo>

export const EnrolStart = z.strictObject({ token: Hex, name: OfficerName, registrationRequest: Opaque })
export const EnrolStarted = z.strictObject({ registrationResponse: Opaque })
export const EnrolFinish = z.strictObject({
  token: Hex,
  name: OfficerName,
  unit: UnitId,
  registrationRecord: Opaque,
  recipient: AgeRecipient,
  wrappedIdentity: Sealed,
  /** Given by a unit's first officer: the unit's public key, and its identity sealed to `recipient`. */
  unitKey: z.strictObject({ recipient: AgeRecipient, sealed: Sealed, vouch: Hex.optional() }).nullable(),
  proof: Hex.nullable(),
})
export type EnrolFinish = z.infer<typeof EnrolFinish>

export const LoginStart = z.strictObject({ name: OfficerName, startLoginRequest: Opaque })
export const LoginStarted = z.strictObject({ login: z.uuid(), loginResponse: Opaque })
export const LoginFinish = z.strictObject({ login: z.uuid(), finishLoginRequest: Opaque })

/** Who is signed in, and all that the console needs to begin. */
export const Me = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  unit: UnitId,
  role: OfficerRole,
  recipient: AgeRecipient,
  wrappedIdentity: Sealed,
  unitKey: Sealed.nullable(),
  lockAfterMs: z.number().int().positive(),
  units: z.array(
    z.strictObject({
      id: UnitId,
      name: z.string(),
      recipient: AgeRecipient.nullable(),
      /** The key of the unit above, which reads along. */
      above: AgeRecipient.nullable().default(null),
    }),
  ),
  wards: z.array(z.strictObject({ code: z.string(), name: z.string() })),
})
export type Me = z.infer<typeof Me>

export const ItemScope = z.enum(['open', 'done'])
export type ItemScope = z.infer<typeof ItemScope>
/** `more`: the list was cut; work off what is there and the rest follows. */
export const ItemList = z.strictObject({ items: z.array(TriageItem), more: z.boolean() })
export const ItemPath = z.strictObject({ unit: UnitId, tip: z.uuid() })
export const FilePath = ItemPath.extend({ file: z.uuid() })
export const OriginalPath = ItemPath.extend({ original: z.uuid() })
export const AskOriginal = z.strictObject({ reason: OriginalReason })
export const OpenedItem = z.strictObject({ item: TriageItem, sealed: z.base64() })
export type OpenedItem = z.infer<typeof OpenedItem>

export const StateChange = z
  .strictObject({
    version: z.number().int().positive(),
    to: TriageState,
    reason: ChangeReason,
    disposition: Disposition.nullable(),
    /** The officer's own words, an age file to the unit's key. Required when the reason is `other`. */
    remark: Sealed.nullable(),
  })
  .refine(
    (change) => (change.to === 'closed') === (change.disposition !== null),
    'closing needs a disposition',
  )
  .refine(
    (change) => change.reason !== 'other' || change.remark !== null,
    'the reason "other" needs a remark',
  )
export type StateChange = z.infer<typeof StateChange>

const sealedNoteChars = Math.ceil(tipLimits.noteBytes / 3) * 4

/** A note for the tipster: sealed to the mailbox's key, which only the opened tip names. */
export const NoteRequest = z.strictObject({
  mailbox: MailboxId,
  note: z.base64().length(sealedNoteChars),
  /** The same words sealed to the unit, for the tip's thread: the note itself opens for the tipster only. */
  copy: Sealed.optional(),
})
export type NoteRequest = z.infer<typeof NoteRequest>

/** What was said after the tip, oldest first. */
export const Thread = z.strictObject({ entries: z.array(ThreadEntry) })
export type Thread = z.infer<typeof Thread>

export const AuditPage = z.strictObject({
  entries: z.array(AuditEntry),
  head: z.strictObject({ seq: z.number().int(), hash: Hex }),
  officers: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
})
export type AuditPage = z.infer<typeof AuditPage>

export const InviteRequest = z.strictObject({
  unit: UnitId,
  role: OfficerRole,
  tokenHash: Hex,
  /** The proof key of the token, sealed to the inviter's own recipient. */
  sealedProofKey: Sealed,
})
export const InviteMade = z.strictObject({ expiresAt: z.iso.datetime() })

export const Person = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  unit: UnitId,
  role: OfficerRole,
  active: z.boolean(),
  hasKey: z.boolean(),
  /** Set when the signed-in officer is the one who can hand the unit's key over. */
  handOver: z.strictObject({ recipient: AgeRecipient, proof: Hex, sealedProofKey: Sealed }).nullable(),
  /** Set for holders of the signed-in commander's own unit key: what a new key is sealed to, and who vouched for it. */
  holder: z.strictObject({ recipient: AgeRecipient, vouch: Hex.nullable() }).nullable().default(null),
})
export type Person = z.infer<typeof Person>
export const People = z.strictObject({ people: z.array(Person) })
export const PersonPath = z.strictObject({ officer: z.uuid() })
export const AdmitRequest = z.strictObject({ unitKey: Sealed, vouch: Hex.optional() })

/** The public keys that a unit's tips are sealed to, as the server knows them; officers compare them in words. */
export const UnitKeys = z.strictObject({
  keys: z.array(
    z.strictObject({
      recipient: AgeRecipient,
      source: z.enum(['config', 'console', 'cli']),
      active: z.boolean(),
    }),
  ),
  /** Only the keys of the deployment file are used. */
  pinned: z.boolean(),
  recovery: z.strictObject({ recipient: AgeRecipient, holder: z.string() }).nullable(),
})
export type UnitKeys = z.infer<typeof UnitKeys>

/** A new key for a unit: public, and sealed to each officer together with all older ones. */
export const RotateRequest = z.strictObject({
  /** The key that it follows: somebody else may have been faster. */
  before: AgeRecipient,
  recipient: AgeRecipient,
  holders: z
    .array(z.strictObject({ officer: z.uuid(), unitKey: Sealed, vouch: Hex }))
    .min(1)
    .max(500),
})
export type RotateRequest = z.infer<typeof RotateRequest>

/** Server-sent events; the event's name is `type`. */
export const ItemEvent = TriageItem
export const ErrorBody = z.object({ error: z.object({ code: z.string() }) })
