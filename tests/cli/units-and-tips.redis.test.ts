import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { main as tips } from '../../src/cli/tips.ts'
import { main as units } from '../../src/cli/units.ts'
import { systemClock } from '../../src/core/clock.ts'
import { requireDeployment } from '../../src/deployment-file.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { keyWords } from '../../src/tips/key-words.ts'
import { createRedisMailboxStore } from '../../src/tips/redis-mailbox-store.ts'
import { createRedisRecipients } from '../../src/tips/redis-recipients.ts'
import { createRedisTipQueue } from '../../src/tips/redis-tip-queue.ts'
import { createStoredTipOutlet } from '../../src/tips/stored-tip-outlet.ts'
import { createTipDesk } from '../../src/tips/tip-desk.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { sampleDraft } from '../support/sample-tip.ts'

const run = promisify(execFile)
const unit = 'ca-phuong-bo-de'
const picture = new Uint8Array([0xff, 0xd8, 0xff, 1, 2, 3])

describe('units and tips', () => {
  let server: TestRedis
  let redis: Redis
  let dir: string
  let out: string[]
  let err: string[]
  beforeAll(async () => {
    server = await startRedis()
    redis = await server.connect()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    await server.raw.flushAll()
    dir = await mkdtemp(join(tmpdir(), 'antam-units-'))
    out = []
    err = []
    return () => rm(dir, { recursive: true, force: true })
  })

  const context = {
    config: { DEPLOYMENT: 'config/long-bien.yaml', STAFF_PORT: 8081, STAFF_URL: 'https://truc.example' },
    redis: async () => redis,
    print: (line: string) => void out.push(line),
    printError: (line: string) => void err.push(line),
  }

  async function submit(secret: string): Promise<void> {
    const shared = { redis, clock: systemClock }
    const outlet = createStoredTipOutlet({
      queue: createRedisTipQueue(shared),
      recipients: createRedisRecipients(shared),
      mailboxes: createRedisMailboxStore(shared),
    })
    const photos = async () => ({ bytes: picture, mime: 'image/jpeg' as const })
    const desk = createTipDesk({
      outlet,
      deployment: await requireDeployment('config/long-bien.yaml'),
      clock: systemClock,
      files: photos,
    })
    const draft = {
      ...sampleDraft(),
      place: { ward: 'phuong-bo-de' },
      files: [{ channel: 'web' as const, kind: 'photo' as const, ref: 'x' }],
    }
    expect(await desk.submit(draft, secret)).toMatchObject({ type: 'tip_submitted' })
  }

  it('makes a key, and with it opens the tips that came in', async () => {
    const file = join(dir, 'unit.identity.txt')
    expect(await units(['add', unit, '--out', file], context)).toBe(0)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readFile(file, 'utf8')).toMatch(
      /^# .*\n# public key: age1pq1.*\nAGE-SECRET-KEY-PQ-1[0-9A-Z]+\n$/,
    )
    await submit('ab'.repeat(32))
    out = []

    expect(await tips(['pull', '--unit', unit, '--identity', file, '--files', dir], context)).toBe(0)

    expect(err).toEqual([])
    expect(out).toHaveLength(1)
    const printed = JSON.parse(out[0] ?? '')
    expect(printed).toMatchObject({
      entry: expect.stringMatching(/^\d+00000-\d+$/),
      tip: { v: 1, what: sampleDraft().what },
    })
    expect(new Uint8Array(await readFile(printed.files[0].path))).toEqual(picture)
  })

  it("invites a unit's first officer by a link whose token Redis does not hold", async () => {
    expect(await units(['invite', unit], context)).toBe(0)

    expect(out[0]).toMatch(/^https:\/\/truc\.example\/#\/enrol\/[\w-]{43}$/)
    const token = out[0]?.split('/').at(-1) ?? ''
    for (const key of await server.raw.keys('*')) expect(key).not.toContain(token)
  })

  it('says each key in six words, the same when it is made and when it is listed', async () => {
    await units(['add', unit, '--out', join(dir, 'unit.identity.txt')], context)
    const said = /in words: ((?:[a-z]+-[a-z]+ ?){6})$/.exec(out.join('\n').split('\n')[1] ?? '')?.[1]
    out = []
    await units(['list', '--json'], context)
    const { units: listed, recovery } = JSON.parse(out[0] ?? '')
    const [key] = listed.find(({ id }: { id: string }) => id === unit).recipients

    expect(said).toBeDefined()
    expect([key.words, key.words, recovery]).toEqual([said, keyWords(key.recipient), null])
    out = []
    await units(['list'], context)
    expect(out.join('\n')).toContain(said)
  })

  it('gives the same tips again until they are acknowledged, and leaves triage its own', async () => {
    const file = join(dir, 'unit.identity.txt')
    await units(['add', unit, '--out', file], context)
    await submit('ab'.repeat(32))
    const pull = async (...more: string[]) => {
      out = []
      await tips(['pull', '--unit', unit, '--identity', file, ...more], context)
      return out.length
    }

    expect([await pull(), await pull('--ack'), await pull('--ack')]).toEqual([1, 1, 0])
    await submit('cd'.repeat(32))
    expect([await pull('--group', 'other', '--max', '1'), await pull('--ack')]).toEqual([1, 1])
    const queue = createRedisTipQueue({ redis, clock: systemClock })
    await queue.createGroup(unit, 'triage')
    expect(await queue.read({ unit, group: 'triage', consumer: 'one' }, 10)).toHaveLength(2)
  })

  it('retires its earlier keys on rotation: old tips open with the old identity, new ones with the new', async () => {
    const [oldFile, newFile] = [join(dir, 'old.txt'), join(dir, 'new.txt')]
    await units(['add', unit, '--out', oldFile], context)
    await submit('ab'.repeat(32))
    expect(await units(['rotate', unit, '--out', newFile], context)).toBe(0)
    await submit('cd'.repeat(32))
    out = []

    expect(await tips(['pull', '--unit', unit, '--identity', newFile], context)).toBe(1)
    expect([out.length, err.length]).toEqual([1, 1])
    expect(err[0]).toContain('This identity cannot open the tip.')
    expect(await tips(['pull', '--unit', unit, '--identity', oldFile, '--group', 'old'], context)).toBe(1)
    const both = join(dir, 'both.txt')
    await writeFile(both, (await readFile(oldFile, 'utf8')) + (await readFile(newFile, 'utf8')))
    expect(await tips(['pull', '--unit', unit, '--identity', both, '--group', 'both'], context)).toBe(0)
  })

  it('lists units, and says who has no key', async () => {
    await units(['add', unit, '--out', join(dir, 'a.txt')], context)
    await units(['add', unit, '--x25519', '--out', join(dir, 'b.txt')], context)
    out = []

    expect(await units(['list'], context)).toBe(0)
    expect(out.join('\n')).toContain('no key: its tips go to pc04-ha-noi')
    expect(out.join('\n')).toContain('no key: nobody can take its tips')
    expect(out.join('\n')).toContain('keys of both kinds')
    out = []
    await units(['list', '--json'], context)
    const listed = JSON.parse(out.join('')) as {
      units: { id: string; recipients: { kind: string; active: boolean }[] }[]
    }
    expect(
      listed.units
        .find((one) => one.id === unit)
        ?.recipients.map((key) => key.kind)
        .sort(),
    ).toEqual(['hybrid', 'x25519'])
  })

  it('never overwrites an identity, and registers nothing then', async () => {
    const file = join(dir, 'unit.identity.txt')
    await units(['add', unit, '--out', file], context)
    const before = await readFile(file, 'utf8')

    expect(await units(['add', unit, '--out', file], context)).toBe(1)
    expect(await readFile(file, 'utf8')).toBe(before)
    expect(await createRedisRecipients({ redis, clock: systemClock }).list(unit)).toHaveLength(1)
  })

  it('explains itself, and refuses a unit that is not there', async () => {
    expect(await units([], context)).toBe(2)
    expect(await units(['add'], context)).toBe(2)
    expect(await tips(['pull'], context)).toBe(2)
    expect(err.join('\n')).toContain('npm run units -- add ID')
    await expect(units(['add', 'nobody'], context)).rejects.toMatchObject({ code: 'tip:unknown_unit' })
    await writeFile(join(dir, 'empty.txt'), '# nothing\n')
    expect(await tips(['pull', '--unit', unit, '--identity', join(dir, 'empty.txt')], context)).toBe(1)
  })

  it('seals what the age program of the system opens, and prints plain JSON', async ({ skip }) => {
    const hasAge = await run('age', ['--version']).then(
      () => true,
      () => false,
    )
    if (!hasAge) skip('there is no age program on this machine')
    const file = join(dir, 'classic.txt')
    await units(['add', unit, '--x25519', '--out', file], context)
    await submit('ab'.repeat(32))
    const queue = createRedisTipQueue({ redis, clock: systemClock })
    await queue.createGroup(unit, 'age')
    const [found] = await queue.read({ unit, group: 'age', consumer: 'one' }, 1)
    const sealed = join(dir, 'tip.age')
    await writeFile(sealed, Buffer.from(found?.tip.sealed ?? '', 'base64'))

    const opened = await run('age', ['-d', '-i', file, sealed])

    expect(JSON.parse(opened.stdout)).toMatchObject({ v: 1, what: sampleDraft().what })
  })
})
