import express, { type Request, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { SealedFile } from '../core/tip.ts'
import type { FileStore } from '../tips/file-store.ts'
import { isSealedChunk } from '../tips/is-sealed.ts'
import { unitOf } from '../tips/route-tip.ts'
import { UPLOAD_HEADER, UploadRequest } from '../tips/tip-api.ts'
import { tipLimits } from '../tips/tip-limits.ts'
import { noStore } from './no-store.ts'
import type { ProofOfWork } from './proof-of-work.ts'
import { createUploadTokens, type UploadTokens } from './upload-token.ts'

export interface FileRoutesNeeds {
  files: Pick<FileStore, 'reserveFile' | 'putChunk' | 'presentChunks'>
  deployment: Deployment
  proofOfWork: ProofOfWork
  clock: Clock
  /** Signs upload tokens. The same on every process. */
  secret: string
}

interface Target {
  unit: string
  file: SealedFile
}

/** A file's head, its proof of work, and nothing else. */
const HEAD_BYTES = 16 * 1_024

const Piece = z.coerce.number().int().nonnegative()

/**
 * Sealed files from pages, in pieces of `tipLimits.chunkBytes`, one proof of work for each file.
 *
 * `POST /api/files` `{"unit","id","chunks","proof"}` → 201 `{"token","have":[…]}` ·
 * `GET /api/files/:id?unit=ID` → 200 `{"have":[…]}`: numbers of the pieces that are there ·
 * `PUT /api/files/:id/:chunk?unit=ID` one sealed piece → 204. The last two with the token as `x-antam-upload`.
 */
export function createFileRoutes(needs: FileRoutesNeeds): Router {
  const router = Router()
  const tokens = createUploadTokens(needs)
  const piece = express.raw({ type: () => true, limit: tipLimits.chunkBytes })
  router.use('/api/files', noStore)
  router.post('/api/files', express.json({ limit: HEAD_BYTES }), begin(needs, tokens))
  router.get('/api/files/:id', tellPresent(needs, tokens))
  // The token is looked at before the body is read: bytes are for those who did the work.
  router.put('/api/files/:id/:chunk', checkPiece(needs, tokens), piece, keepPiece(needs, tokens))
  return router
}

function begin(needs: FileRoutesNeeds, tokens: UploadTokens): RequestHandler {
  return async function beginUpload(request, response) {
    const asked = UploadRequest.safeParse(request.body)
    if (!asked.success) throw new AppError('request:malformed')
    const { id, chunks, proof } = asked.data
    const unit = unitOf(needs.deployment, asked.data.unit).id
    if (chunks > tipLimits.fileChunks) throw new AppError('tip:too_large')
    await needs.proofOfWork.accept(proof)
    const file = { id, chunks }
    await needs.files.reserveFile(unit, file)
    const have = await needs.files.presentChunks(unit, file)
    response.status(201).json({ token: tokens.issue(unit, file), have })
  }
}

function tellPresent(needs: FileRoutesNeeds, tokens: UploadTokens): RequestHandler {
  return async function tell(request, response) {
    const { unit, file } = targetOf(request, needs, tokens)
    response.json({ have: await needs.files.presentChunks(unit, file) })
  }
}

function checkPiece(needs: FileRoutesNeeds, tokens: UploadTokens): RequestHandler {
  return function check(request, response, next) {
    pieceOf(request, targetOf(request, needs, tokens))
    const length = Number(request.get('content-length') ?? Number.NaN)
    if (length === tipLimits.chunkBytes) return next()
    // The parser would read what is too long to its end before it refuses it.
    response.set('connection', 'close')
    throw new AppError(length > tipLimits.chunkBytes ? 'request:too_large' : 'tip:malformed')
  }
}

function keepPiece(needs: FileRoutesNeeds, tokens: UploadTokens): RequestHandler {
  return async function keep(request, response) {
    const target = targetOf(request, needs, tokens)
    const chunk = pieceOf(request, target)
    const body: unknown = request.body
    if (!(body instanceof Uint8Array) || !isSealedChunk(body, chunk)) throw new AppError('tip:malformed')
    const kept = await needs.files.putChunk(target.unit, target.file, chunk, body)
    // Others needed the room: whoever goes on must pay for it again.
    if (kept === 'unreserved') throw new AppError('proof:missing')
    response.status(204).end()
  }
}

function targetOf(request: Request, needs: FileRoutesNeeds, tokens: UploadTokens): Target {
  const id = z.uuid().safeParse(request.params['id'])
  const unit = z.string().safeParse(request.query['unit'])
  if (!id.success || !unit.success) throw new AppError('request:malformed')
  const known = unitOf(needs.deployment, unit.data).id
  return { unit: known, file: tokens.check(known, id.data, request.get(UPLOAD_HEADER)) }
}

function pieceOf(request: Request, { file }: Target): number {
  const chunk = Piece.safeParse(request.params['chunk'])
  if (!chunk.success || chunk.data >= file.chunks) throw new AppError('request:malformed')
  return chunk.data
}
