import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHttpClient } from '../../src/channels/http-client.ts'
import { createRedisTokenStore } from '../../src/channels/zalo/redis-token-store.ts'
import { createTokenKeeper } from '../../src/channels/zalo/token-keeper.ts'
import { deriveKey } from '../../src/conversation/conversation-key.ts'
import { createSealedBox } from '../../src/conversation/sealed-box.ts'
import { systemIds } from '../../src/core/clock.ts'
import type { Redis } from '../../src/redis-connection.ts'
import { SECRET } from '../support/conversation-world.ts'
import { type FakeZalo, startFakeZalo } from '../support/fake-zalo.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'

const HOUR = 3_600_000

describe('token-keeper', () => {
  let server: TestRedis
  let redis: Redis
  let fake: FakeZalo
  const clock = fixedClock()
  beforeAll(async () => {
    server = await startRedis()
    redis = await server.connect()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    await redis.flushAll()
    fake = await startFakeZalo()
  })
  afterEach(() => fake.close())

  /** The keeper of one process. */
  function createKeeper(seedRefreshToken: string | undefined = 'refresh-0') {
    const alarms: string[] = []
    const box = createSealedBox(deriveKey(SECRET, 'zalo tokens'), systemIds)
    const store = createRedisTokenStore(redis, { oaId: fake.identity.oaId, box })
    const observer = { count: () => {}, alarm: (what: string) => void alarms.push(what) }
    const { appId, appSecret } = fake.identity
    const keeper = createTokenKeeper({
      store,
      http: createHttpClient(fake.root, 1),
      appId,
      appSecret,
      seedRefreshToken,
      clock,
      observer,
    })
    return { ...keeper, alarms, store }
  }

  it('begins with the refresh token of the settings, and goes on from Redis after a restart', async () => {
    expect(await createKeeper().token()).toBe('access-1')
    expect(await createKeeper().token()).toBe('access-1')
    expect(fake.rotations).toBe(1)
  })

  it('makes one token call however many processes and messages ask at once', async () => {
    const keepers = [createKeeper(), createKeeper(), createKeeper()]

    const tokens = await Promise.all(keepers.flatMap((keeper) => [keeper.token(), keeper.token()]))

    expect(new Set(tokens)).toEqual(new Set(['access-1']))
    expect(fake.rotations + fake.refusedRefreshes).toBe(1)
  })

  it('makes one token call when all find their token refused', async () => {
    const keepers = [createKeeper(), createKeeper()]
    const [old] = await Promise.all(keepers.map((keeper) => keeper.token()))
    fake.expireAccess()

    const tokens = await Promise.all(keepers.map((keeper) => keeper.replace(old ?? '')))

    expect(tokens).toEqual(['access-2', 'access-2'])
    expect(fake.rotations).toBe(2)
    expect(fake.refusedRefreshes).toBe(0)
  })

  it('refreshes before the token ends', async () => {
    const keeper = createKeeper()
    await keeper.token()

    clock.advance(19 * HOUR)
    expect(await keeper.token()).toBe('access-1')
    clock.advance(2 * HOUR)
    expect(await keeper.token()).toBe('access-2')
  })

  it('keeps the pair before and the raw answer, unreadable in Redis', async () => {
    const keeper = createKeeper()
    await keeper.token()
    await keeper.replace('access-1')

    const record = await keeper.store.read()
    const stored = await redis.get(`antam:{zalo:${fake.identity.oaId}}:tokens`)

    expect(record).toMatchObject({
      current: { accessToken: 'access-2' },
      previous: { accessToken: 'access-1' },
    })
    expect(record?.rawAnswer).toContain('access-2')
    expect(stored).not.toMatch(/access|refresh/)
  })

  it('tries again after an outage without losing the grant', async () => {
    const keeper = createKeeper()
    fake.tokenFaults.push({ type: 'status', status: 502, body: '<html>' }, { type: 'close' })

    await expect(keeper.token()).rejects.toMatchObject({ code: 'channel:unreachable', retryable: true })
    await expect(keeper.token()).rejects.toMatchObject({ code: 'channel:unreachable' })
    expect(await keeper.token()).toBe('access-1')
  })

  it('cries out when the refresh token is dead, does not burn the rate limit, and a new one mends it', async () => {
    const keeper = createKeeper()
    await keeper.token()
    fake.tokenFaults.push({ type: 'close', after: true })
    clock.advance(24 * HOUR)
    await expect(keeper.token()).rejects.toMatchObject({ code: 'channel:unreachable' })

    await expect(keeper.token()).rejects.toMatchObject({ code: 'channel:unauthorised', retryable: true })
    await expect(keeper.token()).rejects.toMatchObject({ code: 'channel:unauthorised' })
    clock.advance(HOUR)
    await expect(createKeeper().token()).rejects.toMatchObject({ code: 'channel:unauthorised' })
    expect(fake.refusedRefreshes).toBe(1)
    expect(keeper.alarms).toEqual(['zalo_refresh_token_dead'])

    fake.takesTokens = { access: 'none', refresh: 'by-hand' }
    expect(await createKeeper('by-hand').token()).toBe('access-3')
    expect(await createKeeper('refresh-0').token()).toBe('access-3')
  })
})
