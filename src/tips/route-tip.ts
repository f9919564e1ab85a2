import type { Deployment, Unit } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { TipCategory } from '../core/tip.ts'

/** The ward's code if the deployment has it, else `unknown`: nothing else may stand in clear in the queue. */
export function knownWard(deployment: Deployment, ward: string | undefined): string {
  return deployment.wards.some((one) => one.code === ward) && ward !== undefined ? ward : 'unknown'
}

/**
 * The unit that takes a tip: the border guard for what crosses the border in a ward that lies at it, else by category
 * where the deployment says so, else by ward, else the default unit.
 */
export function routeTip(deployment: Deployment, category: TipCategory, ward: string): Unit {
  const place = deployment.wards.find((one) => one.code === ward)
  const guard = deployment.borderGuard
  if (place?.border === true && guard?.categories.includes(category) === true)
    return unitOf(deployment, guard.unit)
  const byCategory = deployment.routing.find((rule) => rule.category === category)?.unit
  return unitOf(deployment, byCategory ?? place?.unit ?? deployment.defaultUnit)
}

/** What the officer is reminded of: "Phòng Giáo dục và Đào tạo (Kế hoạch …)" for each authority that the plan names. */
export function informedBy(deployment: Deployment, category: TipCategory): string[] {
  return (deployment.informs ?? [])
    .filter((one) => one.categories.includes(category))
    .map((one) => `${one.authority} (${one.plan})`)
    .slice(0, 5)
}

/** @throws AppError `tip:unknown_unit`. */
export function unitOf(deployment: Deployment, id: string): Unit {
  const unit = deployment.units.find((one) => one.id === id)
  if (unit === undefined) throw new AppError('tip:unknown_unit')
  return unit
}
