import { existsSync, readFileSync } from 'node:fs'
import { it } from 'vitest'
import { requireDeployment } from '../../src/deployment-file.ts'
import { createEngine } from '../../src/engine/create-engine.ts'
import { loadFlows } from '../../src/flows/load-flows.ts'
import { detectDanger } from '../../src/safety/detect-danger.ts'
import { looksLikeQuestion } from '../../src/safety/looks-like-question.ts'
import { createPlayer } from '../support/transcript-runner.ts'
import { scriptedServices } from '../support/scripted-services.ts'
const understanding = existsSync('src/engine/understanding.ts') && existsSync('src/engine/classify-intent.ts')
  ? (await import('../../src/engine/understanding.ts')).createUnderstanding()
  : { detectDanger, looksLikeQuestion, detectRefusal: () => null, classifyIntent: () => null }
it('plays', async () => {
  const deployment = await requireDeployment('config/long-bien.yaml')
  const { flowSet } = await loadFlows('flows', deployment)
  const engine = createEngine({ flows: flowSet, deployment, understanding })
  const scripts = JSON.parse(readFileSync('/tmp/play.json', 'utf8'))
  let log = ''
  for (const s of scripts) {
    const { services } = scriptedServices(s.services ?? {})
    const player = createPlayer(engine, services, { language: s.language ?? 'vi' })
    log += `\n=================== ${s.name ?? ''}\n`
    for (const said of s.turns) {
      const r = await player.take(said === null ? undefined : said, s.flow)
      log += `\n>>> ${JSON.stringify(said)}   [${r.events.filter((e: string) => e !== 'msg_created').join(',')}]\n`
      for (const m of r.out) log += `${m.text}${m.link ? `\n   LINK ${m.link.url}` : ''}${m.choices.length ? `\n   [${m.choices.map((c) => c.title).join(' | ')}]` : ''}\n--\n`
    }
  }
  console.log(log)
})
