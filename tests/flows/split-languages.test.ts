import { describe, expect, it } from 'vitest'
import { loadFlows } from '../../src/flows/load-flows.ts'
import { isWhole, putLanguageBack, takeLanguageOut } from '../../src/flows/split-languages.ts'

describe('flows without one language', async () => {
  const { flowSet } = await loadFlows('flows')
  const { rest, texts } = takeLanguageOut(flowSet, 'en')

  it('come back exactly as they were', () => {
    const overTheWire = JSON.parse(JSON.stringify({ rest, texts }))

    expect(putLanguageBack(overTheWire.rest, 'en', overTheWire.texts)).toEqual(
      JSON.parse(JSON.stringify(flowSet)),
    )
  })

  it('hold nothing of that language', () => {
    const title = flowSet.flows['welcome']?.title.en ?? ''

    expect(JSON.stringify(flowSet)).toContain(title)
    expect(JSON.stringify(rest)).not.toContain(title)
    expect(isWhole(rest)).toBe(false)
  })

  it('can be run before it has come, in the other language', () => {
    const set = putLanguageBack(rest, 'en', null)

    expect(isWhole(set)).toBe(true)
    expect(set.hash).toBe(flowSet.hash)
    expect(set.flows['welcome']?.title.en).toBe(flowSet.flows['welcome']?.title.vi)
  })
})
