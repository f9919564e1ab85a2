import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import type { IdSource } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'

/** Encrypts and decrypts texts under one key. `context` is bound to the text: moved elsewhere, it does not open. */
export interface SealedBox {
  /** Version digit and base64 of nonce, tag and ciphertext. */
  seal(plain: string, context: string): string
  /** @throws AppError `store:corrupt` when it was not sealed with this key and context. */
  open(sealed: string, context: string): string
}

const VERSION = '1'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM with a fresh random nonce per text. */
export function createSealedBox(key: Uint8Array, ids: Pick<IdSource, 'bytes'>): SealedBox {
  const secret = createSecretKey(key)
  return {
    seal: (plain, context) => seal(secret, ids.bytes(NONCE_BYTES), plain, context),
    open: (sealed, context) => open(secret, sealed, context),
  }
}

function seal(key: KeyObject, nonce: Uint8Array, plain: string, context: string): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const body = cipher.update(plain, 'utf8')
  cipher.final()
  return VERSION + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
}

function open(key: KeyObject, sealed: string, context: string): string {
  if (!sealed.startsWith(VERSION)) throw new AppError('store:corrupt')
  const bytes = Buffer.from(sealed.slice(1), 'base64')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
    decipher.setAAD(Buffer.from(context))
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    return (
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    )
  } catch (cause) {
    throw new AppError('store:corrupt', { cause })
  }
}
