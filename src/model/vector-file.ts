import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** One vector a row, each of length 1. */
export interface Vectors {
  dimensions: number
  values: Float32Array
}

const Stored = z.strictObject({
  v: z.literal(1),
  dimensions: z.number().int().positive().max(20_000),
  values: z.base64(),
})

/** Changes with every word of a passage: old vectors are never taken for new text. */
export function vectorFile(dir: string, model: string, texts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 24)
  return join(dir, `${model.replace(/[^\w.-]+/g, '_')}-${hash}.json`)
}

/** Null when there is none, or none that fits `rows`. */
export async function readVectors(file: string, rows: number): Promise<Vectors | null> {
  try {
    const { dimensions, values } = Stored.parse(JSON.parse(await readFile(file, 'utf8')))
    const bytes = Buffer.from(values, 'base64')
    if (bytes.byteLength !== rows * dimensions * 4) return null
    return {
      dimensions,
      values: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)),
    }
  } catch {
    return null
  }
}

/** Whole or not at all: a crash in between leaves no half file. */
export async function writeVectors(file: string, { dimensions, values }: Vectors): Promise<void> {
  const base64 = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')
  await mkdir(join(file, '..'), { recursive: true })
  const draft = `${file}.${process.pid}.part`
  await writeFile(draft, JSON.stringify({ v: 1, dimensions, values: base64 }))
  await rename(draft, file)
}
