import express, { Router } from 'express'
import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import { Language } from '../core/language.ts'
import type { Answer } from '../core/passage.ts'
import { Proof } from '../tips/tip-api.ts'
import { noStore } from './no-store.ts'
import type { ProofOfWork } from './proof-of-work.ts'
import { createTokenBucket } from './token-bucket.ts'

export interface AnswerRoutesNeeds {
  answer(question: string, language: Language): Promise<Answer>
  proofOfWork: ProofOfWork
  clock: Clock
  /** Over all senders. */
  limit?: { size: number; perMinute: number }
}

/** Body of `POST /api/answers`. */
const AnswerRequest = z.strictObject({
  question: z.string().min(1).max(1_000),
  language: Language,
  proof: Proof,
})

const BODY_BYTES = 8 * 1_024
const LIMIT = { size: 20, perMinute: 60 }

/**
 * Answers worded by a model, for pages whose reader said yes to it; mounted only where there is a model.
 * `POST /api/answers` `{"question","language","proof"}` → 200, an `Answer`. Nothing of it is stored or logged.
 */
export function createAnswerRoutes(needs: AnswerRoutesNeeds): Router {
  const router = Router()
  const bucket = createTokenBucket(needs.clock, needs.limit ?? LIMIT)
  router.use('/api/answers', noStore)
  router.post('/api/answers', express.json({ limit: BODY_BYTES }), async (request, response) => {
    const asked = AnswerRequest.safeParse(request.body)
    if (!asked.success) throw new AppError('request:malformed')
    const { question, language, proof } = asked.data
    await needs.proofOfWork.accept(proof)
    const waitMs = bucket.take()
    if (waitMs > 0) throw new AppError('request:too_many', { retryable: true, retryAfterMs: waitMs })
    response.json(await needs.answer(question, language))
  })
  return router
}
