import { base64 } from '@scure/base'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import express from 'express'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock, systemIds } from '../../src/core/clock.ts'
import type { ErrorCode } from '../../src/core/errors.ts'
import { createErrorResponse } from '../../src/http/error-response.ts'
import { createFileRoutes } from '../../src/http/file-routes.ts'
import { createMailboxRoutes } from '../../src/http/mailbox-routes.ts'
import { createProofOfWork, defaultWork } from '../../src/http/proof-of-work.ts'
import { createTipRoutes } from '../../src/http/tip-routes.ts'
import { createHttpTipOutlet } from '../../src/tips/http-tip-outlet.ts'
import { sealNote } from '../../src/tips/mailbox.ts'
import { makeReceipt } from '../../src/tips/make-receipt.ts'
import { createMemoryMailboxStore } from '../../src/tips/memory-mailbox-store.ts'
import { createMemoryRecipients } from '../../src/tips/memory-recipients.ts'
import { createMemoryTipQueue } from '../../src/tips/memory-tip-queue.ts'
import { openFile, openTip } from '../../src/tips/open-tip.ts'
import { sealTip } from '../../src/tips/seal-tip.ts'
import { createStoredTipOutlet } from '../../src/tips/stored-tip-outlet.ts'
import type { TipSubmission } from '../../src/tips/tip-api.ts'
import { createTipDesk } from '../../src/tips/tip-desk.ts'
import { codeOf, type Listening, listen, postJson } from '../support/http.ts'
import { quickProofOfWork, solve, solvedProof, spentInMemory } from '../support/proof-of-work.ts'
import { sampleDeployment } from '../support/sample-deployment.ts'
import { sampleDraft, sampleTip, sentTip } from '../support/sample-tip.ts'

const deployment = sampleDeployment()

describe('tip-routes', () => {
  let server: Listening
  let base: string
  let identity: string
  let recipient: string
  let note: string
  const queue = createMemoryTipQueue({ clock: systemClock })
  const recipients = createMemoryRecipients({ clock: systemClock })
  const mailboxes = createMemoryMailboxStore()
  const errors: ErrorCode[] = []

  beforeAll(async () => {
    identity = await generateHybridIdentity()
    recipient = await identityToRecipient(identity)
    await recipients.add('ca-bo-de', recipient, 'cli')
    note = await sealNote(recipient, { v: 1, hour: '2026-11-21T13:00:00Z', status: 'received' })
    const outlet = createStoredTipOutlet({ queue, recipients, mailboxes })
    const proofOfWork = quickProofOfWork()
    const app = express()
    app.use(
      createTipRoutes({ outlet, deployment, proofOfWork, clock: systemClock }),
      createFileRoutes({ files: queue, deployment, proofOfWork, clock: systemClock, secret: 's'.repeat(32) }),
      createMailboxRoutes({ outlet, deployment, proofOfWork, clock: systemClock, secret: 's'.repeat(32) }),
    )
    app.use(createErrorResponse((code) => errors.push(code)))
    server = await listen(app)
    base = server.url
  })
  afterAll(() => server?.close())

  const proof = () => solvedProof(base)

  async function submission(change: Partial<TipSubmission['tip']> = {}): Promise<TipSubmission> {
    const tip = { ...sampleTip(), id: crypto.randomUUID() }
    const sealed = base64.encode(await sealTip(tip, [recipient]))
    return {
      tip: { ...sentTip(tip, 'ca-bo-de', sealed), ...change },
      mailbox: { id: '0'.repeat(32), note },
      proof: await proof(),
    }
  }

  const post = (body: unknown) => postJson(`${base}/api/tips`, body)

  it('takes a sealed tip once, and the same again without adding it', async () => {
    const body = await submission()
    const first = await post(body)
    const again = await post({ ...body, proof: await proof() })

    expect([first.status, await first.json()]).toEqual([201, { id: body.tip.id }])
    expect([again.status, await again.json()]).toEqual([200, { id: body.tip.id }])
    expect(first.headers.get('cache-control')).toBe('no-store')
    expect(first.headers.get('set-cookie')).toBeNull()
    expect(
      await codeOf(
        await post({
          tip: { ...body.tip, category: 'growing' },
          mailbox: body.mailbox,
          proof: await proof(),
        }),
      ),
    ).toEqual([409, 'tip:conflict'])
  })

  it('wants a proof for each request, of our own making, solved, and not used before', async () => {
    const body = await submission()
    const wrong = { ...body.proof, solution: { ...body.proof.solution, derivedKey: '00'.repeat(32) } }
    const easier = structuredClone(body.proof)
    easier.challenge.parameters.cost = 1

    expect(await codeOf(await post({ ...body, proof: wrong }))).toEqual([400, 'proof:missing'])
    expect(await codeOf(await post({ ...body, proof: easier }))).toEqual([400, 'proof:missing'])
    expect((await post(body)).status).toBe(201)
    expect(
      await codeOf(await post(await submission().then((other) => ({ ...other, proof: body.proof })))),
    ).toEqual([400, 'proof:missing'])
  })

  it('takes nothing that is not sealed', async () => {
    const clear = base64.encode(new TextEncoder().encode(JSON.stringify(sampleTip()).padEnd(8_192)))
    const short = base64.encode(new TextEncoder().encode('age-encryption.org/v1\n'))
    const before = await queue.count('ca-bo-de')

    for (const sealed of [clear, short, '', 'not base64!']) {
      expect(await codeOf(await post(await submission({ sealed })))).toEqual([400, 'tip:malformed'])
    }
    const body = await submission()
    expect(await codeOf(await post({ ...body, mailbox: { ...body.mailbox, note: 'xin chào' } }))).toEqual([
      400,
      'tip:malformed',
    ])
    expect(await codeOf(await post({ ...body, tip: { ...body.tip, what: 'in clear' } }))).toEqual([
      400,
      'tip:malformed',
    ])
    expect(await codeOf(await post({ ...body, tip: { ...body.tip, hour: '2026-11-21T13:42:17Z' } }))).toEqual(
      [400, 'tip:malformed'],
    )
    expect(await codeOf(await post([]))).toEqual([400, 'tip:malformed'])
    expect(await queue.count('ca-bo-de')).toBe(before)
  })

  it('stores nothing and never fails on whatever else is posted', async () => {
    const before = await queue.count('ca-bo-de')
    const { tip, mailbox, proof: solved } = await submission()
    const near = fc.record({
      tip: fc.oneof(
        fc.jsonValue(),
        fc.jsonValue().map((sealed) => ({ ...tip, sealed })),
      ),
      mailbox: fc.oneof(fc.constant(mailbox), fc.jsonValue()),
      proof: fc.oneof(fc.constant(solved), fc.jsonValue()),
    })
    const statuses = new Set<number>()
    await fc.assert(
      fc.asyncProperty(fc.oneof(near, fc.jsonValue()), async (body) => {
        statuses.add((await post(body)).status)
      }),
      { numRuns: 300 },
    )

    expect([...statuses]).toEqual([400])
    expect(await queue.count('ca-bo-de')).toBe(before)
  })

  it('refuses a body that is too large or no JSON, and a unit that is not there', async () => {
    const headers = { 'content-type': 'application/json' }
    const huge = await fetch(`${base}/api/tips`, {
      method: 'POST',
      headers,
      body: `"${'a'.repeat(200_000)}"`,
    })
    const broken = await fetch(`${base}/api/tips`, { method: 'POST', headers, body: '{' })

    expect(await codeOf(huge)).toEqual([413, 'request:too_large'])
    expect(await codeOf(broken)).toEqual([400, 'request:malformed'])
    expect(await codeOf(await post(await submission({ unit: 'nobody' })))).toEqual([404, 'tip:unknown_unit'])
    expect(await codeOf(await fetch(`${base}/api/recipients/nobody`))).toEqual([404, 'tip:unknown_unit'])
  })

  it('puts nothing in clear that the deployment does not know, and no hour that cannot be', async () => {
    const body = await submission({ ward: 'nguyen-van-a-so-12', hour: '1999-01-01T00:00:00Z' })
    await post(body)
    await queue.createGroup('ca-bo-de', body.tip.id)
    const entries = await queue.read({ unit: 'ca-bo-de', group: body.tip.id, consumer: 'one' }, 100)
    const entry = entries.find((found) => found.tip.id === body.tip.id)

    expect(entry?.tip.ward).toBe('unknown')
    expect(Math.abs(Date.parse(entry?.tip.hour ?? '') - Date.now())).toBeLessThan(2 * 3_600_000)
  })

  it('carries a tip with a photo from the page to the unit, and its state back under the receipt', async () => {
    const outlet = createHttpTipOutlet({ baseUrl: base, fetch, solve })
    const picture = new Uint8Array([9, 8, 7])
    const photos = async () => ({ bytes: picture, mime: 'image/webp' as const })
    const desk = createTipDesk({ outlet, deployment, clock: systemClock, files: photos })
    const draft = {
      ...sampleDraft(),
      files: [{ channel: 'web' as const, kind: 'photo' as const, ref: 'one' }],
    }

    const outcome = await desk.submit(draft, 'cd'.repeat(32))
    expect(outcome).toEqual({
      type: 'tip_submitted',
      receipt: makeReceipt('cd'.repeat(32)),
      unit: 'Công an phường Bồ Đề',
    })
    expect(await desk.submit(draft, 'cd'.repeat(32))).toEqual(outcome)
    await queue.createGroup('ca-bo-de', 'page')
    const entry = (await queue.read({ unit: 'ca-bo-de', group: 'page', consumer: 'one' }, 100)).at(-1)
    const tip = await openTip(entry?.tip.sealed ?? '', [identity])
    const file = tip.files[0] ?? expect.fail('no file')
    expect(
      await openFile((await queue.getFile('ca-bo-de', file)) ?? expect.fail('no bytes'), file, [identity]),
    ).toEqual(picture)
    expect(await desk.lookUp(makeReceipt('cd'.repeat(32)))).toMatchObject({ type: 'receipt_found' })
  })

  it('tells the page that nothing was stored when the server cannot be reached', async () => {
    const outlet = createHttpTipOutlet({ baseUrl: 'http://127.0.0.1:1', fetch, solve })
    const desk = createTipDesk({ outlet, deployment, clock: systemClock, files: async () => null })

    expect(await desk.submit(sampleDraft(), 'cd'.repeat(32))).toEqual({
      type: 'tip_not_submitted',
      reason: 'unavailable',
    })
  })
})

describe('proof-of-work', () => {
  it('refuses a proof after its time', async () => {
    let ahead = 0
    const clock = { now: () => Date.now() + ahead }
    const work = quickProofOfWork({ clock })
    const challenge = await work.challenge()
    const solved = { challenge, solution: await solve(challenge) }
    ahead = 62_000

    await expect(work.accept(solved)).rejects.toMatchObject({ code: 'proof:missing' })
    ahead = 0
    await expect(work.accept(solved)).resolves.toBeUndefined()
  })

  it('refuses what another secret signed', async () => {
    const spent = spentInMemory()
    const challenge = await quickProofOfWork({ spent, secret: 'a'.repeat(32) }).challenge()
    const solved = { challenge, solution: await solve(challenge) }

    await expect(quickProofOfWork({ spent, secret: 'b'.repeat(32) }).accept(solved)).rejects.toMatchObject({
      code: 'proof:missing',
    })
  })

  it('takes well under half a second of work on a computer', async () => {
    const work = createProofOfWork({
      secret: 's'.repeat(32),
      spent: spentInMemory(),
      clock: systemClock,
      ids: systemIds,
    })
    const challenge = await work.challenge()
    const started = performance.now()
    const solution = await solve(challenge)
    const took = performance.now() - started

    expect(solution.counter).toBeGreaterThanOrEqual(defaultWork.attempts / 2)
    // Generous, for a busy machine: about 150 ms alone.
    expect(took).toBeLessThan(2_000)
  })
})
