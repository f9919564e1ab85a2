import { setPriority } from 'node:os'
import { buffer } from 'node:stream/consumers'
import { cleanFileHere } from './clean-file-here.ts'
import { FileKind } from './core/message.ts'
import type { CleanerHead } from './file-cleaner.ts'
import type { CleanResult } from './files/clean-file.ts'

/** @see createFileCleaner, which alone starts this: one file in, a line and the cleaned file out. */
const LOW = 10
setPriority(LOW)

const kind = FileKind.parse(process.argv[2])
const given = new Uint8Array(await buffer(process.stdin))
const result = await cleanFileHere(given, kind)
process.stdout.write(`${JSON.stringify(headOf(result))}\n`)
if ('bytes' in result) process.stdout.write(result.bytes)

function headOf(cleaned: CleanResult): CleanerHead {
  if ('problem' in cleaned) return cleaned
  return { mime: cleaned.mime, ...(cleaned.shot && { shot: cleaned.shot }) }
}
