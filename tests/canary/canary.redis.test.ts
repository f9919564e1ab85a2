import { expect, it } from 'vitest'
import { runCanary } from '../../src/canary/run-canary.ts'

/** The process that is searched runs the built program, as in production; `npm test` builds it first. */
const main = new URL('../../dist/main.js', import.meta.url).pathname

it('leaves no mark of thirty tips anywhere but in memory, and none of the page there', async () => {
  const told: string[] = []
  const report = await runCanary({
    ...{ tips: 30, waitSeconds: 5, deployment: 'config/long-bien.yaml', main },
    tell: (line) => void told.push(line),
  })

  expect(report.where, told.join('\n')).toEqual([])
  expect(report.hits).toBe(0)
  expect(report.handled).toBeGreaterThan(0)
  expect(report).toMatchObject({
    planted: 30,
    tips: { web: 7, telegram: 7, zalo: 8, messenger: 8, unfinished: 0, crashes: 2 },
  })
  expect(report.controls).toEqual(
    expect.arrayContaining(['redis', 'rdb', 'aof', 'data', 'logs', 'metrics', 'memory']),
  )
}, 300_000)
