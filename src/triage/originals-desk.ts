import type { Clock } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { StoredFile } from '../tips/file-store.ts'
import { isSealedFile } from '../tips/is-sealed.ts'
import { tipLimits } from '../tips/tip-limits.ts'
import type { TipQueue } from '../tips/tip-queue.ts'
import type { AuditStep } from './audit-log.ts'
import { type FilePieces, piecesOf } from './file-pieces.ts'
import type { Officer } from './officer.ts'
import { aboveOf, maySide } from './permissions.ts'
import { type OriginalReason, type OriginalRequest, type TriageItem, toMinute } from './triage-item.ts'
import type { TriageStore } from './triage-store.ts'

export interface OriginalsDeskNeeds {
  store: Pick<TriageStore, 'item' | 'change' | 'record'>
  queue: Pick<TipQueue, 'filesOf' | 'getFile' | 'getChunk' | 'lend' | 'lent'>
  deployment: Deployment
  clock: Clock
}

/** Which original of which tip. */
export interface OriginalAt {
  unit: string
  tip: string
  original: string
}

export type OriginalsDesk = ReturnType<typeof createOriginalsDesk>

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

type Action = 'original_asked' | 'original_agreed' | 'original_opened'

/**
 * A photo as it was made opens in two steps by two units: the unit above asks, the unit opens the outer envelope in the
 * browser and hands on the inner, the unit above opens that. Each step is on both units' records; the server sees
 * ciphertext only. Methods throw AppError `staff:forbidden`, `request:not_found`, `triage:conflict`.
 */
export function createOriginalsDesk(needs: OriginalsDeskNeeds) {
  const { store, queue, deployment, clock } = needs

  /** The unit above wants to see an original. Again while it waits, or after the inner envelope has expired. */
  async function ask(by: Officer, at: OriginalAt, reason: OriginalReason): Promise<TriageItem> {
    const { item } = await find(by, 'ask_original', at)
    const request: OriginalRequest = { original: at.original, state: 'asked', reason, askedBy: by.id }
    return await step(by, item, request, 'original_asked')
  }

  /** The outer envelope, for the unit itself, and only while somebody asks for it. */
  async function outer(by: Officer, at: OriginalAt): Promise<FilePieces> {
    const { item, file } = await find(by, 'agree_original', at)
    requestIn(item, at, ['asked'])
    return await piecesOf(queue, at.unit, file)
  }

  /** Whether this officer may hand this original on now; asked before the bytes are read. */
  async function checkMayAgree(by: Officer, at: OriginalAt): Promise<void> {
    const { item } = await find(by, 'agree_original', at)
    requestIn(item, at, ['asked'])
  }

  /** The unit agrees: what it found in the outer envelope waits for the unit above. @throws also `tip:malformed`. */
  async function agree(by: Officer, at: OriginalAt, inner: Uint8Array): Promise<TriageItem> {
    const { item } = await find(by, 'agree_original', at)
    const request = requestIn(item, at, ['asked'])
    if (!isSealedFile(inner)) throw new AppError('tip:malformed')
    await queue.lend(at.unit, at.original, inner)
    const until = new Date(Math.ceil(clock.now() / HOUR_MS) * HOUR_MS + tipLimits.lentDays * DAY_MS)
    const agreed = { ...request, state: 'agreed', agreedBy: by.id, until: until.toISOString() } as const
    return await step(by, item, agreed, 'original_agreed')
  }

  /** The inner envelope, for the unit above. On both records before it is given out. */
  async function open(by: Officer, at: OriginalAt): Promise<Uint8Array> {
    const { item } = await find(by, 'ask_original', at)
    const request = requestIn(item, at, ['agreed', 'opened'])
    const inner = await queue.lent(at.unit, at.original)
    if (inner === null) throw new AppError('request:not_found')
    await step(by, item, { ...request, state: 'opened' }, 'original_opened')
    return inner
  }

  async function find(
    by: Officer,
    action: 'ask_original' | 'agree_original',
    { unit, tip, original }: OriginalAt,
  ): Promise<{ item: TriageItem; file: StoredFile }> {
    if (!maySide(by, action, unit, deployment)) throw new AppError('staff:forbidden')
    const item = await store.item(unit, tip)
    const file = (await queue.filesOf(unit, tip)).find((one) => one.id === original && one.original === true)
    if (item === null || file === undefined) throw new AppError('request:not_found')
    return { item, file }
  }

  /** First on the record of the unit above, then, in one step with the item, on the unit's own. */
  async function step(
    by: Officer,
    item: TriageItem,
    request: OriginalRequest,
    action: Action,
  ): Promise<TriageItem> {
    const done: AuditStep = {
      ...{ action, at: toMinute(clock.now()), officer: by.id, item: item.tip },
      ...{ original: request.original, originalReason: request.reason },
    }
    const others = (item.originals ?? []).filter(({ original }) => original !== request.original)
    const next = { ...item, originals: [...others, request], version: item.version + 1 }
    const above = aboveOf(item.unit, deployment)
    if (above !== null) await store.record(above, done)
    await store.change(next, done)
    return next
  }

  return { ask, outer, checkMayAgree, agree, open }
}

/** @throws AppError `triage:conflict` when nobody asked, or it is further on already. */
function requestIn(
  item: TriageItem,
  { original }: OriginalAt,
  states: readonly OriginalRequest['state'][],
): OriginalRequest {
  const found = item.originals?.find((one) => one.original === original)
  if (found === undefined || !states.includes(found.state)) throw new AppError('triage:conflict')
  return found
}
