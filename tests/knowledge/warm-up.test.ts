import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Knowledge } from '../../src/knowledge/answer.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { warmUpInSlices } from '../../src/knowledge/warm-up.ts'

afterEach(() => void vi.useRealTimers())

describe('warming up', () => {
  it('lets the process start first, then asks a few questions at a time', async () => {
    const { index } = await loadKnowledge('knowledge')
    vi.useFakeTimers()
    let asked = 0
    const knowledge: Knowledge = {
      search: () => [],
      answer: (question) => {
        asked += 1
        return {
          question,
          refused: true,
          reason: 'no_ground',
          answer: '',
          citations: [],
          passages: [],
          nearest: [],
        }
      },
    }
    const done = warmUpInSlices(knowledge, index, '2026-11-22')
    await vi.advanceTimersByTimeAsync(900)
    expect(asked).toBe(0)
    await vi.advanceTimersByTimeAsync(105)
    expect(asked).toBeGreaterThan(0)
    expect(asked).toBeLessThanOrEqual(10)
    await vi.runAllTimersAsync()
    await done
    expect(asked).toBe(800)
  })
})
