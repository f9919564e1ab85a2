import { z } from 'zod'
import { closeClient, openClient, within } from './node-client.ts'
import type { Access, HostPort } from './redis-url.ts'

/** Which primary holds a range of slots, both ends included. */
export interface SlotRange {
  from: number
  to: number
  primary: HostPort
}

const Range = z.tuple([
  z.number(),
  z.number(),
  z.tuple([z.string().nullable(), z.number()]).rest(z.unknown()),
])
const Reply = z.array(Range.rest(z.unknown()))
const ASK_MS = 1_000

/** Asks one server of a Cluster who holds what. @throws AppError `store:unavailable`, or ZodError. */
export async function readSlots(at: HostPort, access: Access): Promise<SlotRange[]> {
  return await within(ASK_MS, ask(at, access))
}

async function ask(at: HostPort, access: Access): Promise<SlotRange[]> {
  const client = await openClient(at, access)
  try {
    const reply = Reply.parse(await client.sendCommand(['CLUSTER', 'SLOTS']))
    // A server that does not know its own name means the one by which it was asked.
    return reply.map(([from, to, [host, port]]) => ({
      from,
      to,
      primary: { host: host === null || host === '' || host === '?' ? at.host : host, port },
    }))
  } finally {
    closeClient(client)
  }
}
