import { deriveBytes } from './derive.ts'
import { receiptOf } from './receipt.ts'

/** The receipt of a tip: `secret` (64 hex digits) → "ba-dem kho-lat …", seven words. The same secret, the same receipt. */
export function makeReceipt(secret: string): string {
  const bytes = deriveBytes(secret, 'receipt code', 24)
  return receiptOf(bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n))
}
