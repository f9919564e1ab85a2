import express, { type RequestHandler, Router } from 'express'
import type { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import { createBlankNotes } from '../tips/blank-notes.ts'
import { isSealedNote, isSealedReply } from '../tips/is-sealed.ts'
import { unitOf } from '../tips/route-tip.ts'
import { MailboxQuestion, MarkRequest, ReplySubmission } from '../tips/tip-api.ts'
import type { TipOutlet } from '../tips/tip-outlet.ts'
import { noStore } from './no-store.ts'
import type { ProofOfWork } from './proof-of-work.ts'
import { createTokenBucket } from './token-bucket.ts'

export interface MailboxRoutesNeeds {
  outlet: Pick<TipOutlet, 'readMailbox' | 'markMailbox' | 'addReply'>
  deployment: Deployment
  proofOfWork: Pick<ProofOfWork, 'accept'>
  clock: Clock
  /** Of the hotline; blanks are made from it. The same on every process. */
  secret: string
}

/** A sealed addition as base64, with its proof. */
const BODY_BYTES = 48 * 1_024
/** For everybody together and each process: what a busy province does not reach, and a guesser does not pass. */
const RATE = { size: 120, perMinute: 600 }

/** @throws AppError `request:too_many`. */
type TakeTurn = () => void

/**
 * A mailbox over HTTP. `POST /api/mailbox/read` → `{"notes":[…],"mark"}`, both filled up with blanks, so that an unknown
 * id, an empty mailbox and one without news look and cost the same · `POST /api/mailbox/mark` → 204, always ·
 * `POST /api/mailbox/reply` → 201 once the addition is stored. Reading and adding cost a proof of work.
 */
export function createMailboxRoutes(needs: MailboxRoutesNeeds): Router {
  const router = Router()
  const json = express.json({ limit: BODY_BYTES })
  // A turn is taken only by who did the work: else rubbish would keep honest people out. Marks cost none, so they have
  // turns of their own.
  const takeTurn = createTurns(needs.clock)
  router.use('/api/mailbox', noStore)
  router.post('/api/mailbox/read', json, readMailbox(needs, takeTurn))
  router.post('/api/mailbox/reply', json, addReply(needs, takeTurn))
  router.post('/api/mailbox/mark', json, markMailbox(needs, createTurns(needs.clock)))
  return router
}

function createTurns(clock: Clock): TakeTurn {
  const bucket = createTokenBucket(clock, RATE)
  return function takeTurn() {
    const waitMs = bucket.take()
    if (waitMs > 0) throw new AppError('request:too_many', { retryable: true, retryAfterMs: waitMs })
  }
}

function readMailbox(
  { outlet, proofOfWork, secret }: MailboxRoutesNeeds,
  takeTurn: TakeTurn,
): RequestHandler {
  const blanks = createBlankNotes(secret)
  return async function read(request, response) {
    const { id, proof } = parsed(MailboxQuestion, request.body)
    await proofOfWork.accept(proof)
    takeTurn()
    response.json(await blanks.fill(id, await outlet.readMailbox(id)))
  }
}

/** No proof of work: without the mailbox's token nothing is changed, and nothing is told. */
function markMailbox({ outlet }: MailboxRoutesNeeds, takeTurn: TakeTurn): RequestHandler {
  return async function mark(request, response) {
    const { id, token, mark: sealed } = parsed(MarkRequest, request.body)
    if (!isSealedNote(sealed)) throw new AppError('mailbox:malformed')
    takeTurn()
    await outlet.markMailbox(id, token, sealed)
    response.status(204).end()
  }
}

function addReply(
  { outlet, deployment, proofOfWork }: MailboxRoutesNeeds,
  takeTurn: TakeTurn,
): RequestHandler {
  return async function add(request, response) {
    const { proof, ...reply } = parsed(ReplySubmission, request.body)
    if (!isSealedReply(reply.sealed)) throw new AppError('mailbox:malformed')
    unitOf(deployment, reply.unit)
    await proofOfWork.accept(proof)
    takeTurn()
    await outlet.addReply(reply)
    response.status(201).json({ id: reply.id })
  }
}

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body)
  if (!result.success) throw new AppError('mailbox:malformed')
  return result.data
}
