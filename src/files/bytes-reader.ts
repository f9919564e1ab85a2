import { FileRefused } from '../core/file-problem.ts'

/** Big-endian numbers and text out of bytes. Every read outside refuses the file as `damaged`. */
export function readUint(bytes: Uint8Array, at: number, length: 1 | 2 | 3 | 4, little = false): number {
  if (at < 0 || at + length > bytes.length) throw new FileRefused('damaged')
  let value = 0
  for (let index = 0; index < length; index++) {
    value = value * 256 + (bytes[at + (little ? length - 1 - index : index)] ?? 0)
  }
  return value
}

export function readAscii(bytes: Uint8Array, at: number, length: number): string {
  if (at < 0 || at + length > bytes.length) throw new FileRefused('damaged')
  return String.fromCharCode(...bytes.subarray(at, at + length))
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
