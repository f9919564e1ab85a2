import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { FilePieces } from '../triage/file-pieces.ts'

/** Sends sealed bytes as they come. When a piece fails half-way the connection breaks off, so that nothing looks whole. */
export async function sendPieces(response: Response, pieces: FilePieces): Promise<void> {
  response.type('application/octet-stream')
  await pipeline(Readable.from(pieces, { objectMode: false }), response).catch((error: unknown) => {
    if (!response.headersSent) throw error
  })
}
