import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import type { SealedFile } from '../core/tip.ts'
import { tipLimits } from '../tips/tip-limits.ts'

/**
 * One proof of work buys one upload: a token for this file, of so many pieces, for this unit. Signed, so that none need
 * be stored; with the file's number of pieces inside, so that it fills no more than was paid for.
 */
export interface UploadTokens {
  issue(unit: string, file: SealedFile): string
  /** The file that the token is for. @throws AppError `proof:missing` when it is none of ours, for another file, or expired. */
  check(unit: string, fileId: string, token: string | undefined): SealedFile
}

const HOUR_MS = 3_600_000

export function createUploadTokens({ secret, clock }: { secret: string; clock: Clock }): UploadTokens {
  function sign(unit: string, id: string, rest: string): string {
    return createHmac('sha256', `${secret}:upload`).update(`${unit} ${id} ${rest}`).digest('base64url')
  }

  return {
    issue(unit, { id, chunks }) {
      const hour = Math.ceil(clock.now() / HOUR_MS) + tipLimits.fileHours
      const rest = `${chunks}.${hour}`
      return `${rest}.${sign(unit, id, rest)}`
    },
    check(unit, id, token = '') {
      const [, rest = '', chunks, hour, mac = ''] = /^((\d{1,4})\.(\d{1,9}))\.([\w-]{43})$/.exec(token) ?? []
      const isOurs = timingSafeEqual(Buffer.from(mac.padEnd(43, '.')), Buffer.from(sign(unit, id, rest)))
      if (!isOurs || Number(hour) * HOUR_MS < clock.now()) throw new AppError('proof:missing')
      return { id, chunks: Number(chunks) }
    },
  }
}
