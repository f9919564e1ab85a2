import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roundToHour, systemIds } from '../../src/core/clock.ts'
import type { TipDraft } from '../../src/core/tip.ts'
import { createFileRoutes } from '../../src/http/file-routes.ts'
import { createProofOfWork } from '../../src/http/proof-of-work.ts'
import { createTipRoutes } from '../../src/http/tip-routes.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { createHttpTipOutlet } from '../../src/tips/http-tip-outlet.ts'
import { createRedisMailboxStore } from '../../src/tips/redis-mailbox-store.ts'
import { createRedisProofStore } from '../../src/tips/redis-proof-store.ts'
import { createRedisRecipients } from '../../src/tips/redis-recipients.ts'
import { createRedisThreadStore } from '../../src/tips/redis-thread-store.ts'
import { createRedisTipQueue } from '../../src/tips/redis-tip-queue.ts'
import { sealTip } from '../../src/tips/seal-tip.ts'
import { createStoredTipOutlet } from '../../src/tips/stored-tip-outlet.ts'
import { createTipDesk } from '../../src/tips/tip-desk.ts'
import type { TipOutlet } from '../../src/tips/tip-outlet.ts'
import { Intake } from '../../src/triage/intake.ts'
import { createRedisTriageStore } from '../../src/triage/redis-triage-store.ts'
import { createAdditions } from '../../src/triage/take-addition.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { sampleDeployment } from '../support/sample-deployment.ts'
import { sampleDraft, sampleTip } from '../support/sample-tip.ts'

/** Stands still, so that both doors see the same moment; now, since proofs of work are held against the real clock. */
const NOW = Date.now()
const UNIT = 'ca-bo-de'
const photo = { bytes: new Uint8Array(30_000).fill(7), mime: 'image/jpeg' as const }

describe('what Redis holds of a tip', () => {
  let server: TestRedis
  let redis: Redis
  let http: Server
  let messengerDoor: TipOutlet
  let webDoor: TipOutlet
  const clock = fixedClock(NOW)

  beforeAll(async () => {
    server = await startRedis()
    redis = await server.connect()
    const shared = { redis, clock, ids: systemIds, deployment: sampleDeployment(), secret: 's'.repeat(32) }
    const queue = createRedisTipQueue(shared)
    const threads = createRedisThreadStore(shared)
    const additions = createAdditions({ ...shared, queue, threads, triage: createRedisTriageStore(redis) })
    const mailboxes = createRedisMailboxStore(shared)
    messengerDoor = createStoredTipOutlet({
      ...{ queue, mailboxes, additions, recipients: createRedisRecipients(shared) },
    })
    const work = { cost: 1, attempts: 1, lifetimeMs: 60_000 }
    const proofOfWork = createProofOfWork({ ...shared, spent: createRedisProofStore(shared), work })
    const app = express()
    app.use(createTipRoutes({ ...shared, outlet: messengerDoor, proofOfWork }))
    app.use(createFileRoutes({ ...shared, files: queue, proofOfWork }))
    http = createServer(app).listen(0, '127.0.0.1')
    await new Promise((resolve) => http.once('listening', resolve))
    const baseUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    const solve = async (challenge: Parameters<typeof solveChallenge>[0]['challenge']) =>
      (await solveChallenge({ challenge, deriveKey })) ?? expect.fail('unsolved')
    webDoor = createHttpTipOutlet({ baseUrl, fetch, solve })
  })
  afterAll(async () => {
    await new Promise((resolve) => http.close(resolve))
    await server.stop()
  })

  async function give(outlet: TipOutlet, draft: TipDraft): Promise<void> {
    await server.raw.flushAll()
    const recipient = await identityToRecipient(await generateHybridIdentity())
    await createRedisRecipients({ redis, clock }).add(UNIT, recipient, 'cli')
    const desk = createTipDesk({ outlet, deployment: sampleDeployment(), clock, files: async () => photo })
    expect(await desk.submit(draft, Buffer.from(systemIds.bytes(32)).toString('hex'))).toMatchObject({
      type: 'tip_submitted',
    })
    const triage = createRedisTriageStore(redis)
    const queue = createRedisTipQueue({ redis, clock })
    const intake = new Intake({
      queue,
      store: triage,
      units: [UNIT],
      consumer: 'one',
      onError: (error) => expect.fail(String(error)),
    })
    await intake.prepare()
    await intake.runOnce()
  }

  /** Each key with its type, its time to go, and the shape of its value; what is random in names is blotted out. */
  async function shapes(): Promise<Record<string, unknown>> {
    const all: Array<[string, unknown]> = []
    for (const key of await server.raw.keys('*')) {
      // Work that was spent is remembered for minutes; it is tied to no tip, and the page alone has it.
      if (key.includes('proof')) continue
      const goesAt = await server.raw.expireTime(key)
      all.push([blotted(key), { goesAt, value: shapeOf(await valueOf(key)) }])
    }
    return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }

  async function valueOf(key: string): Promise<unknown> {
    const read: Record<string, () => Promise<unknown>> = {
      // Sealed bytes are no text: their length is what shows.
      string: () => (key.includes(':file:') ? server.raw.strLen(key) : server.raw.get(key)),
      hash: () => server.raw.hGetAll(key),
      list: () => server.raw.lRange(key, 0, -1),
      set: () => server.raw.sMembers(key),
      zset: () => server.raw.zRangeWithScores(key, 0, -1),
      stream: () => server.raw.xRange(key, '-', '+'),
    }
    return read[await server.raw.type(key)]?.() ?? expect.fail(`a new type of key: ${key}`)
  }

  it.each([
    ['a text', sampleDraft()],
    [
      'a text with photos',
      {
        ...sampleDraft(),
        files: [1, 2].map((n) => ({ channel: 'web' as const, kind: 'photo' as const, ref: `${n}` })),
      },
    ],
  ])(
    'is the same, field by field and byte for byte long, from the page and from a messenger: %s',
    async (_, draft) => {
      await give(messengerDoor, draft)
      const fromMessenger = await shapes()
      await give(webDoor, draft)
      const fromPage = await shapes()

      expect(Object.keys(fromPage).length).toBeGreaterThan(5)
      expect(fromPage).toEqual(fromMessenger)
    },
  )

  it('has no field beyond those that routing, ordering and handling need, and no finer time than the hour', async () => {
    await give(messengerDoor, sampleDraft())
    const [entry] = (await server.raw.xRange(`antam:{unit:${UNIT}}:tips`, '-', '+')) ?? []
    const triage = createRedisTriageStore(redis)
    const [item] = await triage.list(UNIT, 'open', 10)
    const { entries } = await triage.audit(UNIT)

    expect(Object.keys(entry?.message ?? {}).toSorted()).toEqual([
      'category',
      'files',
      'hour',
      'id',
      'lang',
      'sealed',
      'urgency',
      'v',
      'ward',
    ])
    expect(Number(entry?.id.split('-')[0]) % 3_600_000).toBe(0)
    expect(Object.keys(item ?? {}).toSorted()).toEqual([
      'category',
      'disposition',
      'entry',
      'files',
      'hour',
      'lang',
      'officer',
      'state',
      'times',
      'tip',
      'unit',
      'urgency',
      'v',
      'version',
      'ward',
    ])
    expect(Object.keys(entries[0] ?? {}).toSorted()).toEqual([
      'action',
      'at',
      'hash',
      'item',
      'officer',
      'previous',
      'seq',
      'to',
      'v',
    ])
    const times = JSON.stringify([entry, item, entries]).match(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g)
    expect(new Set(times)).toEqual(new Set([roundToHour(NOW)]))
  })

  it('comes in at most four lengths over a thousand different texts', async () => {
    const recipient = await identityToRecipient(await generateHybridIdentity())
    const lengths = new Set<number>()
    for (let at = 0; at < 1_000; at += 1) {
      const text = (part: number) => 'ừ x'.repeat(1_300).slice(0, (at * 37 * part) % 3_900)
      const tip = { ...sampleTip(), what: text(1), people: text(2), vehicles: text(3), substances: text(5) }
      lengths.add((await sealTip(tip, [recipient])).length)
    }

    expect(lengths.size).toBeGreaterThan(1)
    expect(lengths.size).toBeLessThanOrEqual(4)
  })
})

/** Random parts of a name, by their length. */
function blotted(text: string): string {
  return text.replace(
    /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}|age1\w+/g,
    (part) => `‹${part.length}›`,
  )
}

/** Names as they are, values by type and length; hours and words that are no secret stay. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value === 'number') return value
  if (typeof value === 'string') return value.length <= 40 ? blotted(value) : `${value.length} long`
  return Object.fromEntries(
    Object.entries(Object(value)).map(([name, part]) => [blotted(name), shapeOf(part)]),
  )
}
