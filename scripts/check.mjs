// `npm run check`: cheapest first, stops at the first failure.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setUp } from './setup.mjs'

setUp()
const bin = (name) => join('node_modules', '.bin', name)
const steps = [
  ['format', bin('biome'), ['check', '--error-on-warnings']],
  // Warnings are budgets of size: a reader weighs them. Errors stop here.
  ['lint', bin('oxlint'), ['--quiet', 'src', 'tests', 'scripts']],
  ['types (pages)', bin('tsc'), ['-p', 'src/web/tsconfig.json']],
  ['types (tests)', bin('tsc'), ['-p', 'tests/tsconfig.json']],
  ['import direction', bin('depcruise'), ['src', '--config', '.dependency-cruiser.cjs']],
  ['dead code', bin('knip'), []],
  ['content', process.execPath, ['scripts/run.mjs', 'content']],
  ['generated docs', process.execPath, ['scripts/generate-docs.mjs', '--check']],
]
for (const [name, program, args] of steps) {
  const started = Date.now()
  const { status } = spawnSync(program, args, { stdio: 'inherit' })
  process.stdout.write(
    `${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
  )
  if (status !== 0) process.exit(1)
}
