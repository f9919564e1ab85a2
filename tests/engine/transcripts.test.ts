import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createEngine } from '../../src/engine/create-engine.ts'
import { requireFlows } from '../../src/flows/load-flows.ts'
import { scriptedUnderstanding } from '../support/scripted-understanding.ts'
import { testDeployment } from '../support/test-deployment.ts'
import { replayFile } from '../support/transcript-runner.ts'

const DIR = 'tests/engine/transcripts'

describe('engine transcripts', async () => {
  const flows = await requireFlows('tests/engine/flows', testDeployment)
  const engine = createEngine({ flows, deployment: testDeployment, understanding: scriptedUnderstanding })

  it.each(readdirSync(DIR).filter((name) => name.endsWith('.yaml')))('%s', async (name) => {
    const { expected, actual } = await replayFile(`${DIR}/${name}`, engine)

    expect(actual).toEqual(expected)
  })
})
