import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadFlows, requireFlows } from '../../src/flows/load-flows.ts'
import { formatProblem } from '../../src/flows/problem.ts'
import { testDeployment } from '../support/test-deployment.ts'

const DIR = 'tests/flows/broken'

/** Loads one file as if it were alone, and gives its problems as "line 7: error: …". */
async function problemsOf(name: string): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'antam-flows-'))
  try {
    copyFileSync(`${DIR}/${name}`, join(dir, name))
    const { problems } = await loadFlows(dir, testDeployment)
    return problems
      .filter((problem) => !problem.message.includes('beside this one'))
      .map((problem) => `line ${problem.line}: ${problem.severity}: ${problem.message}`)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

describe('broken flow files', () => {
  it.each(readdirSync(DIR))('%s is reported with its line', async (name) => {
    const expected = [...readFileSync(`${DIR}/${name}`, 'utf8').matchAll(/^# expect: (.*)$/gm)].map(
      (match) => match[1] ?? '',
    )
    const problems = await problemsOf(name)

    expect(expected.length).toBeGreaterThan(0)
    for (const start of expected)
      expect(
        problems.filter((problem) => problem.startsWith(start)),
        problems.join('\n'),
      ).toHaveLength(1)
    expect(problems, 'and nothing else is said').toHaveLength(expected.length)
  })

  it('are reported all at once', async () => {
    const { problems } = await loadFlows(DIR, testDeployment)

    expect(problems.length).toBeGreaterThanOrEqual(readdirSync(DIR).length)
    expect(problems.map(formatProblem)[0]).toMatch(
      /^tests\/flows\/broken\/[\w-]+\.yaml:\d+: (error|warning): /,
    )
  })

  it('count as missing where the engine needs them', async () => {
    const { problems } = await loadFlows('tests/flows/broken', testDeployment)
    const alone = await loadFlows('tests/flows/one', testDeployment)

    expect(problems.filter((problem) => problem.message.includes('beside this one'))).toEqual([])
    expect(alone.problems.map((problem) => problem.message.slice(0, 25))).toEqual([
      'there is no flow "welcome',
      'there is no flow "ask" be',
      'there is no flow "emergen',
      'there is no flow "erase" ',
      'there is no flow "human" ',
    ])
  })

  it('stop whoever needs the flows, with every error in the message', async () => {
    await expect(requireFlows(DIR, testDeployment)).rejects.toThrow(
      /dead-end\.yaml:7: error: .*[\s\S]*wrong-name\.yaml:2: error: /,
    )
  })
})
