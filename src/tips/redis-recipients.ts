import { type Clock, roundToHour } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import type { Redis } from '../redis/redis.ts'
import { recipientKind } from './age-envelope.ts'
import { type RecipientRegistry, RegisteredRecipient } from './recipient-registry.ts'

/** Keys in a hash `antam:{unit:ID}:recipients`: recipient → JSON of `RegisteredRecipient`. */
export function createRedisRecipients(needs: { redis: Redis; clock: Clock }): RecipientRegistry {
  const { redis, clock } = needs

  async function list(unit: string): Promise<RegisteredRecipient[]> {
    const stored = await redis.read(key(unit), (node) => node.hVals(key(unit)))
    return stored.map(parseStored).toSorted(byAge)
  }

  async function store(unit: string, registered: RegisteredRecipient): Promise<void> {
    await redis.write(key(unit), (node) =>
      node.hSet(key(unit), registered.recipient, JSON.stringify(registered)),
    )
  }

  return {
    list,
    async add(unit, recipient, source) {
      if (recipientKind(recipient) === null) {
        throw new AppError('tip:malformed', { message: 'This is not an age public key.' })
      }
      const known = (await list(unit)).find((one) => one.recipient === recipient)
      const added = known?.added ?? roundToHour(clock.now())
      await store(unit, { v: 1, recipient, added, source: known?.source ?? source, active: true })
    },
    async retire(unit, recipient) {
      const known = (await list(unit)).find((one) => one.recipient === recipient)
      if (known !== undefined) await store(unit, { ...known, active: false })
    },
  }
}

function parseStored(json: string): RegisteredRecipient {
  try {
    return RegisteredRecipient.parse(JSON.parse(json))
  } catch (cause) {
    throw new AppError('store:corrupt', { message: 'A registered public key cannot be read.', cause })
  }
}

function byAge(a: RegisteredRecipient, b: RegisteredRecipient): number {
  return a.added.localeCompare(b.added) || a.recipient.localeCompare(b.recipient)
}

function key(unit: string): string {
  return `antam:{unit:${unit}}:recipients`
}
