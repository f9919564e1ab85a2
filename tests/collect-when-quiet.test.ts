import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createQuietCollector } from '../src/collect-when-quiet.ts'
import type { Conversations } from '../src/conversation/create-conversations.ts'
import type { MsgIn } from '../src/core/message.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('collects for a minute once nobody writes, and not before', async () => {
  let collected = 0
  const collector = createQuietCollector(() => (collected += 1))
  const handle = async () => {}
  const { handle: write } = collector.watch({ handle } as unknown as Conversations)
  collector.start()
  vi.advanceTimersByTime(60_000)
  expect(collected).toBe(0)

  for (let seconds = 0; seconds < 60; seconds += 5) {
    await write({} as MsgIn)
    vi.advanceTimersByTime(5_000)
  }
  expect(collected).toBe(0)

  vi.advanceTimersByTime(180_000)
  expect(collected).toBe(6)
  collector.stop()
})
