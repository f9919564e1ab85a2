import { readdirSync } from 'node:fs'
import { it } from 'vitest'
import { requireDeployment } from '../../src/deployment-file.ts'
import { classifyIntent } from '../../src/engine/classify-intent.ts'
import { createEngine } from '../../src/engine/create-engine.ts'
import { loadFlows } from '../../src/flows/load-flows.ts'
import { detectDanger } from '../../src/safety/detect-danger.ts'
import { detectRefusal } from '../../src/safety/detect-refusal.ts'
import { looksLikeQuestion } from '../../src/safety/looks-like-question.ts'
import { replayFile } from '../support/transcript-runner.ts'
it('records', async () => {
  const deployment = await requireDeployment('config/long-bien.yaml')
  const { flowSet } = await loadFlows('flows', deployment)
  const engine = createEngine({ flows: flowSet, deployment, understanding: { detectDanger, detectRefusal, classifyIntent, looksLikeQuestion } })
  for (const name of readdirSync('flows').filter((n) => n.endsWith('.test.yaml'))) await replayFile(`flows/${name}`, engine)
}, 60000)
