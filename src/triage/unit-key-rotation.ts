import type { Clock } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import { recipientKind } from '../tips/age-envelope.ts'
import type { RecipientRegistry } from '../tips/recipient-registry.ts'
import { unitOf } from '../tips/route-tip.ts'
import type { Officer } from './officer.ts'
import { mayAct } from './permissions.ts'
import type { RotateRequest, UnitKeys } from './staff-api.ts'
import type { StaffStore } from './staff-store.ts'
import { toMinute } from './triage-item.ts'
import type { ChangeFeed, TriageStore } from './triage-store.ts'

export interface UnitKeyNeeds {
  store: Pick<StaffStore, 'officers' | 'rotateKey'>
  recipients: Pick<RecipientRegistry, 'list' | 'add' | 'retire'>
  triage: Pick<TriageStore, 'record'>
  feed: Pick<ChangeFeed, 'announcePeople'>
  deployment: Deployment
  clock: Clock
}

export type UnitKeyDesk = ReturnType<typeof createUnitKeyDesk>

/** A unit's public keys, and giving it another one. Private halves pass through here only sealed. */
export function createUnitKeyDesk(needs: UnitKeyNeeds) {
  const { store, recipients, deployment } = needs

  /** @throws AppError `staff:forbidden`. */
  async function keys(by: Officer, unitId: string): Promise<UnitKeys> {
    if (!mayAct(by, 'see_keys', unitId, deployment)) throw new AppError('staff:forbidden')
    const unit = unitOf(deployment, unitId)
    const fixed = unit.recipients.map((recipient) => ({ recipient, source: 'config', active: true }) as const)
    const registered = (await recipients.list(unitId)).map(({ recipient, source, active }) => ({
      ...{ recipient, source },
      active: active && unit.pinned !== true,
    }))
    const { recovery } = deployment
    return {
      keys: [...fixed, ...registered],
      pinned: unit.pinned === true,
      recovery: recovery === undefined ? null : { recipient: recovery.recipient, holder: recovery.holder.vi },
    }
  }

  /**
   * New tips go to the new key; the old ones stay readable, since each holder's bundle keeps the older keys. First the
   * holders get it, then it is registered, then the old one is retired: a crash in between leaves two keys, both held.
   * @throws AppError `staff:forbidden`, `request:malformed`, `triage:conflict`.
   */
  async function rotate(by: Officer, request: RotateRequest): Promise<void> {
    if (!mayAct(by, 'rotate_key', by.unit, deployment)) throw new AppError('staff:forbidden')
    if (recipientKind(request.recipient) === null) throw new AppError('request:malformed')
    await checkHolders(by, request)
    const at = toMinute(needs.clock.now())
    const next = { v: 1, unit: by.unit, recipient: request.recipient, createdBy: by.id } as const
    await store.rotateKey(next, request.before, request.holders)
    await recipients.add(by.unit, request.recipient, 'console')
    await recipients.retire(by.unit, request.before)
    await needs.triage.record(by.unit, { action: 'unit_key_rotated', at, officer: by.id })
    await needs.feed.announcePeople(by.unit)
  }

  /** Only officers of the unit who hold its key, each once, and whoever asks is among them. */
  async function checkHolders(by: Officer, { holders }: RotateRequest): Promise<void> {
    const named = holders.map(({ officer }) => officer)
    const known = (await store.officers())
      .filter(({ active, unit, unitKey }) => active && unit === by.unit && unitKey !== null)
      .map(({ id }) => id)
    const isSound = new Set(named).size === named.length && named.every((id) => known.includes(id))
    if (!isSound || !named.includes(by.id)) throw new AppError('request:malformed')
  }

  return { keys, rotate }
}
