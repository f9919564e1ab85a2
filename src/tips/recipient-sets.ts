import type { Deployment, Unit } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import { unitOf } from './route-tip.ts'

/** Who takes a tip, and to which public keys it is sealed. */
export interface RecipientSet {
  unit: Unit
  /** Own keys first, then those of the unit above; none twice. */
  recipients: string[]
}

/**
 * The keys for a unit's tips: its own and those of the unit above. A unit without a key cannot read, so the unit above
 * takes its tips, and so on upwards.
 * @param registered active keys that a unit registered while running.
 * @throws AppError `tip:no_recipient` when nobody up to the top has a key, `tip:unknown_unit`.
 */
export async function recipientSet(
  deployment: Deployment,
  unitId: string,
  registered: (unit: string) => Promise<readonly string[]>,
): Promise<RecipientSet> {
  const unit = unitOf(deployment, unitId)
  const above = unit.above === null ? null : unitOf(deployment, unit.above)
  const own = [...unit.recipients, ...(await registered(unit.id))]
  if (own.length === 0) {
    if (above === null) throw new AppError('tip:no_recipient')
    return recipientSet(deployment, above.id, registered)
  }
  const higher = above === null ? [] : [...above.recipients, ...(await registered(above.id))]
  return { unit, recipients: [...new Set([...own, ...higher])] }
}
