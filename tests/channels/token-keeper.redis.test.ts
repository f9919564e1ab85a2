import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHttpClient } from '../../src/channels/http-client.ts'
import { permissionLink } from '../../src/channels/zalo/oauth.ts'
import { createRedisTokenStore } from '../../src/channels/zalo/redis-token-store.ts'
import { createTokenKeeper } from '../../src/channels/zalo/token-keeper.ts'
import { examineTokens } from '../../src/channels/zalo/token-status.ts'
import type { TokenStore } from '../../src/channels/zalo/token-store.ts'
import { deriveKey } from '../../src/conversation/conversation-key.ts'
import { createSealedBox } from '../../src/conversation/sealed-box.ts'
import { systemIds } from '../../src/core/clock.ts'
import { AppError } from '../../src/core/errors.ts'
import type { Redis } from '../../src/redis/redis.ts'
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
    await server.raw.flushAll()
    fake = await startFakeZalo()
  })
  afterEach(() => fake.close())

  /** The keeper of one process. */
  function createKeeper(
    seedRefreshToken: string | undefined = 'refresh-0',
    changes: { appSecret?: string; store?: (store: TokenStore) => TokenStore } = {},
  ) {
    const alarms: string[] = []
    const box = createSealedBox(deriveKey(SECRET, 'zalo tokens'), systemIds)
    const real = createRedisTokenStore(redis, { oaId: fake.identity.oaId, box })
    const store = changes.store?.(real) ?? real
    const observer = { count: () => {}, alarm: (what: string) => void alarms.push(what) }
    const { appId } = fake.identity
    const appSecret = changes.appSecret ?? fake.identity.appSecret
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
    const stored = await server.raw.get(`antam:{zalo:${fake.identity.oaId}}:tokens`)

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

  /** What is left when a process dies in the middle of a refresh: the lock ends by itself after a minute. */
  async function lockEnds(): Promise<void> {
    const lock = `antam:{zalo:${fake.identity.oaId}}:lock`
    await redis.write(lock, (node) => node.del(lock))
  }

  it('killed between Zalo’s answer and the store: the others say so, and a person’s token mends all at once', async () => {
    const before = createKeeper()
    await before.token()
    clock.advance(24 * HOUR)
    // Its writes end with the process: the pair that Zalo just gave is lost.
    let asked = false
    fake.beforeTokens = async () => {
      asked = true
    }
    const dying = createKeeper('refresh-0', {
      store: (store) => ({
        ...store,
        write: (fence, record) => (asked ? new Promise(() => {}) : store.write(fence, record)),
      }),
    })
    void dying.token()
    await until(() => asked)
    fake.beforeTokens = async () => {}

    await lockEnds()
    const other = createKeeper()
    await expect(other.token()).rejects.toMatchObject({ code: 'channel:unauthorised', retryable: true })
    expect(other.alarms).toEqual(['zalo_refresh_token_dead'])
    const finding = examineTokens(await other.store.read(), true, clock.now())
    expect(finding).toMatchObject({ level: 'bad', name: 'zalo_refresh_token_dead' })
    expect(finding?.text).toContain('was interrupted before its answer was stored')

    fake.takesTokens = { access: 'none', refresh: 'by-hand' }
    await createKeeper().begin({ type: 'refresh', token: 'by-hand' })
    clock.advance(60_000)
    expect(await other.token()).toBe(fake.takesTokens.access)
    expect(await createKeeper().token()).toBe(fake.takesTokens.access)
    expect(examineTokens(await other.store.read(), true, clock.now())).toBeNull()
  })

  it('keeps a pair that could not be stored, and stores it when Redis is back', async () => {
    let away = false
    const keeper = createKeeper('refresh-0', {
      store: (store) => ({
        ...store,
        write: (fence, record) =>
          away ? Promise.reject(new AppError('store:unavailable')) : store.write(fence, record),
      }),
    })
    await keeper.token()
    clock.advance(24 * HOUR)
    fake.beforeTokens = async () => {
      away = true
    }

    await expect(keeper.token()).rejects.toMatchObject({ code: 'store:unavailable' })
    away = false
    fake.beforeTokens = async () => {}

    expect(await keeper.token()).toBe('access-2')
    expect(await createKeeper().token()).toBe('access-2')
    expect(fake.refusedRefreshes).toBe(0)
  }, 40_000)

  it('is not dead for a limit or a failure on Zalo’s side', async () => {
    const keeper = createKeeper()
    fake.tokenFaults.push({ type: 'status', status: 200, body: '{"error":-32,"error_name":"limit"}' })

    await expect(keeper.token()).rejects.toMatchObject({ code: 'channel:unreachable', retryable: true })

    expect(await keeper.token()).toBe('access-1')
    expect(keeper.alarms).toEqual([])
  })

  it('tries a refused token again after a restart: the settings may be right now', async () => {
    await createKeeper().token()
    clock.advance(24 * HOUR)
    await expect(createKeeper('refresh-0', { appSecret: 'wrong' }).token()).rejects.toMatchObject({
      code: 'channel:unauthorised',
    })

    const restarted = createKeeper()
    await expect(restarted.token()).rejects.toMatchObject({ code: 'channel:unauthorised' })
    restarted.revive()
    expect(await restarted.token()).toBe('access-2')
  })

  it('tries a refused token again after some hours without anybody’s doing', async () => {
    const keeper = createKeeper()
    await keeper.token()
    clock.advance(24 * HOUR)
    fake.tokenFaults.push({ type: 'status', status: 200, body: '{"error":-14002}' })
    await expect(keeper.token()).rejects.toMatchObject({ code: 'channel:unauthorised' })
    clock.advance(HOUR)
    await expect(keeper.token()).rejects.toMatchObject({ code: 'channel:unauthorised' })

    clock.advance(6 * HOUR)

    expect(await keeper.token()).toBe('access-2')
  })

  it('goes on with the chain that works when new settings bring a token that does not', async () => {
    await createKeeper().token()

    const restarted = createKeeper('no-good')

    expect(await restarted.token()).toBe('access-1')
    expect(restarted.alarms).toEqual(['zalo_seed_refused'])
    expect(await createKeeper('no-good').token()).toBe('access-1')
    expect(fake.refusedRefreshes).toBe(1)
  })

  it('begins with a code of the permission page, and refuses one of another login', async () => {
    const verifier = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ'
    const challenge = 'RqIZl4LIgn8KxW9QO-nTnv7pf0CnNrksx9fF-CXP2FE'
    fake.codes.set('code-1', { challenge }).set('code-2', { challenge })
    const ask = { appId: '1', redirect: 'https://a.vn', verifier, state: 's' }
    expect(permissionLink('https://oauth.zaloapp.com', ask)).toContain(`code_challenge=${challenge}`)
    const keeper = createKeeper(undefined)

    await keeper.begin({ type: 'code', code: 'code-1', verifier })

    expect(await createKeeper(undefined).token()).toBe('access-1')
    await expect(keeper.begin({ type: 'code', code: 'code-2', verifier: 'x' })).rejects.toMatchObject({
      code: 'channel:unauthorised',
    })
    expect(await createKeeper(undefined).token()).toBe('access-1')
  })
})

async function until(happened: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !happened(); i += 1) await new Promise((resolve) => setTimeout(resolve, 5))
}
