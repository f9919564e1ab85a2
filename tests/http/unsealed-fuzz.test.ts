import { base64 } from '@scure/base'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { Agent, request } from 'undici'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeMarks } from '../../src/canary/marks.ts'
import { pageIdentity, webhookOf } from '../../src/canary/webhook-bodies.ts'
import type { Channel } from '../../src/channels/channel.ts'
import { createMessengerChannel } from '../../src/channels/messenger/messenger-channel.ts'
import { createTelegramChannel } from '../../src/channels/telegram/telegram-channel.ts'
import { createZaloChannel } from '../../src/channels/zalo/zalo-channel.ts'
import { createDraw, type Draw } from '../../src/chaos/draw.ts'
import { TELEGRAM_SECRET } from '../../src/chaos/telegram-platform.ts'
import { zaloIdentity } from '../../src/chaos/zalo-platform.ts'
import { systemClock, systemIds } from '../../src/core/clock.ts'
import type { SealedTip } from '../../src/core/tip.ts'
import { createFileRoutes, type FileRoutesNeeds } from '../../src/http/file-routes.ts'
import { createMailboxRoutes } from '../../src/http/mailbox-routes.ts'
import { createPublicApp } from '../../src/http/public-app.ts'
import { createTipRoutes } from '../../src/http/tip-routes.ts'
import { createWebhookRoutes } from '../../src/http/webhook-routes.ts'
import { sealNote } from '../../src/tips/mailbox.ts'
import { createMemoryMailboxStore } from '../../src/tips/memory-mailbox-store.ts'
import { createMemoryRecipients } from '../../src/tips/memory-recipients.ts'
import { createMemoryTipQueue } from '../../src/tips/memory-tip-queue.ts'
import { sealTip } from '../../src/tips/seal-tip.ts'
import { createStoredTipOutlet } from '../../src/tips/stored-tip-outlet.ts'
import { type Challenge, type Proof, UPLOAD_HEADER, UploadAnswer } from '../../src/tips/tip-api.ts'
import { tipLimits } from '../../src/tips/tip-limits.ts'
import type { TipOutlet } from '../../src/tips/tip-outlet.ts'
import { memoryTokenStore } from '../channels/memory-token-store.ts'
import { type Listening, listen } from '../support/http.ts'
import { quickProofOfWork } from '../support/proof-of-work.ts'
import { sampleDeployment } from '../support/sample-deployment.ts'
import { sampleTip, sentTip } from '../support/sample-tip.ts'

/** `UNSEALED_REQUESTS=100000 npx vitest run tests/http/unsealed-fuzz.test.ts` for the full figure. */
const REQUESTS = Number(process.env['UNSEALED_REQUESTS'] ?? 10_000)
const AT_ONCE = 16
const WORDS = 'Hai thanh niên bán gói nhỏ ở ngõ 12, đối diện chợ; '
const MANY_WORDS = new TextEncoder().encode(WORDS.repeat(8_000))
/** One byte a letter, so that it may be cut anywhere and is still text. */
const PLAIN_WORDS = new TextEncoder().encode('Hai thanh nien ban goi nho o ngo 12; '.repeat(8_000))
const deployment = sampleDeployment()
/** One round, one attempt: what stops a request here must be that it is not sealed, not that the proof is missing. */
const noWork = { cost: 1, attempts: 1, lifetimeMs: 600_000 }

let server: Listening
let base: string
/** A tip and a note as they should be; the fuzz breaks their seal. */
let sealed: Uint8Array
let note: string
/** Everything that reached a store, with its name. */
const stored: string[] = []
/** Messages that a platform's own signature let through: words of a conversation, never a tip. */
let heard = 0
const channels = allChannels()
const agent = new Agent({ connections: AT_ONCE })

beforeAll(async () => {
  const recipient = await identityToRecipient(await generateHybridIdentity())
  sealed = await sealTip(sampleTip(), [recipient])
  note = await sealNote(recipient, { v: 1, hour: '2026-11-21T13:00:00Z', status: 'received' })
  const recipients = createMemoryRecipients({ clock: systemClock })
  await recipients.add('ca-bo-de', recipient, 'cli')
  const queue = createMemoryTipQueue({ clock: systemClock })
  const outlet = watched(createStoredTipOutlet({ queue, recipients, mailboxes: createMemoryMailboxStore() }))
  const shared = { secret: 's'.repeat(32), clock: systemClock, ids: systemIds, deployment, outlet }
  const proofOfWork = quickProofOfWork({ ...shared, work: noWork })
  const app = createPublicApp({
    webhooks: createWebhookRoutes({ channels, handle: hear, park: hear, onCounted: () => {} }),
    api: [
      createTipRoutes({ ...shared, proofOfWork }),
      createFileRoutes({ ...shared, files: watchedFiles(queue), proofOfWork }),
      createMailboxRoutes({ ...shared, proofOfWork }),
    ],
    assets: [],
    notReady: async () => [],
    onError: (code) => expect(code).not.toBe('internal'),
  })
  server = await listen(app)
  base = server.url
})
afterAll(async () => {
  await agent.destroy()
  for (const channel of channels.values()) await channel.close()
  await server.close()
})

async function hear(): Promise<void> {
  heard += 1
}

/** The three real ones; nothing is ever sent, so their platforms need not be there. */
function allChannels(): Map<Channel['type'], Channel & { close(): Promise<void> }> {
  const shared = { clock: systemClock, observer: { count: () => {}, alarm: () => {} } }
  const nowhere = 'http://127.0.0.1:9'
  const all = [
    createTelegramChannel({ ...shared, token: '1:t', webhookSecret: TELEGRAM_SECRET, apiRoot: nowhere }),
    createZaloChannel({
      ...{ ...shared, ...zaloIdentity, tokens: memoryTokenStore() },
      ...{ apiRoot: nowhere, oauthRoot: nowhere },
    }),
    createMessengerChannel({ ...shared, ...pageIdentity, apiRoot: nowhere }),
  ]
  return new Map(all.map((channel) => [channel.type, channel]))
}

/** Room may be asked for by anybody who does the work; what must be sealed is what goes into it. */
function watchedFiles(queue: ReturnType<typeof createMemoryTipQueue>): FileRoutesNeeds['files'] {
  return {
    reserveFile: (...args) => queue.reserveFile(...args),
    presentChunks: (...args) => queue.presentChunks(...args),
    putChunk: (...args) => (stored.push('piece'), queue.putChunk(...args)),
  }
}

/** Notes what is written; reading is free. */
function watched(outlet: TipOutlet): TipOutlet {
  return {
    ...outlet,
    append: (...args) => (stored.push('append'), outlet.append(...args)),
    storeFile: (...args) => (stored.push('file'), outlet.storeFile(...args)),
    markMailbox: (...args) => (stored.push('mark'), outlet.markMailbox(...args)),
    addReply: (...args) => (stored.push('reply'), outlet.addReply(...args)),
  }
}

async function proof(): Promise<Proof> {
  const answer = await request(`${base}/api/challenge`, { dispatcher: agent })
  const challenge = (await answer.body.json()) as Challenge
  const solution = await solveChallenge({ challenge, deriveKey })
  return { challenge, solution: solution ?? expect.fail('unsolved') }
}

/** Bytes of a wanted length that hold words in clear, as near to a seal as a mistake can come. */
function unsealedBytes(draw: Draw, length: number): Uint8Array {
  const header = sealed.subarray(0, endOfHeader(sealed))
  const start = draw.pick([
    new Uint8Array(0),
    new TextEncoder().encode('age-encryption.org/v1\n'),
    new TextEncoder().encode(
      `age-encryption.org/v1\n-> scrypt c2FsdA 18\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n`,
    ),
    header,
  ])
  const bytes = new Uint8Array(Math.max(length, 1))
  bytes.set(MANY_WORDS.subarray(0, bytes.length))
  bytes.set(start.subarray(0, bytes.length))
  if (start === header && bytes.length > header.length)
    bytes.set(PLAIN_WORDS.subarray(0, bytes.length - header.length), header.length)
  return bytes
}

function endOfHeader(bytes: Uint8Array): number {
  const mac = Buffer.from(bytes).indexOf('\n--- ')
  return Buffer.from(bytes).indexOf('\n', mac + 1) + 1
}

function unsealedText(draw: Draw, lengths: readonly number[]): unknown {
  const length = draw.chance(0.7) ? draw.pick(lengths) : draw.below(20_000)
  return draw.pick<() => unknown>([
    () => base64.encode(unsealedBytes(draw, length)),
    () => base64.encode(unsealedBytes(draw, length)),
    () => WORDS.repeat(1 + draw.below(200)),
    () => ({ what: WORDS }),
    () => base64.encode(sealed.subarray(0, draw.below(sealed.length))),
    () => null,
  ])()
}

function goodTip(): SealedTip {
  return sentTip({ ...sampleTip(), id: crypto.randomUUID() }, 'ca-bo-de', base64.encode(sealed))
}

async function tipBody(draw: Draw): Promise<unknown> {
  const tip = goodTip()
  const inClear = Object.keys(tip).filter((name) => name !== 'files' && name !== 'sealed')
  const mailbox = { id: '0'.repeat(32), note }
  const broken = draw.pick<() => object>([
    () => ({ tip: { ...tip, sealed: unsealedText(draw, tipLimits.sealedBytes) }, mailbox }),
    () => ({ tip: { ...tip, sealed: unsealedText(draw, tipLimits.sealedBytes) }, mailbox }),
    () => ({ tip, mailbox: { ...mailbox, note: unsealedText(draw, [tipLimits.noteBytes]) } }),
    () => ({ tip: { ...tip, what: WORDS }, mailbox }),
    () => ({ tip: { ...tip, [draw.pick(inClear)]: WORDS }, mailbox }),
    () => ({ tip: { ...tip, files: [WORDS] }, mailbox }),
    () => ({ tip, mailbox: { ...mailbox, [draw.pick(['id', 'guard', 'door', 'text'])]: WORDS } }),
    () => ({ ...sampleTip(), what: WORDS }),
  ])()
  return { ...broken, proof: await proof() }
}

interface Shot {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  path: string
  body?: string | Uint8Array
  headers?: Record<string, string>
}

const JSON_TYPE = { 'content-type': 'application/json' }
const hex = (count: number) => Buffer.from(systemIds.bytes(count)).toString('hex')
const PATHS = [
  '/',
  '/api',
  '/api/tips',
  '/api/files',
  '/api/challenge',
  '/api/recipients/ca-bo-de',
  '/api/answer',
  '/api/mailbox',
  '/api/mailbox/read',
  '/healthz',
  '/readyz',
  '/webhooks/telegram',
  '/webhooks/zalo',
  '/webhooks/messenger',
  '/api/mailbox/reply',
  '/api/mailbox/mark',
  '/content/flows.json',
  '/an-danh',
  '/tips',
]

async function drawShot(draw: Draw): Promise<Shot> {
  return draw.pick<() => Promise<Shot>>([
    async () => ({
      method: 'POST',
      path: '/api/tips',
      body: JSON.stringify(await tipBody(draw)),
      headers: JSON_TYPE,
    }),
    async () => ({
      method: 'POST',
      path: '/api/tips',
      body: JSON.stringify(await tipBody(draw)),
      headers: JSON_TYPE,
    }),
    () => fileShot(draw),
    () => replyShot(draw),
    async () => webhookShot(draw),
    async () => ({
      method: 'POST',
      path: '/api/mailbox/mark',
      headers: JSON_TYPE,
      body: JSON.stringify({ id: hex(16), token: hex(32), mark: unsealedText(draw, [tipLimits.noteBytes]) }),
    }),
    async () => ({
      method: 'POST',
      path: '/api/mailbox/read',
      headers: JSON_TYPE,
      body: JSON.stringify({ id: draw.pick([hex(16), WORDS]), what: WORDS, proof: await proof() }),
    }),
    async () => ({
      method: draw.pick(['POST', 'PUT', 'DELETE', 'PATCH'] as const),
      path: draw.pick(PATHS),
      headers: draw.pick([JSON_TYPE, { 'content-type': 'text/plain' }]),
      body: draw.pick([JSON.stringify(sampleTip()), WORDS]),
    }),
    async () => ({ method: 'GET', path: `${draw.pick(PATHS)}?what=${encodeURIComponent(WORDS)}` }),
  ])()
}

/** A piece in clear, from somebody who has done the work for it, or says so. */
async function fileShot(draw: Draw): Promise<Shot> {
  const id = crypto.randomUUID()
  const asked = JSON.stringify({ unit: 'ca-bo-de', id, chunks: 1, proof: await proof() })
  const begun = await request(`${base}/api/files`, {
    ...{ method: 'POST', headers: JSON_TYPE, body: asked, dispatcher: agent },
  })
  const { token } = UploadAnswer.parse(await begun.body.json())
  const length = draw.chance(0.1) ? tipLimits.chunkBytes : draw.below(3_000)
  return {
    method: 'PUT',
    path: `/api/files/${id}/0?unit=ca-bo-de`,
    body: unsealedBytes(draw, length),
    headers: draw.chance(0.8) ? { [UPLOAD_HEADER]: token } : {},
  }
}

const marks = makeMarks(systemIds)
let webhooks = 0

/** A platform's webhook: a sealed tip's JSON as its body, or words that look like one; its signature right, wrong or none. */
function webhookShot(draw: Draw): Shot {
  const door = draw.pick(['telegram', 'zalo', 'messenger'] as const)
  webhooks += 1
  const said = draw.pick([WORDS, JSON.stringify(sampleTip()), `/api/tips ${WORDS}`])
  const photoUrl = () => 'http://127.0.0.1:9/photo'
  const { path, body, headers } = webhookOf[door]({ contact: '5', said, number: webhooks, marks, photoUrl })
  return draw.pick<() => Shot>([
    () => ({ method: 'POST', path, body, headers: { ...JSON_TYPE, ...headers } }),
    () => ({ method: 'POST', path, body, headers: JSON_TYPE }),
    () => ({ method: 'POST', path, body: `${body} `, headers: { ...JSON_TYPE, ...headers } }),
    () => ({
      method: 'POST',
      path,
      body: JSON.stringify(sampleTip()),
      headers: { ...JSON_TYPE, ...headers },
    }),
  ])()
}

async function replyShot(draw: Draw): Promise<Shot> {
  const sealedWords = unsealedText(draw, [tipLimits.replyBytes])
  const body = {
    unit: 'ca-bo-de',
    door: hex(32),
    id: crypto.randomUUID(),
    sealed: sealedWords,
    proof: await proof(),
  }
  return { method: 'POST', path: '/api/mailbox/reply', body: JSON.stringify(body), headers: JSON_TYPE }
}

async function fire({ path, ...shot }: Shot): Promise<number> {
  const answer = await request(`${base}${path}`, { ...shot, dispatcher: agent })
  await answer.body.dump()
  return answer.statusCode
}

it('stores a sealed tip, so that the fuzz below could', async () => {
  const tip = goodTip()
  const body = JSON.stringify({ tip, mailbox: { id: '0'.repeat(32), note }, proof: await proof() })

  expect(await fire({ method: 'POST', path: '/api/tips', body, headers: JSON_TYPE })).toBe(201)
  expect(stored.splice(0)).toEqual(['append'])
})

it(`has no route that stores words in clear: ${REQUESTS} requests`, async () => {
  const draw = createDraw(20_261_122)
  const statuses = new Map<number, number>()
  let left = REQUESTS
  async function goOn(): Promise<void> {
    while (left > 0) {
      left -= 1
      const shot = await drawShot(draw)
      const status = await fire(shot)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      expect(stored, `${shot.method} ${shot.path} ${status} ${String(shot.body).slice(0, 600)}`).toEqual([])
      expect(status).toBeLessThan(500)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, goOn))

  process.stdout.write(
    `${REQUESTS} requests: ${JSON.stringify(Object.fromEntries(statuses))}, ${heard} heard\n`,
  )
  expect(heard).toBeGreaterThan(REQUESTS / 100)
  expect(statuses.get(201)).toBeUndefined()
  expect(statuses.get(400)).toBeGreaterThan(REQUESTS / 4)
}, 900_000)
