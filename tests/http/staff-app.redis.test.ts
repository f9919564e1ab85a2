import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as opaque from '@serenity-kit/opaque'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { jsonAsset } from '../../src/http/asset-routes.ts'
import { createStaffApp } from '../../src/http/staff-app.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { Intake } from '../../src/triage/intake.ts'
import { officerRoles } from '../../src/triage/officer.ts'
import { mayDo, type StaffAction, staffActions } from '../../src/triage/permissions.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import {
  createStaffSide,
  enrolRequest,
  type StaffSide,
  sealedTip,
  signInAs,
  testPassword,
} from '../triage/support.ts'

interface Staff {
  side: StaffSide
  server: Server
  origin: string
  cookie: string
  unitRecipient: string
}

describe('staff-app', () => {
  let redisServer: TestRedis
  let redis: Redis
  let staff: Staff
  beforeAll(async () => {
    redisServer = await startRedis()
    redis = await redisServer.connect()
  })
  afterAll(() => redisServer.stop())
  beforeEach(async () => {
    await redisServer.raw.flushAll()
    staff = await open(redis)
  })
  afterEach(async () => {
    staff.server.closeAllConnections()
    staff.server.close()
    await staff.side.feed.stop()
  })

  function call(
    path: string,
    options: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) {
    const { method = 'GET', body, headers = {} } = options
    return fetch(staff.origin + path, {
      method,
      headers: {
        cookie: staff.cookie,
        'x-antam-console': '1',
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  async function takeIn(changes: Parameters<typeof sealedTip>[1] = {}): Promise<string> {
    const units = ['cap-mot', 'cap-hai']
    const intake = new Intake({
      queue: staff.side.queue,
      store: staff.side.triage,
      units,
      consumer: 'a',
      onError: () => {},
    })
    await intake.prepare()
    const tip = await sealedTip([staff.unitRecipient], changes)
    await staff.side.queue.append(tip)
    await intake.runOnce()
    return tip.id
  }

  it('signs in by OPAQUE over HTTP with a cookie that no script and no other site gets', async () => {
    await opaque.ready
    const start = opaque.client.startLogin({ password: testPassword })
    const started = await call('/api/login/start', {
      method: 'POST',
      body: { name: 'Minh An', startLoginRequest: start.startLoginRequest },
    })
    const { login, loginResponse } = (await started.json()) as { login: string; loginResponse: string }
    const proof = opaque.client.finishLogin({
      clientLoginState: start.clientLoginState,
      loginResponse,
      password: testPassword,
    })
    const body = { login, finishLoginRequest: proof?.finishLoginRequest }
    const finished = await call('/api/login/finish', { method: 'POST', body })

    expect(finished.status).toBe(200)
    expect(finished.headers.get('set-cookie')).toMatch(/^antam-staff=[\w-]{43}; .*HttpOnly.*SameSite=Strict/)
    expect(finished.headers.get('cache-control')).toBe('no-store')
    // A sign-in message serves once.
    expect((await call('/api/login/finish', { method: 'POST', body })).status).toBe(401)
  })

  it('refuses changing requests without our header or from another origin', async () => {
    const plain = await fetch(`${staff.origin}/api/logout`, {
      method: 'POST',
      headers: { cookie: staff.cookie },
    })
    const foreign = await call('/api/logout', { method: 'POST', headers: { origin: 'https://evil.example' } })
    const own = await call('/api/me', { headers: { origin: staff.origin } })

    expect([plain.status, foreign.status, own.status]).toEqual([403, 403, 200])
    expect((await call('/api/me')).status).toBe(200)
  })

  it('serves the page under a strict policy and nothing of the API without a session', async () => {
    const page = await fetch(`${staff.origin}/probe.json`)
    const policy = page.headers.get('content-security-policy')

    expect(policy).toBe(
      "default-src 'none';script-src 'self' 'wasm-unsafe-eval';style-src 'self';img-src 'self' blob:;media-src blob:;" +
        "connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    )
    const path = `/api/items/cap-mot/${crypto.randomUUID()}`
    const closed = [
      '/api/me',
      '/api/items',
      '/api/audit/cap-mot',
      '/api/people',
      '/api/events',
      `${path}/files/${crypto.randomUUID()}`,
    ]
    for (const one of closed) expect((await fetch(staff.origin + one)).status, one).toBe(401)
    for (const one of [
      `${path}/open`,
      `${path}/state`,
      `${path}/notes`,
      '/api/invites',
      `/api/people/${crypto.randomUUID()}/key`,
    ]) {
      const answer = await call(one, { method: 'POST', body: {}, headers: { cookie: '' } })
      expect(answer.status, one).toBe(401)
    }
  })

  it('opens a new tip, marks it opened and records who did', async () => {
    const tip = await takeIn()

    const answer = await call(`/api/items/cap-mot/${tip}/open`, { method: 'POST', body: {} })

    const { item, sealed } = (await answer.json()) as {
      item: { state: string; version: number }
      sealed: string
    }
    expect(item).toMatchObject({ state: 'opened', version: 2 })
    expect(atob(sealed)).toMatch(/^age-encryption\.org\/v1/)
    const { entries } = await staff.side.triage.audit('cap-mot')
    expect(entries.at(-1)).toMatchObject({ action: 'item_opened', item: tip, from: 'new', to: 'opened' })
  })

  it('changes a state once per version and only as the table allows', async () => {
    const tip = await takeIn()
    await call(`/api/items/cap-mot/${tip}/open`, { method: 'POST', body: {} })
    const change = (body: object) => call(`/api/items/cap-mot/${tip}/state`, { method: 'POST', body })
    const checking = {
      version: 2,
      to: 'checking',
      reason: 'enough_to_check',
      disposition: null,
      remark: null,
    }

    const [one, other] = await Promise.all([change(checking), change(checking)])
    expect(new Set([one.status, other.status])).toEqual(new Set([200, 409]))

    const refused = [
      { ...checking, version: 3, to: 'new', reason: 'other', remark: btoa('x') },
      { ...checking, version: 3, to: 'closed', reason: 'check_finished' },
      { ...checking, version: 3, to: 'passed_on', reason: 'advertising' },
      { ...checking, version: 3, to: 'passed_on', reason: 'other' },
      {
        ...checking,
        version: 3,
        to: 'passed_on',
        reason: 'higher_unit',
        remark: 'lời thường, không niêm phong',
      },
      { ...checking, version: 3, extra: 1 },
    ]
    for (const body of refused) expect((await change(body)).status).toBe(400)
    const closed = await change({
      version: 3,
      to: 'closed',
      reason: 'check_finished',
      disposition: 'confirmed',
      remark: null,
    })
    expect(await closed.json()).toMatchObject({ state: 'closed', disposition: 'confirmed', version: 4 })
  })

  it('keeps the officer out of other units', async () => {
    const tip = await takeIn({ unit: 'cap-hai' })

    expect((await call(`/api/items/cap-hai/${tip}/open`, { method: 'POST', body: {} })).status).toBe(403)
    expect((await call('/api/audit/cap-hai')).status).toBe(403)
    expect(await (await call('/api/items')).json()).toEqual({ items: [], more: false })
  })

  it.each(officerRoles)(
    'lets %s do over HTTP what the table of permissions says, and nothing else',
    async (role) => {
      const tip = await takeIn()
      const officer = (await staff.side.store.officers())[0]!
      await redisServer.raw.hSet('antam:{staff}:officers', officer.id, JSON.stringify({ ...officer, role }))
      const item = `/api/items/cap-mot/${tip}`
      const post = { method: 'POST', body: {} }
      const someone = `/api/people/${crypto.randomUUID()}`
      const state = { version: 9, to: 'checking', reason: 'enough_to_check', disposition: null, remark: null }
      const note = { mailbox: 'cd'.repeat(16), note: `${'A'.repeat(5_462)}==` }
      const invite = {
        unit: 'cap-mot',
        role: 'tu_van_vien',
        tokenHash: 'a'.repeat(64),
        sealedProofKey: 'AAAA',
      }
      const ask = { method: 'POST', body: { reason: 'evidence' } }
      const someKey = `age1${'q'.repeat(58)}`
      const holders = [{ officer: crypto.randomUUID(), unitKey: 'AAAA', vouch: 'a'.repeat(64) }]
      const rotation = { before: someKey, recipient: someKey, holders }
      const asked: Record<StaffAction, () => Promise<Response>> = {
        list_items: () => call('/api/items'),
        open_item: () => call(`${item}/open`, post),
        change_state: () => call(`${item}/state`, { method: 'POST', body: state }),
        write_note: () => call(`${item}/notes`, { method: 'POST', body: note }),
        read_audit: () => call('/api/audit/cap-mot'),
        see_people: () => call('/api/people'),
        invite_officer: () => call('/api/invites', { method: 'POST', body: invite }),
        hand_over_key: () => call(`${someone}/key`, { method: 'POST', body: { unitKey: 'AAAA' } }),
        remove_officer: () => call(someone, { method: 'DELETE' }),
        see_keys: () => call('/api/keys/cap-mot'),
        rotate_key: () => call('/api/keys/rotate', { method: 'POST', body: rotation }),
        // Only the unit above may ask, and this officer is of the tip's own: see originals-desk.redis.test.ts.
        ask_original: () => call(`${item}/originals/${crypto.randomUUID()}/ask`, ask),
        agree_original: () => call(`${item}/originals/${crypto.randomUUID()}/outer`),
      }

      for (const action of staffActions.filter((one) => one !== 'ask_original')) {
        const { status } = await asked[action]()
        expect(status === 403, `${role} ${action}: ${status}`).toBe(!mayDo(role, action))
      }
    },
  )

  it('leaves a note in the mailbox and keeps the mailbox out of the record', async () => {
    const tip = await takeIn()
    const mailbox = 'cd'.repeat(16)
    const note = 'A'.repeat(5_462) + '=='

    const answer = await call(`/api/items/cap-mot/${tip}/notes`, { method: 'POST', body: { mailbox, note } })

    expect(answer.status).toBe(204)
    expect(await staff.side.mailboxes.read(mailbox)).toEqual([note])
    const { entries } = await staff.side.triage.audit('cap-mot')
    expect(entries.at(-1)?.action).toBe('note_written')
    expect(JSON.stringify(entries)).not.toContain(mailbox)
  })

  it('tells a listening page of a new tip within a second, and of nothing in other units', async () => {
    const events = await listen(staff)
    await takeIn({ unit: 'cap-hai' })
    const began = performance.now()
    const tip = await takeIn()

    const found = await events.next((text) => text.includes(tip))

    expect(performance.now() - began).toBeLessThan(1_000)
    expect(found).toContain('event: item')
    expect(found).not.toContain('cap-hai')
    events.stop()
  })

  it('says goodbye to a listener whose session ended, and listening does not prolong it', async () => {
    const events = await listen(staff)
    await redisServer.raw.del(await redisServer.raw.keys('*session*'))

    await events.next((text) => text.includes('event: signed_out'))
    events.stop()
  })

  it('shows metrics, and answers unknown and broken requests in one form', async () => {
    expect(await (await fetch(`${staff.origin}/metrics`)).text()).toBe('\n')
    const missing = await call('/api/nothing')
    expect([missing.status, await missing.json()]).toMatchObject([
      404,
      { error: { code: 'request:not_found' } },
    ])
    const broken = await fetch(`${staff.origin}/api/login/start`, {
      method: 'POST',
      headers: { 'x-antam-console': '1', 'content-type': 'application/json' },
      body: '{"name":',
    })
    expect(broken.status).toBe(400)
    const large = await call('/api/login/start', { method: 'POST', body: { name: 'a'.repeat(70_000) } })
    expect(large.status).toBe(413)
  })
})

async function open(redis: Redis): Promise<Staff> {
  const side = await createStaffSide(redis)
  const token = await side.invites.createFirstOfficerInvite()
  const made = await enrolRequest(side, { token: token!, name: 'Minh An', unit: 'cap-mot', withKey: true })
  await side.enrolment.finishEnrolment(made.request)
  const session = await signInAs(side, 'Minh An')
  const app = createStaffApp({
    ...side,
    assets: [jsonAsset('/probe.json', {})],
    registry: new Registry(),
    https: false,
    onError: () => {},
    heartbeatMs: 100,
  })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { side, server, origin, cookie: `antam-staff=${session.token}`, unitRecipient: made.unitRecipient }
}

/** Reads the event stream; `next` resolves with everything read so far once it matches. */
async function listen(staff: Staff) {
  const stop = new AbortController()
  const response = await fetch(`${staff.origin}/api/events`, {
    headers: { cookie: staff.cookie },
    signal: stop.signal,
  })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  async function next(matches: (text: string) => boolean): Promise<string> {
    while (!matches(text)) {
      const { value, done } = await reader.read()
      if (done) throw new Error('the stream ended')
      text += value
    }
    return text
  }
  await next((read) => read.includes('resync'))
  return { next, stop: () => stop.abort() }
}
