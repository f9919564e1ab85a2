import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FUZZED } from '../../src/chaos/fuzz-bodies.ts'
import { runChaos } from '../../src/chaos/run-chaos.ts'
import { runFuzz } from '../../src/chaos/run-fuzz.ts'

/** The processes that are killed run the built program, as in production; `npm test` builds it first. */
const main = new URL('../../dist/main.js', import.meta.url).pathname
const deployment = 'config/long-bien.yaml'

describe('chaos', () => {
  it('finds the built program', () => {
    expect(existsSync(main)).toBe(true)
  })

  it('loses, doubles and promises nothing while processes and Redis are killed', async () => {
    const told: string[] = []
    const report = await runChaos({
      ...{ tips: 60, kills: 4, redis: 'single', processes: 2, seed: 7, atOnce: 60, timelines: null },
      ...{ main, deployment, tell: (line) => void told.push(line) },
    })

    const { lost, doubled, stuck, falseReceipts, receiptsWrong, mixed } = report
    expect({ lost, doubled, stuck, falseReceipts, receiptsWrong, mixed }, told.join('\n')).toEqual({
      ...{ lost: 0, doubled: 0, stuck: 0, falseReceipts: 0, receiptsWrong: 0, mixed: 0 },
    })
    expect(report.told).toBe(60)
    // Who hears nothing for long may tell it again in other words: then there are more.
    expect(report.stored).toBeGreaterThanOrEqual(60)
    expect(Object.values(report.perKill).reduce((sum, { kills }) => sum + kills, 0)).toBe(4)
  }, 300_000)

  it('answers malformed webhooks without falling, blaming itself or storing anything', async () => {
    const told: string[] = []
    const report = await runFuzz({
      ...{ webhooks: 1_500, seed: 3, main, deployment, tell: (line) => void told.push(line) },
    })

    const { crashes, serverErrors, storedRecords } = report
    expect({ crashes, serverErrors, storedRecords }, told.join('\n')).toEqual({
      ...{ crashes: 0, serverErrors: 0, storedRecords: 0 },
    })
    for (const channel of FUZZED)
      expect(Object.keys(report.statuses[channel] ?? {})).toEqual(expect.arrayContaining(['400', '401']))
  }, 120_000)
})
