import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { Officer } from './officer.ts'
import { mayAct, type StaffAction } from './permissions.ts'
import type { TriageItem } from './triage-item.ts'
import type { TriageStore } from './triage-store.ts'

/** The tip, if this officer may do this with it. @throws AppError `staff:forbidden`, `request:not_found`. */
export async function findItem(
  { store, deployment }: { store: Pick<TriageStore, 'item'>; deployment: Deployment },
  by: Officer,
  action: StaffAction,
  ...[unit, tip]: [unit: string, tip: string]
): Promise<TriageItem> {
  if (!mayAct(by, action, unit, deployment)) throw new AppError('staff:forbidden')
  const item = await store.item(unit, tip)
  if (item === null) throw new AppError('request:not_found')
  return item
}
