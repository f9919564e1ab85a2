import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { RESP_TYPES } from 'redis'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ConversationRef, createConversationKey } from '../../src/conversation/conversation-key.ts'
import { createSessionCrypto } from '../../src/conversation/session-crypto.ts'
import { roundToHour, systemIds } from '../../src/core/clock.ts'
import type { Address } from '../../src/core/message.ts'
import { TipDraft } from '../../src/core/tip.ts'
import { requireDeployment } from '../../src/deployment-file.ts'
import type { Session } from '../../src/engine/session.ts'
import { createHttpTipOutlet } from '../../src/tips/http-tip-outlet.ts'
import { createTipDesk } from '../../src/tips/tip-desk.ts'
import { textUpdate } from '../support/fake-telegram.ts'
import { textEvent } from '../support/fake-zalo.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const SECRET = 'the secret of a test, known to nobody else'
const TOLD = 'Hai thanh niên đội mũ vàng bán gói nhỏ'
const CHATS = [5_550_123_401, 5_550_123_402]
const ZALO_USERS = ['246845883529197901', '246845883529197902']
const STEPS = [
  'báo tin',
  'gõ ngay tại đây',
  'mua bán',
  TOLD,
  'ngõ 12 Ngọc Lâm, phường Bồ Đề',
  'đang diễn ra',
  'không',
  'gửi luôn',
  'gửi',
  'gửi',
]
const POLL_MS = 2

/** A session as Redis held it at some moment. */
interface Seen {
  session: Session
  tipIsStored: boolean
}

describe('what joins a tip to a conversation', () => {
  let world: WholeApp
  const crypto = createSessionCrypto(SECRET, systemIds)
  const contacts: Address[] = [
    ...CHATS.map((id): Address => ({ channel: 'telegram', id: String(id) })),
    ...ZALO_USERS.map((id): Address => ({ channel: 'zalo', id })),
  ]
  const refs = contacts.map(createConversationKey(SECRET))
  const seen: Seen[] = []

  beforeAll(async () => {
    world = await startWholeApp({ HOTLINE_SECRET: SECRET, CONTACT_RATE: '0' })
    // Messengers and the page in turn, all within a few seconds.
    await tell(contacts[0])
    await tellOnPage()
    await tell(contacts[2])
    await tellOnPage()
    await tell(contacts[1])
    await tell(contacts[3])
    await vi.waitFor(async () => expect(await items()).toHaveLength(6), { timeout: 8_000 })
  }, 120_000)
  afterAll(() => world.stop())

  async function tell(contact: Address | undefined): Promise<void> {
    if (contact === undefined) return
    const watch = watchSession(contact)
    for (const text of STEPS) {
      if (textsTo(contact).some((one) => one.includes('Mã biên nhận'))) break
      const before = textsTo(contact).length
      await say(contact, text)
      await answered(() => textsTo(contact).length, before)
    }
    await watch.stop()
    expect(textsTo(contact).filter((one) => one.includes('Mã biên nhận'))).toHaveLength(1)
  }

  async function say({ channel, id }: Address, text: string): Promise<void> {
    const url = `${world.app.publicUrl}/webhooks/${channel}`
    if (channel === 'telegram') await world.telegram.deliver(url, textUpdate(Number(id), text))
    else await world.zalo.deliver(url, textEvent(id, text))
  }

  function textsTo({ channel, id }: Address): string[] {
    return channel === 'telegram' ? world.telegram.texts(Number(id)) : world.zalo.texts(id)
  }

  async function tellOnPage(): Promise<void> {
    const desk = createTipDesk({
      outlet: createHttpTipOutlet({
        ...{ baseUrl: world.app.publicUrl, fetch },
        solve: async (challenge) =>
          (await solveChallenge({ challenge, deriveKey })) ?? expect.fail('unsolved'),
      }),
      deployment: await requireDeployment('config/long-bien.yaml'),
      clock: world.adapters.clock,
      files: () => Promise.reject(new Error('no file was sent')),
    })
    const draft = TipDraft.parse({
      ...{ category: 'selling', what: TOLD, place: { ward: 'phuong-bo-de' }, language: 'vi' },
    })
    const outcome = await desk.submit(draft, Buffer.from(systemIds.bytes(32)).toString('hex'))
    expect(outcome.type).toBe('tip_submitted')
  }

  /** Reads the stored session again and again, as whoever copies Redis at any moment could. */
  function watchSession(contact: Address): { stop: () => Promise<void> } {
    const ref = createConversationKey(SECRET)(contact)
    let running = true
    const watching = (async () => {
      const tips = (await entries()).length
      while (running) {
        // The queue first: a session read later than it must not know more than it should.
        const tipIsStored = (await entries()).length > tips
        const session = await storedSession(contact, ref)
        if (session !== null) seen.push({ session, tipIsStored })
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
    })()
    return { stop: () => ((running = false), watching) }
  }

  async function storedSession(contact: Address, ref: ConversationRef): Promise<Session | null> {
    const { sealed } = await world.adapters.sessions.load(ref, null)
    return sealed === null ? null : crypto.openSession(crypto.sessionBox(contact), ref, sealed)
  }

  async function entries() {
    const units = (await requireDeployment('config/long-bien.yaml')).units.map(({ id }) => id)
    const all = await Promise.all(
      units.map((unit) => world.redis.raw.xRange(`antam:{unit:${unit}}:tips`, '-', '+')),
    )
    return all.flatMap((found) => found ?? [])
  }

  async function items() {
    return world.adapters.triage.list('ca-phuong-bo-de', 'open', 20)
  }

  /** Every key with its value as `DUMP` writes it. */
  async function everything(): Promise<Array<{ key: string; bytes: string }>> {
    const raw = world.redis.raw.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer })
    const keys = await world.redis.raw.keys('*')
    return Promise.all(
      keys.map(async (key) => ({ key, bytes: key + (await raw.dump(key))?.toString('latin1') })),
    )
  }

  it('is nowhere: no key or value names both', async () => {
    const tips = (await entries()).map(({ message }) => message['id'] ?? '')
    const all = await everything()
    const names = [...refs.map(({ id }) => id), ...contacts.map(({ id }) => id)]

    expect(tips).toHaveLength(6)
    expect(all.filter(({ bytes }) => refs.some(({ id }) => bytes.includes(id))).length).toBeGreaterThan(3)
    for (const { key, bytes } of all) {
      const isOfTips =
        tips.some((tip) => bytes.includes(tip)) || key.includes('{unit:') || key.includes('audit')
      if (isOfTips) for (const name of names) expect(bytes.includes(name), key).toBe(false)
    }
  })

  it('is not in the audit log', async () => {
    const { entries: log } = await world.adapters.triage.audit('ca-phuong-bo-de')

    expect(log.length).toBeGreaterThan(0)
    const text = JSON.stringify(log)
    for (const { id, channel } of contacts) expect(text.includes(id) || text.includes(channel)).toBe(false)
    for (const { id } of refs) expect(text).not.toContain(id)
  })

  it('is not in the metrics: every label is a word of ours', async () => {
    const tips = (await entries()).map(({ message }) => message['id'] ?? '')
    const secrets = [...tips, ...contacts.map(({ id }) => id), ...refs.map(({ id }) => id)]
    const metrics = await world.adapters.metrics.registry.getMetricsAsJSON()
    const labels = metrics.flatMap(({ name, values }) =>
      values.flatMap((value) =>
        Object.entries(value.labels).map(([label, is]) => ({ name, label, is: String(is) })),
      ),
    )
    const own = labels.filter(({ name }) => name.startsWith('antam_'))

    expect(own.length).toBeGreaterThan(10)
    for (const { name, label, is } of labels)
      for (const secret of secrets) expect(is.includes(secret), `${name} ${label}`).toBe(false)
    for (const { name, label, is } of own) {
      expect(['what', 'code', 'channel', 'le'], name).toContain(label)
      if (label !== 'le') expect(is, name).toMatch(/^[a-z][a-z_:+]*$/)
    }
  })

  it('ends with the commit that reports the tip: whatever is stored then has no word of it', () => {
    const withDraft = seen.filter(({ session }) => JSON.stringify(session).includes(TOLD))
    const reported = seen.filter(({ session, tipIsStored }) => tipIsStored && session.owed === undefined)

    expect(withDraft.length).toBeGreaterThan(0)
    expect(reported.length).toBeGreaterThan(0)
    for (const { session } of reported) expect(JSON.stringify(session)).not.toContain(TOLD)
  })

  it('is not in the order of the queue: ids are whole hours and a number, the same series for all doors', async () => {
    const ids = (await entries()).map(({ id }) => id.split('-').map(Number))
    const hours = new Set(ids.map(([hour = 0]) => hour))

    expect(hours.size).toBeLessThanOrEqual(2)
    for (const hour of hours) {
      expect(new Date(hour).toISOString().replace('.000', '')).toBe(roundToHour(hour))
      const numbers = ids.filter(([one]) => one === hour).map(([, number]) => number)
      expect(numbers).toEqual(numbers.map((_, at) => at))
    }
  })

  it('is not in what a tip looks like: those of the page and of messengers have the same fields and length', async () => {
    const shapes = (await entries()).map(({ message }) => ({
      fields: Object.keys(message).toSorted(),
      sealed: message['sealed']?.length,
    }))

    for (const shape of shapes) expect(shape).toEqual(shapes[0])
  })
})

/** Resolves when an answer came and nothing follows it. */
async function answered(count: () => number, before: number): Promise<void> {
  let last = before
  for (let waited = 0; waited < 8_000 && (last === before || last !== count()); waited += 150) {
    last = count()
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}
