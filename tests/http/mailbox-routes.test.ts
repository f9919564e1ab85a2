import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/clock.ts'
import { AppError } from '../../src/core/errors.ts'
import { createErrorResponse } from '../../src/http/error-response.ts'
import { createMailboxRoutes } from '../../src/http/mailbox-routes.ts'
import { createTipRoutes } from '../../src/http/tip-routes.ts'
import { createBlankNotes } from '../../src/tips/blank-notes.ts'
import { createHttpTipOutlet } from '../../src/tips/http-tip-outlet.ts'
import { isSealedNote } from '../../src/tips/is-sealed.ts'
import { deriveMailbox, hashOf, openMark, openNotes, sealMark, sealNote } from '../../src/tips/mailbox.ts'
import { makeReceipt } from '../../src/tips/make-receipt.ts'
import { createMemoryMailboxStore } from '../../src/tips/memory-mailbox-store.ts'
import { createMemoryRecipients } from '../../src/tips/memory-recipients.ts'
import { createMemoryTipQueue } from '../../src/tips/memory-tip-queue.ts'
import { sealReply } from '../../src/tips/reply.ts'
import { createStoredTipOutlet } from '../../src/tips/stored-tip-outlet.ts'
import type { SealedReply } from '../../src/tips/tip-outlet.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { codeOf, type Listening, listen, postJson } from '../support/http.ts'
import { quickProofOfWork, solve, solvedProof } from '../support/proof-of-work.ts'
import { sampleDeployment } from '../support/sample-deployment.ts'

const secret = 's'.repeat(32)
const hour = '2026-11-21T13:00:00Z'

describe('mailbox-routes', () => {
  let server: Listening
  let base: string
  let recipient: string
  const mailboxes = createMemoryMailboxStore()
  const taken: SealedReply[] = []
  const clock = fixedClock(systemClock.now())

  beforeAll(async () => {
    recipient = await identityToRecipient(await generateHybridIdentity())
    const deployment = sampleDeployment()
    const queue = createMemoryTipQueue({ clock })
    const additions = {
      openDoor: async () => {},
      take: async (reply: SealedReply) => {
        if (reply.door === 'e'.repeat(64)) throw new AppError('request:not_found')
        taken.push(reply)
      },
    }
    const outlet = createStoredTipOutlet({
      ...{ queue, mailboxes, additions },
      recipients: createMemoryRecipients({ clock }),
    })
    const work = { cost: 10, attempts: 4, lifetimeMs: 3_600_000 }
    const proofOfWork = quickProofOfWork({ clock, work })
    const app = express()
    // As createPublicApp does: a tag would be a second answer.
    app.set('etag', false)
    app.use(
      createTipRoutes({ outlet, deployment, proofOfWork, clock }),
      createMailboxRoutes({ outlet, deployment, proofOfWork, clock, secret }),
      createErrorResponse(() => {}),
    )
    server = await listen(app)
    base = server.url
  })
  afterAll(() => server?.close())

  const proof = () => solvedProof(base)

  function post(path: string, body: unknown): Promise<Response> {
    // The bucket of the routes is for everybody together; this test does more than a minute's worth.
    clock.advance(1_000)
    return postJson(`${base}/api/mailbox/${path}`, body)
  }

  async function made(seed: string, notes: number) {
    const mailbox = await deriveMailbox(makeReceipt(seed.repeat(32)))
    await mailboxes.create(
      mailbox.id,
      await sealNote(mailbox.recipient, { v: 1, hour, status: 'received' }),
      hashOf(mailbox.markToken),
    )
    for (let i = 1; i < notes; i++) {
      const text = `câu ${i}`
      await mailboxes.add(
        mailbox.id,
        await sealNote(mailbox.recipient, { v: 1, hour, status: 'question', text }),
      )
    }
    return mailbox
  }

  async function readBytes(id: string) {
    const response = await post('read', { id, proof: await proof() })
    const text = await response.text()
    const headers = [...response.headers].filter(([name]) => name !== 'date')
    return { status: response.status, headers, text }
  }

  it('gives the same number of bytes and the same headers for a wrong code, an empty and a used mailbox', async () => {
    const used = await made('a1', 4)
    const empty = await made('a2', 1)
    const wrong = await deriveMailbox(makeReceipt('a3'.repeat(32)))

    const answers = await Promise.all([used, empty, wrong].map(({ id }) => readBytes(id)))

    const [first] = answers
    for (const { status, headers, text } of answers) {
      expect([status, text.length]).toEqual([200, first?.text.length])
      expect(headers).toEqual(first?.headers)
    }
    expect(JSON.parse(answers[2]?.text ?? '').notes).toHaveLength(4)
  })

  it('fills up with notes that look sealed, are the same each time, and open for nobody', async () => {
    const wrong = await deriveMailbox(makeReceipt('a4'.repeat(32)))
    const [one, again] = [await readBytes(wrong.id), await readBytes(wrong.id)]
    const { notes, mark } = JSON.parse(one.text)

    expect(again.text).toBe(one.text)
    for (const blank of [...notes, mark]) expect(isSealedNote(blank)).toBe(true)
    expect(new Set([...notes, mark]).size).toBe(5)
    expect(await openNotes(wrong.identity, notes)).toEqual([])
    expect(await openMark(wrong.identity, mark)).toBeNull()
  })

  it('takes the same time for a wrong code as for a used mailbox', async () => {
    const blanks = createBlankNotes(secret)
    const note = await sealNote((await made('a5', 1)).recipient, { v: 1, hour, status: 'read' })
    const cpu = async (content: { notes: string[]; mark: string | null }) => {
      const before = process.cpuUsage()
      for (let i = 0; i < 40; i++) await blanks.fill('f'.repeat(32), content)
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    await cpu({ notes: [], mark: null })

    const pairs = []
    for (let round = 0; round < 5; round++) {
      pairs.push(
        (await cpu({ notes: [], mark: null })) / (await cpu({ notes: [note, note, note], mark: note })),
      )
    }
    const middle = pairs.toSorted((a, b) => a - b)[2] ?? 0

    // Each blank costs a scalar multiplication: were only the missing ones made, this would be 5 to 1.
    expect(middle).toBeGreaterThan(0.6)
    expect(middle).toBeLessThan(1.7)
  })

  it('wants work for each look, and takes an id in no address', async () => {
    const { id } = await made('a6', 1)
    const used = await proof()

    expect((await post('read', { id, proof: used })).status).toBe(200)
    expect(await codeOf(await post('read', { id, proof: used }))).toEqual([400, 'proof:missing'])
    expect(await codeOf(await post('read', { id }))).toEqual([400, 'mailbox:malformed'])
    expect(await codeOf(await post('read', { id: '../x', proof: await proof() }))).toEqual([
      400,
      'mailbox:malformed',
    ])
    expect((await fetch(`${base}/api/mailbox/${id}`)).status).toBe(404)
  })

  it('keeps the mark of whoever holds the code, and of nobody else, without saying which', async () => {
    const mailbox = await made('a7', 2)
    const { id, markToken: token } = mailbox
    const [mark, other] = [await sealMark(mailbox.recipient, 'one'), await sealMark(mailbox.recipient, 'two')]

    const right = await post('mark', { id, token, mark })
    const wrongToken = await post('mark', { id, token: 'b'.repeat(64), mark: other })
    const noMailbox = await post('mark', { id: '0'.repeat(32), token, mark: other })

    for (const answer of [right, wrongToken, noMailbox]) {
      expect([answer.status, await answer.text()]).toEqual([204, ''])
    }
    const { mark: kept } = JSON.parse((await readBytes(id)).text)
    expect(await openMark(mailbox.identity, kept)).toBe('one')
    expect(await codeOf(await post('mark', { id, token, mark: 'two' }))).toEqual([400, 'mailbox:malformed'])
  })

  it('passes on additions that are sealed, for a unit of ours, and paid for with work', async () => {
    const id = crypto.randomUUID()
    const sealed = await sealReply([recipient], 'a'.repeat(64), { v: 1, id, hour, text: 'Bên lẻ' })
    const door = 'd'.repeat(64)
    const reply = { unit: 'ca-bo-de', door, id, sealed }

    expect((await post('reply', { ...reply, proof: await proof() })).status).toBe(201)
    expect(taken).toEqual([reply])
    expect(await codeOf(await post('reply', { ...reply, sealed: 'Bên lẻ', proof: await proof() }))).toEqual([
      400,
      'mailbox:malformed',
    ])
    expect(await codeOf(await post('reply', { ...reply, unit: 'nobody', proof: await proof() }))).toEqual([
      404,
      'tip:unknown_unit',
    ])
    expect(
      await codeOf(await post('reply', { ...reply, door: 'e'.repeat(64), proof: await proof() })),
    ).toEqual([404, 'request:not_found'])
    expect(await codeOf(await post('reply', { ...reply, proof: {} }))).toEqual([400, 'mailbox:malformed'])
    expect(taken).toHaveLength(1)
  })

  it('carries all of it from the page', async () => {
    const mailbox = await made('a8', 2)
    const outlet = createHttpTipOutlet({ baseUrl: base, fetch, solve })
    clock.advance(60_000)

    const { notes } = await outlet.readMailbox(mailbox.id)
    expect(await openNotes(mailbox.identity, notes)).toMatchObject([
      { status: 'received' },
      { text: 'câu 1' },
    ])
    await outlet.markMailbox(mailbox.id, mailbox.markToken, await sealMark(mailbox.recipient, 'seen'))
    const { mark } = await outlet.readMailbox(mailbox.id)
    expect(await openMark(mailbox.identity, mark ?? '')).toBe('seen')
  })

  it('slows down who did the work, all together, and is not kept busy by who did not', async () => {
    const at = (body: unknown) => postJson(`${base}/api/mailbox/read`, body)
    clock.advance(60_000)
    const id = 'f'.repeat(32)
    const { challenge, solution } = await proof()
    const wrong = { challenge, solution: { ...solution, derivedKey: '00'.repeat(32) } }
    for (let i = 0; i < 200; i++) expect((await at({ id, proof: wrong })).status).toBe(400)

    const answers = []
    for (let i = 0; i < 125; i++) answers.push(await at({ id, proof: await proof() }))

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(120)
    expect(await codeOf(answers.at(-1) ?? expect.fail('none'))).toEqual([429, 'request:too_many'])
    clock.advance(60_000)
    expect((await at({ id, proof: await proof() })).status).toBe(200)
  })
})
