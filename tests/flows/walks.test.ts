import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MsgOut } from '../../src/core/message.ts'
import { requireDeployment } from '../../src/deployment-file.ts'
import { createEngine } from '../../src/engine/create-engine.ts'
import { createUnderstanding } from '../../src/engine/understanding.ts'
import { requireFlows } from '../../src/flows/load-flows.ts'
import { type ServiceScript, scriptedServices } from '../support/scripted-services.ts'
import type { In } from '../support/transcript.ts'
import { createPlayer } from '../support/transcript-runner.ts'

const deployment = await requireDeployment('config/long-bien.yaml')
const flows = await requireFlows('flows', deployment)
const engine = createEngine({ flows, deployment, understanding: createUnderstanding() })

const services: fc.Arbitrary<ServiceScript> = fc.record({
  answer_question: fc.constantFrom('answered', 'refused', 'failed'),
  submit_tip: fc.constantFrom('success', 'unavailable', 'incomplete', 'failed'),
  look_up_receipt: fc.constantFrom('found', 'unknown', 'wrong_word', 'failed'),
  add_to_tip: fc.constantFrom('success', 'closed', 'unavailable', 'failed'),
  make_sealed_link: fc.constantFrom('success', 'failed'),
  request_human: fc.constantFrom('success', 'nobody', 'failed'),
  erase_conversation: fc.constantFrom('success', 'failed'),
})

/** Presses one of the offered buttons; where none is offered, writes a few words or a number. */
function answerTo(messages: readonly MsgOut[], pick: number): In {
  const offered = messages.at(-1)?.choices ?? []
  const choice = offered[pick % Math.max(1, offered.length)]
  return choice === undefined
    ? (['mấy người ở cuối ngõ', '5', 'mẹ tôi'][pick % 3] ?? '')
    : { choice: choice.id }
}

describe('pressing any buttons, whatever the services do', () => {
  it.each([
    'welcome',
    'emergency',
    'counsel_self',
    'counsel_family',
    'report_tip',
    'ask',
    'look_up_receipt',
    'human',
    'erase',
  ])('%s always goes on, and never gets stuck', async (flow) => {
    await fc.assert(
      fc.asyncProperty(
        services,
        fc.constantFrom('vi', 'en'),
        fc.array(fc.nat(1_000), { maxLength: 60 }),
        async (script, language, picks) => {
          const player = createPlayer(engine, scriptedServices(script).services, { language })
          let { out, events } = await player.take(undefined, flow)
          for (const pick of picks) {
            expect(out.length, 'an answer to everything').toBeGreaterThan(0)
            expect(events).not.toContain('limit_reached')
            for (const msg of out) expect(msg.text).not.toMatch(/\{\{|undefined/)
            const turn = await player.take(answerTo(out, pick))
            out = turn.out
            events = turn.events
          }
        },
      ),
      { numRuns: 40, seed: 20261121 },
    )
  })
})
