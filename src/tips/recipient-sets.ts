import type { Deployment, Unit } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import { unitOf } from './route-tip.ts'

/** Who takes a tip, and to which public keys it is sealed. */
export interface RecipientSet {
  unit: Unit
  /** Own keys first, then those of the unit above, then the deployment's recovery key; none twice. */
  recipients: string[]
  /** The unit's own keys, and those of the unit above; [] where there is none. */
  own: readonly string[]
  above: readonly string[]
}

/**
 * The keys for a unit's tips: its own and those of the unit above. A unit without a key cannot read, so the unit above
 * takes its tips, and so on upwards. A recovery key alone takes none: nobody would read them.
 * A unit that is `pinned` gets its tips by the keys of the deployment file only, whatever the server says.
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
  const own = await keysOf(unit, registered)
  if (own.length === 0) {
    if (above === null) throw new AppError('tip:no_recipient')
    return recipientSet(deployment, above.id, registered)
  }
  const higher = above === null ? [] : await keysOf(above, registered)
  const recovery = deployment.recovery === undefined ? [] : [deployment.recovery.recipient]
  return { unit, recipients: [...new Set([...own, ...higher, ...recovery])], own, above: higher }
}

async function keysOf(
  unit: Unit,
  registered: (unit: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  return unit.pinned === true ? unit.recipients : [...unit.recipients, ...(await registered(unit.id))]
}
