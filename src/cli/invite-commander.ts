import { systemClock, systemIds } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import type { Redis } from '../redis/redis.ts'
import { createRedisStaffStore } from '../triage/redis-staff-store.ts'
import { createRedisTriageStore } from '../triage/redis-triage-store.ts'
import { createStaffInvites } from '../triage/staff-invites.ts'

/** The one-time path under the console's address by which a unit's first commander enrols. @throws AppError `tip:unknown_unit`. */
export async function inviteCommander(redis: Redis, deployment: Deployment, unit: string): Promise<string> {
  const invites = createStaffInvites({
    store: createRedisStaffStore(redis),
    triage: createRedisTriageStore(redis),
    deployment,
    clock: systemClock,
    ids: systemIds,
  })
  return `/#/enrol/${await invites.createOperatorInvite(unit)}`
}
