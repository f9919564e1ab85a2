import { spawn } from 'node:child_process'
import { z } from 'zod'
import { CLEAN_MS } from './core/file-limits.ts'
import { type FileProblem, fileProblems } from './core/file-problem.ts'
import type { FileKind } from './core/message.ts'
import { tipFileTypes } from './core/tip.ts'
import type { CleanResult } from './files/clean-file.ts'

/** Cleans a file that came from outside. Never rejects: what goes wrong in there is a reason, not an error. */
export type CleanFileAside = (bytes: Uint8Array, kind: FileKind) => Promise<CleanResult>

/** What the process says before the bytes, on a line of its own. */
export const CleanerHead = z.union([
  z.strictObject({
    mime: z.enum(tipFileTypes),
    shot: z
      .strictObject({ latitude: z.number(), longitude: z.number(), at: z.iso.datetime() })
      .partial()
      .optional(),
  }),
  z.strictObject({ problem: z.enum(fileProblems) }),
])
export type CleanerHead = z.infer<typeof CleanerHead>

export interface FileCleanerOptions {
  /** The program that cleans one file: `clean-file-process.js`. */
  program: string
  /** It may take so long. */
  limitMs?: number
}

/** A cleaned file is never much longer than it was: a photo of few bytes may become a larger JPEG. */
const LONGEST_ANSWER = 24_000_000
const ATONCE = 2

/**
 * Each file in a process of its own: decoders are the likeliest part of us to be broken by what strangers send, and with
 * the process everything goes that the file left in memory, the place and the phone included.
 */
export function createFileCleaner({ program, limitMs = CLEAN_MS }: FileCleanerOptions): CleanFileAside {
  const queue: Array<() => void> = []
  let running = 0

  async function clean(bytes: Uint8Array, kind: FileKind): Promise<CleanResult> {
    if (running >= ATONCE) await new Promise<void>((resolve) => queue.push(resolve))
    running += 1
    try {
      return readAnswer(await answerOf(program, { bytes, kind, limitMs }))
    } finally {
      running -= 1
      queue.shift()?.()
    }
  }
  return clean
}

interface Job {
  bytes: Uint8Array
  kind: FileKind
  limitMs: number
}

/** What the process wrote, or why it did not. */
function answerOf(program: string, { bytes, kind, limitMs }: Job): Promise<Buffer | FileProblem> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--max-old-space-size=192', program, kind], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {},
    })
    const parts: Buffer[] = []
    let length = 0
    const give = (answer: Buffer | FileProblem) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      resolve(answer)
    }
    const timer = setTimeout(() => give('too_slow'), limitMs)
    child.stdout.on('data', (part: Buffer) => {
      parts.push(part)
      length += part.length
      if (length > LONGEST_ANSWER) give('damaged')
    })
    child.once('error', () => give('damaged'))
    child.once('close', (code) => give(code === 0 ? Buffer.concat(parts) : 'damaged'))
    // It may end before it has read everything: that is told by its end.
    child.stdin.on('error', () => {})
    child.stdin.end(bytes)
  })
}

function readAnswer(answer: Buffer | FileProblem): CleanResult {
  if (typeof answer === 'string') return { problem: answer }
  const end = answer.indexOf('\n')
  const head = CleanerHead.safeParse(parseJson(answer.subarray(0, Math.max(0, end)).toString()))
  if (!head.success) return { problem: 'damaged' }
  if ('problem' in head.data) return head.data
  const { mime, shot } = head.data
  return {
    bytes: new Uint8Array(answer.subarray(end + 1)),
    mime,
    ...(shot && { shot: withoutMissing(shot) }),
  }
}

function withoutMissing({
  latitude,
  longitude,
  at,
}: {
  latitude?: number | undefined
  longitude?: number | undefined
  at?: string | undefined
}) {
  return {
    ...(latitude !== undefined && { latitude }),
    ...(longitude !== undefined && { longitude }),
    ...(at !== undefined && { at }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
