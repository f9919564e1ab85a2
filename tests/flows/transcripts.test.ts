import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { requireDeployment } from '../../src/deployment-file.ts'
import { createEngine } from '../../src/engine/create-engine.ts'
import { createUnderstanding } from '../../src/engine/understanding.ts'
import { loadFlows } from '../../src/flows/load-flows.ts'
import { formatProblem } from '../../src/flows/problem.ts'
import { replayFile } from '../support/transcript-runner.ts'

describe('transcripts beside the flows', async () => {
  const deployment = await requireDeployment('config/long-bien.yaml')
  const { flowSet, problems } = await loadFlows('flows', deployment)
  const engine = createEngine({ flows: flowSet, deployment, understanding: createUnderstanding() })

  it('has flows without a problem', () => {
    expect(problems.filter((problem) => problem.severity === 'error').map(formatProblem)).toEqual([])
  })

  it.each(readdirSync('flows').filter((name) => name.endsWith('.test.yaml')))('%s', async (name) => {
    const { expected, actual } = await replayFile(`flows/${name}`, engine)

    expect(actual).toEqual(expected)
  })
})
