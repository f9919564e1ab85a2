import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { executors } from '../../src/engine/actions/executors.ts'
import { testers } from '../../src/engine/waits/testers.ts'
import { describeLanguage, flowSchema } from '../../src/flows/describe-language.ts'
import { drawFlow } from '../../src/flows/draw-flow.ts'
import { loadFlows } from '../../src/flows/load-flows.ts'

describe('the generated reference', () => {
  const text = describeLanguage()

  it.each([...Object.keys(executors), ...Object.keys(testers)])('names %s and says what it does', (name) => {
    expect(text).toMatch(new RegExp(`\\*\\*\`${name}\`\\*\\*: \\S`))
  })

  it('stands in flows/README.md and flows/flow.schema.json as it is generated now', () => {
    expect(readFileSync('flows/README.md', 'utf8')).toContain(text)
    expect(JSON.parse(readFileSync('flows/flow.schema.json', 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(flowSchema())),
    )
  })
})

describe('drawFlow', async () => {
  const { flowSet } = await loadFlows('flows')

  it.each(Object.keys(flowSet.flows))('draws every node and every exit of %s', (name) => {
    const flow = flowSet.flows[name]
    if (flow === undefined) throw new Error('no flow')
    const chart = drawFlow(flow)

    for (const [node, { router, next }] of Object.entries(flow.nodes)) {
      const targets = [...Object.values(router?.exits ?? {}), ...(next === undefined ? [] : [next])]
      for (const target of targets)
        expect(chart).toMatch(
          new RegExp(`^  n_${node} -.*> ${target === 'end' ? 'finish' : `n_${target}`}$`, 'm'),
        )
    }
  })
})
