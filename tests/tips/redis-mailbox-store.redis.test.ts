import { afterAll, beforeAll } from 'vitest'
import { createRedisMailboxStore } from '../../src/tips/redis-mailbox-store.ts'
import { describeMailboxStore } from '../contracts/mailbox-store.contract.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'

let server: TestRedis
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

describeMailboxStore('redis', async () => {
  await server.raw.flushAll()
  return createRedisMailboxStore({ redis: await server.connect(), clock: fixedClock(Date.now()) })
})
