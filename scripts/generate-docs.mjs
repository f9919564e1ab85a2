// `npm run docs`: writes what is generated from schemas; with --check it changes nothing and exits 1 on a difference.
// Runs from dist/, so build first.
import { readFile, writeFile } from 'node:fs/promises'
import { describeSettings } from '../dist/describe-settings.js'
import { describeLanguage, flowSchema } from '../dist/flows/describe-language.js'
import { describeQueue } from '../dist/tips/describe-queue.js'

/** A whole file, or (with `part`) the lines between <!-- PART:start --> and <!-- PART:end --> of one. */
const generators = [
  { file: 'flows/flow.schema.json', text: () => `${JSON.stringify(flowSchema(), null, 2)}\n` },
  { file: 'flows/README.md', part: 'reference', text: describeLanguage },
  { file: 'README.md', part: 'settings', text: describeSettings },
  { file: 'docs/queue.schema.json', text: describeQueue },
]

const checkOnly = process.argv.includes('--check')
const stale = []
for (const generator of generators) {
  const before = await readFile(generator.file, 'utf8').catch(() => '')
  const after = generator.part === undefined ? generator.text() : withPart(before, generator)
  if (after === before) continue
  stale.push(generator.file)
  if (!checkOnly) await writeFile(generator.file, after)
}
if (stale.length > 0)
  console.error(
    `${checkOnly ? 'Not as generated, run npm run docs' : 'Written'}: ${[...new Set(stale)].join(', ')}`,
  )
process.exitCode = checkOnly && stale.length > 0 ? 1 : 0

function withPart(before, { file, part, text }) {
  const start = `<!-- ${part}:start -->`
  const end = `<!-- ${part}:end -->`
  const [from, to] = [before.indexOf(start), before.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${file} has no place for "${part}": add ${start} and ${end}`)
  return `${before.slice(0, from + start.length)}\n\n${text()}\n\n${before.slice(to)}`
}
