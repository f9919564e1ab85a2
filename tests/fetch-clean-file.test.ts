import { beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../src/channels/channel.ts'
import { cleanFileHere } from '../src/clean-file-here.ts'
import { AppError } from '../src/core/errors.ts'
import type { ChannelType, FileRef } from '../src/core/message.ts'
import { createFileFetcher } from '../src/fetch-clean-file.ts'
import { fixture, marksIn } from './files/fixtures.ts'
import { createRecordingChannel } from './support/recording-channel.ts'

const ref: FileRef = { channel: 'telegram', ref: 'f', kind: 'video' }

describe('fetch a clean file', () => {
  let channel: Channel
  const fetcher = () =>
    createFileFetcher(new Map<ChannelType, Channel>([['telegram', channel]]), cleanFileHere)
  beforeEach(() => {
    channel = createRecordingChannel()
  })

  it('fetches, cleans, and leaves nothing of what came', async () => {
    const bytes = await fixture('phone.mp4')
    const asked: Array<[string, number]> = []
    channel.fetchPhoto = async (...how) => {
      asked.push(how)
      return { bytes, mime: 'video/mp4' }
    }

    const file = await fetcher()(ref)

    if ('problem' in file) throw new Error(file.problem)
    expect(marksIn(file.bytes)).toEqual([])
    expect(bytes.every((byte) => byte === 0)).toBe(true)
    expect(asked).toEqual([['f', 20_000_000]])
  })

  it.each([
    ['channel:refused', 'gone'],
    ['request:too_large', 'too_large'],
  ] as const)('takes %s for final', async (code, problem) => {
    channel.fetchPhoto = () => Promise.reject(new AppError(code))
    expect(await fetcher()(ref)).toEqual({ problem })
  })

  it('lets the tip wait while the platform is away', async () => {
    channel.fetchPhoto = () => Promise.reject(new AppError('channel:unreachable', { retryable: true }))
    await expect(fetcher()(ref)).rejects.toMatchObject({ code: 'channel:unreachable' })
  })

  it('has nothing from a channel without files', async () => {
    expect(await fetcher()(ref)).toEqual({ problem: 'gone' })
    expect(await fetcher()({ ...ref, channel: 'zalo' })).toEqual({ problem: 'gone' })
  })
})
