import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../src/core/passage.ts'
import { createAnswerRoutes } from '../../src/http/answer-routes.ts'
import { createErrorResponse, notFound } from '../../src/http/error-response.ts'
import type { Proof } from '../../src/tips/tip-api.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { type Listening, listen } from '../support/http.ts'
import { quickProofOfWork, solve } from '../support/proof-of-work.ts'

const NOW = Date.now()

describe('POST /api/answers', () => {
  let server: Listening | undefined
  afterEach(() => server?.close())

  async function open(limit?: { size: number; perMinute: number }) {
    const clock = fixedClock(NOW)
    const asked: string[] = []
    const errors: unknown[] = []
    const proofOfWork = quickProofOfWork({ clock, work: { cost: 10, attempts: 4, lifetimeMs: 600_000 } })
    async function answer(question: string): Promise<Answer> {
      asked.push(question)
      return { question, refused: false, answer: 'Đây.', citations: [], passages: [], nearest: [] }
    }
    const app = express()
    app.use(createAnswerRoutes({ answer, proofOfWork, clock, ...(limit === undefined ? {} : { limit }) }))
    app.use(
      notFound,
      createErrorResponse((code) => errors.push(code)),
    )
    server = await listen(app)
    const { url } = server
    async function proof(): Promise<Proof> {
      const challenge = await proofOfWork.challenge()
      return { challenge, solution: await solve(challenge) }
    }
    function post(body: unknown) {
      return fetch(`${url}/api/answers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
    }
    return { clock, asked, proof, post }
  }

  it('answers who did the work, and lets nothing be kept', async () => {
    const { proof, post, asked } = await open()
    const response = await post({ question: 'Cai bao lâu?', language: 'vi', proof: await proof() })

    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toMatchObject({ refused: false, answer: 'Đây.', citations: [] })
    expect(asked).toEqual(['Cai bao lâu?'])
  })

  it('takes a proof once, and none that is missing', async () => {
    const { proof, post, asked } = await open()
    const done = { question: 'Cai bao lâu?', language: 'vi', proof: await proof() }
    await post(done)

    expect((await post(done)).status).toBe(400)
    expect((await post({ question: 'Cai bao lâu?', language: 'vi' })).status).toBe(400)
    expect(asked).toHaveLength(1)
  })

  it.each([
    ['a question of 1,001 characters', { question: 'a'.repeat(1_001), language: 'vi' }],
    ['no question', { question: '', language: 'vi' }],
    ['a language that we do not speak', { question: 'a', language: 'fr' }],
    ['a field too many', { question: 'a', language: 'vi', name: 'Lan' }],
  ])('refuses %s', async (_, body) => {
    const { proof, post, asked } = await open()
    const response = await post({ ...body, proof: await proof() })

    expect(response.status).toBe(400)
    expect(asked).toEqual([])
  })

  it('refuses broken JSON and large bodies', async () => {
    const { post } = await open()

    expect((await post('{"question"')).status).toBe(400)
    expect((await post({ question: 'a'.repeat(10_000) })).status).toBe(413)
  })

  it('limits all senders together, and says when to come again', async () => {
    const { proof, post, clock } = await open({ size: 2, perMinute: 6 })
    const ask = async () => post({ question: 'Cai bao lâu?', language: 'vi', proof: await proof() })
    await ask()
    await ask()

    const refused = await ask()
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('10')
    expect(await refused.json()).toMatchObject({ error: { code: 'request:too_many' } })

    clock.advance(10_000)
    expect((await ask()).status).toBe(200)
  })
})
