import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { type Clock, systemClock } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import { askFront, refuseMissing, type Terminal, toOption } from '../import/ask-front.ts'
import {
  checkFront,
  type FrontValues,
  frontKeys,
  gatherFront,
  idFromNumber,
  missingKeys,
} from '../import/gather-front.ts'
import { type Guess, guessFront } from '../import/guess-front.ts'
import { formatRemark, type Imported, importDocument } from '../import/import-document.ts'
import { readFront } from '../import/read-front.ts'
import { readSource } from '../import/read-source.ts'
import { refuseImport } from '../import/refuse-import.ts'
import { exists, saveDocument } from '../import/save-document.ts'
import { importLimits, type SourceText } from '../import/source-text.ts'
import { FrontMatter, type KnowledgeDocument } from '../knowledge/document.ts'
import { loadDocuments } from '../knowledge/load-knowledge.ts'
import type { CommandContext } from './command-context.ts'

export type ImportContext = Pick<CommandContext, 'print' | 'printError'>

/** Who answers questions about the front matter; null: nobody, what is missing is refused. */
export interface ImportDeps {
  clock: Clock
  terminal: Terminal | null
}

const USAGE = `npm run import -- FILE [--id ID] [--replace | --beside] [--dry-run]
FILE: .docx, .html, .txt or .md, at most 10 MB; what it is, is seen from its content
--replace        writes over the document of this id; its questions (ID.asked.yaml) stay
--beside         writes ID-goc.md beside it
--front FILE     front matter as YAML; or one by one: ${frontKeys
  .filter((key) => key !== 'wording')
  .map((key) => `--${toOption(key)}`)
  .join(' ')}
--dry-run        reports only
--allow-gaps     the document itself leaves numbers out
--allow-problems writes although npm run content will complain
--knowledge DIR  instead of knowledge`

const frontOptions = Object.fromEntries(
  frontKeys.filter((key) => key !== 'wording').map((key) => [toOption(key), { type: 'string' as const }]),
)
const flags = {
  replace: { type: 'boolean', default: false },
  beside: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  'allow-gaps': { type: 'boolean', default: false },
  'allow-problems': { type: 'boolean', default: false },
  front: { type: 'string' },
  knowledge: { type: 'string', default: 'knowledge' },
} as const

interface Request {
  file: string
  front: FrontValues
  frontFile: string | undefined
  knowledge: string
  replace: boolean
  beside: boolean
  dryRun: boolean
  allowGaps: boolean
  allowProblems: boolean
}

/** `npm run import`. Exit code 0: written (or would be) · 1: refused, nothing written · 2: called wrongly. */
export async function main(
  args: string[],
  context: ImportContext,
  deps: ImportDeps = ownDeps(),
): Promise<number> {
  const request = readArgs(args)
  if (request === null) {
    context.printError(USAGE)
    return 2
  }
  try {
    await run(request, context, deps)
    return 0
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    context.printError(`${request.file}: not imported, nothing written.\n${error.message}`)
    return 1
  }
}

async function run(request: Request, context: ImportContext, deps: ImportDeps): Promise<void> {
  const source = await readSource(await readBytes(request.file))
  const guess = guessFront(source.lines)
  const { documents } = await loadDocuments(request.knowledge)
  const front = await settleFront(request, { source, guess, documents }, deps)
  const path = join(request.knowledge, front.kind === 'plan' ? 'plans' : 'law', `${front.id}.md`)
  const isThere = await exists(path)
  if (isThere && !request.replace)
    refuseImport(
      `${path} is there already: --replace writes over it, --beside writes ${front.id}-goc beside it.`,
    )
  const sidecar = path.replace(/\.md$/, '.asked.yaml')
  const imported = importDocument(source, front, {
    file: path,
    asked: (await exists(sidecar)) ? { file: sidecar, text: await readFile(sidecar, 'utf8') } : null,
    documents,
    now: deps.clock.now(),
    allowGaps: request.allowGaps,
    allowProblems: request.allowProblems,
  })
  if (!request.dryRun) await saveDocument(path, imported.text)
  report(imported, { source, front }, context)
  context.print(
    request.dryRun
      ? `Nothing written (--dry-run). It would be ${path}`
      : `${isThere ? 'Replaced' : 'Written'}: ${path}`,
  )
}

interface Known {
  source: SourceText
  guess: Guess
  documents: readonly KnowledgeDocument[]
}

async function settleFront(request: Request, known: Known, deps: ImportDeps): Promise<FrontMatter> {
  const { source, guess, documents } = known
  const given: FrontValues[] = [request.front]
  if (request.frontFile !== undefined)
    given.push(readFront((await readBytes(request.frontFile)).toString('utf8'), request.frontFile))
  if (source.front !== undefined) given.push(readFront(source.front, request.file))
  const id = given.find((values) => values.id !== undefined)?.id
  const existing = documents.find(({ front }) =>
    id === undefined ? guess.number !== null && front.number === guess.number : front.id === id,
  )
  const parsed = FrontMatter.safeParse(existing?.front)
  const gathered = gatherFront({
    given,
    existing: parsed.success ? parsed.data : undefined,
    guess,
    now: deps.clock.now(),
  })
  const derived = gathered.id ?? idFromNumber(gathered.kind, gathered.number)
  const front: FrontValues = derived === null ? gathered : { ...gathered, id: derived }
  const isWhole = missingKeys(front).length === 0
  if (!isWhole && deps.terminal === null) refuseMissing(front, guess)
  const whole = isWhole || deps.terminal === null ? front : await askFront(front, guess, deps.terminal)
  const checked = checkFront(whole, guess)
  // The twin takes no part in the succession: that is told by the document it stands beside.
  return request.beside ? { ...checked, id: `${checked.id}-goc`, replacedBy: null, replaces: null } : checked
}

function report(
  { recognised, problems }: Imported,
  { source, front }: { source: SourceText; front: FrontMatter },
  context: ImportContext,
): void {
  const counts = Object.entries(recognised.counts).map(([what, count]) => `${count} ${what}`)
  context.print(
    `${front.id}: ${front.title} (${front.number ?? 'no number'}), in force from ${front.inForceFrom ?? 'an unknown day'}`,
  )
  context.print(`Recognised: ${counts.join(', ')}`)
  const sections = [
    ['Look at these', [...source.doubts, ...recognised.doubts, ...recognised.gaps]],
    ['Left out', [...source.leftOut, ...recognised.leftOut]],
  ] as const
  for (const [title, remarks] of sections) {
    if (remarks.length > 0) context.print(`${title}:`)
    for (const remark of remarks) context.print(`  ${formatRemark(remark, source.unit)}`)
  }
  if (problems.length > 0) context.print(`npm run content will complain:\n  ${problems.join('\n  ')}`)
}

/** Looks at the size first: what is too large is not read. */
async function readBytes(file: string): Promise<Buffer> {
  const found = await stat(file).catch(() => null)
  if (found === null || !found.isFile()) return refuseImport(`There is no file ${file}.`)
  if (found.size > importLimits.fileBytes)
    refuseImport('The file is larger than 10 MB; a text is far smaller. Leave its pictures out.')
  return readFile(file)
}

function readArgs(args: string[]): Request | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...frontOptions, ...flags },
      allowPositionals: true,
    })
    const [file] = positionals
    if (file === undefined || positionals.length > 1 || (values.replace && values.beside)) return null
    const front: FrontValues = {}
    for (const key of frontKeys) {
      const value = Object.entries(values).find(([name]) => name === toOption(key))?.[1]
      if (typeof value === 'string') front[key] = value === 'null' ? null : value
    }
    const { replace, beside, knowledge, front: frontFile } = values
    const [dryRun, allowGaps, allowProblems] = [
      values['dry-run'],
      values['allow-gaps'],
      values['allow-problems'],
    ]
    return { file, front, frontFile, knowledge, replace, beside, dryRun, allowGaps, allowProblems }
  } catch {
    return null
  }
}

function ownDeps(): ImportDeps {
  return { clock: systemClock, terminal: process.stdin.isTTY ? { ask: askHere } : null }
}

async function askHere(question: string): Promise<string> {
  const line = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await line.question(question)
  } finally {
    line.close()
  }
}
