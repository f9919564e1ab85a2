// `npm test`: installs what tests need, runs all of them, and ends with the line "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setUp } from './setup.mjs'

setUp({ need: ['redis-server', 'chromium', 'age'] })
const dir = mkdtempSync(join(tmpdir(), 'antam-test-'))
const report = join(dir, 'report.json')
const vitest = spawnSync(
  join('node_modules', '.bin', 'vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
const { passed, failed } = counts()
rmSync(dir, { recursive: true, force: true })
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = vitest.status === 0 && failed === 0 && passed > 0 ? 0 : 1

/** A run that could not even report counts as a failure: an import error must not look like success. */
function counts() {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites, success } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    const broken =
      numFailedTests === 0 && (!success || numFailedTestSuites > 0) ? Math.max(1, numFailedTestSuites) : 0
    return { passed: numPassedTests, failed: numFailedTests + broken }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
