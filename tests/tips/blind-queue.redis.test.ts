import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../src/core/errors.ts'
import type { TipDraft } from '../../src/core/tip.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { makeReceipt } from '../../src/tips/make-receipt.ts'
import { createRedisMailboxStore } from '../../src/tips/redis-mailbox-store.ts'
import { createRedisProofStore } from '../../src/tips/redis-proof-store.ts'
import { createRedisRecipients } from '../../src/tips/redis-recipients.ts'
import { createRedisTipQueue } from '../../src/tips/redis-tip-queue.ts'
import { createStoredTipOutlet } from '../../src/tips/stored-tip-outlet.ts'
import { createTipDesk } from '../../src/tips/tip-desk.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { sampleDeployment } from '../support/sample-deployment.ts'

/** Words that must be nowhere, in any encoding that a mistake might use. */
const planted = [
  'CANARY-nguyen-van-a',
  'CANARY-0912345678',
  'CANARY-ngo-12',
  'CANARY-29X1-00000',
  'CANARY-anh-chup',
]

const draft: TipDraft = {
  category: 'selling',
  what: `${planted[0]} ${planted[1]}`,
  place: { ward: 'bo-de', text: planted[2] },
  people: planted[0],
  vehicles: planted[3],
  files: [{ channel: 'web', kind: 'photo' as const, ref: 'one' }],
  language: 'vi',
}

describe('a copy of Redis', () => {
  let server: TestRedis
  let redis: Redis
  const clock = fixedClock(Date.now())
  beforeAll(async () => {
    server = await startRedis()
    redis = await server.connect()
  })
  afterAll(() => server.stop())

  async function plant(secrets: readonly string[]): Promise<void> {
    const shared = { redis, clock }
    const recipients = createRedisRecipients(shared)
    await recipients.add('ca-bo-de', await identityToRecipient(await generateHybridIdentity()), 'cli')
    const outlet = createStoredTipOutlet({
      queue: createRedisTipQueue(shared),
      recipients,
      mailboxes: createRedisMailboxStore(shared),
    })
    const photos = async () => ({ bytes: Buffer.from(planted[4] ?? ''), mime: 'image/jpeg' as const })
    const desk = createTipDesk({ outlet, deployment: sampleDeployment(), clock, files: photos })
    const crashing = createTipDesk({
      outlet: { ...outlet, append: () => Promise.reject(new AppError('store:unavailable')) },
      deployment: sampleDeployment(),
      clock,
      files: photos,
    })
    for (const secret of secrets) {
      await crashing.submit(draft, secret)
      expect(await desk.submit(draft, secret)).toMatchObject({ type: 'tip_submitted' })
    }
  }

  it('holds no word of a tip, no receipt, no secret, no finer time than the hour', async () => {
    const secrets = ['ab'.repeat(32), 'cd'.repeat(32), 'ef'.repeat(32)]
    await plant(secrets)
    await server.raw.set('control', Buffer.from('xCANARY-control').toString('base64'))
    await server.raw.sendCommand(['SAVE'])
    const hidden = [...planted, ...secrets, ...secrets.flatMap((secret) => makeReceipt(secret).split(' '))]

    const copy = (await filesUnder(server.dir)).toLowerCase()

    expect(copy).toContain('antam:{unit:ca-bo-de}:tips')
    expect(encodings('CANARY-control').some((word) => copy.includes(word.toLowerCase()))).toBe(true)
    for (const word of hidden.flatMap(encodings)) expect(copy.includes(word.toLowerCase()), word).toBe(false)
    for (const key of await server.raw.keys('*')) {
      const goesAt = await server.raw.expireTime(key)
      expect(goesAt === -1 || goesAt % 3_600 === 0, key).toBe(true)
    }
  })

  it('remembers a used proof, once', async () => {
    const proofs = createRedisProofStore({ redis })
    const goodUntil = Date.now() + 60_000

    const all = await Promise.all(Array.from({ length: 5 }, () => proofs.spend('one', goodUntil)))
    expect(all.filter(Boolean)).toHaveLength(1)
    expect(await proofs.spend('two', goodUntil)).toBe(true)
  })
})

/** Append-only file and RDB, as bytes in Latin-1: each byte one character. */
async function filesUnder(dir: string): Promise<string> {
  const found = await readdir(dir, { recursive: true, withFileTypes: true })
  const files = found
    .filter((entry) => entry.isFile())
    .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1'))
  return (await Promise.all(files)).join('')
}

function encodings(word: string): string[] {
  const bytes = Buffer.from(word)
  // Base64 depends on where in a group of three the word begins: its inner part is the same for each beginning.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  )
  return [word, bytes.toString('hex'), ...base64.filter((text) => text.length >= 8)]
}
