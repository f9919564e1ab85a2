import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { OfficerRole } from './officer.ts'
import { ChangeReason, Disposition, OriginalReason, TriageState } from './triage-item.ts'

const auditActions = [
  'item_received',
  'item_opened',
  'item_state_changed',
  'note_written',
  'tip_removed',
  'reply_received',
  'replies_read',
  'claim_matched',
  'unit_key_rotated',
  'officer_invited',
  'officer_enrolled',
  'officer_admitted',
  'officer_removed',
  'officer_signed_in',
  'original_asked',
  'original_agreed',
  'original_opened',
] as const
export const AuditAction = z.enum(auditActions)
export type AuditAction = z.infer<typeof AuditAction>

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/** What happened, before it has its place in the chain. Ids and fixed words only; `remark` is sealed to the unit. */
export const AuditStep = z.strictObject({
  action: AuditAction,
  at: z.iso.datetime().describe('To the minute; a receipt to the hour'),
  officer: z.uuid().nullable().describe('null: the system'),
  item: z.uuid().optional(),
  from: TriageState.optional(),
  to: TriageState.optional(),
  reason: ChangeReason.optional(),
  disposition: Disposition.optional(),
  remark: z.base64().max(30_000).optional(),
  original: z.uuid().optional().describe('The photo, as it was made, that was asked for or opened'),
  originalReason: OriginalReason.optional(),
  about: z.uuid().optional().describe('The officer whom it concerns'),
  role: OfficerRole.optional(),
})
export type AuditStep = z.infer<typeof AuditStep>

export const AuditEntry = AuditStep.extend({
  v: z.literal(1),
  seq: z.number().int().positive(),
  previous: Hash,
  hash: Hash,
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** The end of a unit's chain: how many entries it has, and the hash of the last. */
export interface AuditHead {
  seq: number
  hash: string
}

export const emptyHead: AuditHead = { seq: 0, hash: '0'.repeat(64) }

export function printHead(head: AuditHead): string {
  return `${head.seq}:${head.hash}`
}

export function parseHead(text: string | null): AuditHead {
  if (text === null || text === '') return emptyHead
  const [seq, hash] = text.split(':')
  return { seq: Number(seq), hash: Hash.parse(hash) }
}

/** Gives a step its place after `head`. */
export function chainEntry(head: AuditHead, step: AuditStep): AuditEntry {
  const body = { ...AuditStep.parse(step), v: 1 as const, seq: head.seq + 1, previous: head.hash }
  return { ...body, hash: hashOf(body) }
}

export type AuditVerdict = { intact: true } | { intact: false; brokenAt: number }

/**
 * Checks a whole chain, or the part of it that begins after `from`: each entry's own hash, its link to the one
 * before, and that it ends at `head`. `brokenAt` is the first position that cannot be trusted.
 */
export function verifyAudit(
  entries: readonly AuditEntry[],
  head: AuditHead,
  from: AuditHead = emptyHead,
): AuditVerdict {
  let last = from
  for (const entry of entries) {
    const { hash, ...body } = entry
    const follows = entry.seq === last.seq + 1 && entry.previous === last.hash
    if (!follows || hashOf(body) !== hash) return { intact: false, brokenAt: last.seq + 1 }
    last = { seq: entry.seq, hash }
  }
  if (last.seq !== head.seq || last.hash !== head.hash) return { intact: false, brokenAt: last.seq + 1 }
  return { intact: true }
}

function hashOf(body: Omit<AuditEntry, 'hash'>): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(body))))
}

/** One text for one value: names sorted, absent ones left out, no white space. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const names = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${names.map(([name, part]) => `${JSON.stringify(name)}:${canonicalJson(part)}`).join(',')}}`
}
