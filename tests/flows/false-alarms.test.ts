import { describe, expect, it } from 'vitest'
import { loadFlows } from '../../src/flows/load-flows.ts'
import { detectDanger } from '../../src/safety/detect-danger.ts'

const { flowSet } = await loadFlows('flows')
const flows = Object.values(flowSet.flows).filter((flow) => flow.name !== 'emergency')

/** Buttons that themselves tell of danger: being taken for it is right. */
const ALARMING = new Set([
  'Thấy tuyệt vọng',
  'tuyệt vọng',
  'chán sống',
  'không muốn sống',
  'bế tắc',
  'kiệt sức',
  'bất tỉnh',
])

describe('what people type to get somewhere', () => {
  it('is no danger when it is the title of a button, as Zalo sends it', () => {
    const choices = flows
      .flatMap((flow) => Object.values(flow.nodes))
      .flatMap((node) => (node.wait?.type === 'choice' ? node.wait.choices : []))
    const said = choices.flatMap(({ title, synonyms }) => [
      title.vi,
      title.en,
      ...(synonyms?.vi ?? []),
      ...(synonyms?.en ?? []),
    ])

    expect(said.filter((text) => !ALARMING.has(text) && detectDanger(text, []) !== null)).toEqual([])
  })

  it('is acute danger in at most two of a hundred examples of what people want here', () => {
    const examples = flows
      .flatMap((flow) => flow.intents)
      .flatMap(({ examples: { vi, en } }) => [...vi, ...en])
    const alarms = examples.filter((text) => (detectDanger(text, [])?.level ?? 'yellow') !== 'yellow')

    expect(alarms.length, alarms.join(' · ')).toBeLessThanOrEqual(0.02 * examples.length)
  })
})
