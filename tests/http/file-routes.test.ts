import { request as httpRequest } from 'node:http'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import express from 'express'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/clock.ts'
import { createErrorResponse } from '../../src/http/error-response.ts'
import { createFileRoutes } from '../../src/http/file-routes.ts'
import { createTipRoutes } from '../../src/http/tip-routes.ts'
import { createHttpTipOutlet } from '../../src/tips/http-tip-outlet.ts'
import { createMemoryMailboxStore } from '../../src/tips/memory-mailbox-store.ts'
import { createMemoryRecipients } from '../../src/tips/memory-recipients.ts'
import { createMemoryTipQueue } from '../../src/tips/memory-tip-queue.ts'
import { sealFile } from '../../src/tips/seal-tip.ts'
import { chunkOf } from '../../src/tips/store-file.ts'
import { createStoredTipOutlet } from '../../src/tips/stored-tip-outlet.ts'
import { tipLimits } from '../../src/tips/tip-limits.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { codeOf, type Listening, listen, postJson } from '../support/http.ts'
import { quickProofOfWork, solve, solvedProof } from '../support/proof-of-work.ts'
import { sampleDeployment } from '../support/sample-deployment.ts'

const unit = 'ca-bo-de'
const deployment = sampleDeployment()
const secret = 's'.repeat(32)

describe('file-routes', () => {
  let server: Listening
  let base: string
  let sealed: Uint8Array
  const clock = fixedClock(systemClock.now())
  const queue = createMemoryTipQueue({ clock })
  let id: string
  /** What reached the server: "PUT 3". */
  const asked: string[] = []
  let failing: (asked: string) => boolean = () => false

  beforeAll(async () => {
    const recipient = await identityToRecipient(await generateHybridIdentity())
    sealed = await sealFile(new Uint8Array(1_000_000).fill(7), [recipient])
    const proofOfWork = quickProofOfWork({ clock })
    const recipients = createMemoryRecipients({ clock })
    const outlet = createStoredTipOutlet({ queue, recipients, mailboxes: createMemoryMailboxStore() })
    const app = express()
    app.use((request, response, next) => {
      const piece = request.path.match(/files\/[^/]+\/(\d+)/)?.[1] ?? ''
      const what = `${request.method} ${piece}`.trim()
      if (request.path.startsWith('/api/files')) asked.push(what)
      if (failing(what)) return void response.destroy()
      next()
    })
    app.use(
      createTipRoutes({ outlet, deployment, proofOfWork, clock }),
      createFileRoutes({ files: queue, deployment, proofOfWork, clock, secret }),
    )
    app.use(createErrorResponse(() => {}))
    server = await listen(app)
    base = server.url
  })
  afterAll(() => server?.close())
  beforeEach(() => {
    id = crypto.randomUUID()
    asked.length = 0
    failing = () => false
  })

  async function begin(change: object = {}): Promise<Response> {
    const proof = await solvedProof(base)
    const body = { unit, id, chunks: sealed.length / tipLimits.chunkBytes, proof, ...change }
    return postJson(`${base}/api/files`, body)
  }

  async function token(change: object = {}): Promise<string> {
    return ((await (await begin(change)).json()) as { token: string }).token
  }

  function put(chunk: number | string, body: Uint8Array, given: string, to = unit): Promise<Response> {
    const headers = { 'x-antam-upload': given, 'content-type': 'application/octet-stream' }
    const path = `${base}/api/files/${id}/${chunk}?unit=${to}`
    return fetch(path, { method: 'PUT', headers, body: body.slice() })
  }

  function outlet(sleep?: (ms: number) => Promise<void>) {
    return createHttpTipOutlet({ baseUrl: base, fetch, solve, ...(sleep && { sleep }) })
  }

  it('takes pieces in any order and twice, and says which are there', async () => {
    const begun = await begin()
    expect(begun.status).toBe(201)
    const { token: given, have } = (await begun.json()) as { token: string; have: number[] }
    expect(have).toEqual([])

    for (const chunk of [3, 0, 1, 0])
      expect((await put(chunk, chunkOf(sealed, chunk), given)).status).toBe(204)

    const headers = { 'x-antam-upload': given }
    const answer = await fetch(`${base}/api/files/${id}?unit=${unit}`, { headers })
    expect(await answer.json()).toEqual({ have: [0, 1, 3] })
  })

  it('takes no piece without proof, for another unit, of another length, in clear, or beyond the end', async () => {
    const good = await token()
    const first = chunkOf(sealed, 0)

    expect(await codeOf(await put(0, first, ''))).toEqual([400, 'proof:missing'])
    expect(await codeOf(await put(0, first, good.replace(/^\d+/, '80')))).toEqual([400, 'proof:missing'])
    expect(await codeOf(await put(0, first, good, 'pc04'))).toEqual([400, 'proof:missing'])
    expect(await codeOf(await put(0, first, good, 'nobody'))).toEqual([404, 'tip:unknown_unit'])
    expect(await codeOf(await put(4, first, good))).toEqual([400, 'request:malformed'])
    expect(await codeOf(await put('x', first, good))).toEqual([400, 'request:malformed'])
    expect(await codeOf(await put(0, first.slice(1), good))).toEqual([400, 'tip:malformed'])
    // The second piece has no header: it cannot stand first.
    expect(await codeOf(await put(0, chunkOf(sealed, 1), good))).toEqual([400, 'tip:malformed'])
    const clear = new Uint8Array(tipLimits.chunkBytes).map((_, i) => (i * i) % 251)
    expect(await codeOf(await put(1, clear, good))).toEqual([400, 'tip:malformed'])
    expect(await queue.presentChunks(unit, { id, chunks: 4 })).toEqual([])
    id = crypto.randomUUID()
    expect(await codeOf(await put(0, first, good))).toEqual([400, 'proof:missing'])
  })

  it('sells one upload for one proof, and none larger than a file may be', async () => {
    const proof = await solvedProof(base)

    expect((await begin({ proof })).status).toBe(201)
    expect(await codeOf(await begin({ proof }))).toEqual([400, 'proof:missing'])
    expect(await codeOf(await begin({ proof: undefined }))).toEqual([400, 'request:malformed'])
    expect(await codeOf(await begin({ chunks: tipLimits.fileChunks + 1 }))).toEqual([413, 'tip:too_large'])
    expect(await codeOf(await begin({ chunks: 0 }))).toEqual([400, 'request:malformed'])
  })

  /** A megabyte compared by `toEqual` takes seconds. */
  const isWhole = async () => Buffer.from((await queue.getFile(unit, { id, chunks: 4 })) ?? []).equals(sealed)

  it('refuses 200 MB before they are sent', async () => {
    const given = await token()
    const path = `${base}/api/files/${id}/0?unit=${unit}`
    const length = 200 * 1_024 * 1_024
    let sent = 0
    const status = await new Promise((resolve, reject) => {
      const headers = { 'x-antam-upload': given, 'content-length': length }
      const asking = httpRequest(path, { method: 'PUT', headers }, (response) => {
        resolve(response.statusCode)
        asking.destroy()
      })
      asking.on('error', reject)
      sent += 65_536
      asking.write(new Uint8Array(65_536))
    })

    expect(status).toBe(413)
    expect(sent).toBeLessThan(length / 1_000)
  })

  it('refuses a token after a day, and one whose room was given to others', async () => {
    const given = await token()
    clock.advance(26 * 3_600_000)
    expect(await codeOf(await put(0, chunkOf(sealed, 0), given))).toEqual([400, 'proof:missing'])

    const fresh = await token()
    await queue.reserveFile(unit, { id: crypto.randomUUID(), chunks: tipLimits.waitingChunks })
    expect(await codeOf(await put(0, chunkOf(sealed, 0), fresh))).toEqual([400, 'proof:missing'])
  })

  it('goes on after a break without sending a piece twice, for one proof', async () => {
    const told: string[] = []
    const upload = () => page.storeFile(unit, id, sealed, (done, total) => told.push(`${done}/${total}`))
    const page = outlet()
    failing = (what) => what === 'PUT 2'
    await expect(upload()).rejects.toMatchObject({ code: 'store:unavailable' })
    failing = () => false

    await upload()

    expect(asked).toEqual(['POST', 'PUT 0', 'PUT 1', 'PUT 2', 'GET', 'PUT 2', 'PUT 3'])
    expect(told).toEqual(['0/4', '1/4', '2/4', '2/4', '3/4', '4/4'])
    expect(await isWhole()).toBe(true)
  })

  it('tries a piece again after a while by itself', async () => {
    let failures = 2
    failing = (what) => what === 'PUT 1' && failures-- > 0
    const pauses: number[] = []

    await outlet(async (ms) => void pauses.push(ms)).storeFile(unit, id, sealed)

    expect(pauses).toEqual([500, 2_000])
    expect(await isWhole()).toBe(true)
  })

  it('pays again when its token is not good any more, and sends only what is missing', async () => {
    const page = outlet()
    failing = (what) => what === 'PUT 3'
    await expect(page.storeFile(unit, id, sealed)).rejects.toMatchObject({ code: 'store:unavailable' })
    failing = () => false
    clock.advance(26 * 3_600_000)
    asked.length = 0

    await page.storeFile(unit, id, sealed)

    // A day later the pieces themselves had gone too.
    expect(asked).toEqual(['GET', 'POST', 'PUT 0', 'PUT 1', 'PUT 2', 'PUT 3'])
  })
})
