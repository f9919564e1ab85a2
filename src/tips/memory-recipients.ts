import { type Clock, roundToHour } from '../core/clock.ts'
import type { RecipientRegistry, RegisteredRecipient } from './recipient-registry.ts'

/** For tests only. */
export function createMemoryRecipients(needs: { clock: Clock }): RecipientRegistry {
  const units = new Map<string, Map<string, RegisteredRecipient>>()
  const of = (unit: string) => units.get(unit) ?? units.set(unit, new Map()).get(unit) ?? new Map()
  return {
    async list(unit) {
      return [...of(unit).values()]
    },
    async add(unit, recipient, source) {
      of(unit).set(recipient, {
        v: 1,
        recipient,
        added: roundToHour(needs.clock.now()),
        source,
        active: true,
      })
    },
    async retire(unit, recipient) {
      const known = of(unit).get(recipient)
      if (known !== undefined) of(unit).set(recipient, { ...known, active: false })
    },
  }
}
