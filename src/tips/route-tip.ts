import type { Deployment, Unit } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { TipCategory } from '../core/tip.ts'

/** The ward's code if the deployment has it, else `unknown`: nothing else may stand in clear in the queue. */
export function knownWard(deployment: Deployment, ward: string | undefined): string {
  return deployment.wards.some((one) => one.code === ward) && ward !== undefined ? ward : 'unknown'
}

/** The unit that takes a tip: by category where the deployment says so, else by ward, else the default unit. */
export function routeTip(deployment: Deployment, category: TipCategory, ward: string): Unit {
  const byCategory = deployment.routing.find((rule) => rule.category === category)?.unit
  const byWard = deployment.wards.find((one) => one.code === ward)?.unit
  return unitOf(deployment, byCategory ?? byWard ?? deployment.defaultUnit)
}

/** @throws AppError `tip:unknown_unit`. */
export function unitOf(deployment: Deployment, id: string): Unit {
  const unit = deployment.units.find((one) => one.id === id)
  if (unit === undefined) throw new AppError('tip:unknown_unit')
  return unit
}
