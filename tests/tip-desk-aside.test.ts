import { MessageChannel } from 'node:worker_threads'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../src/core/clock.ts'
import { AppError } from '../src/core/errors.ts'
import type { TipDraft } from '../src/core/tip.ts'
import { connectThreads } from '../src/remote-calls.ts'
import { serveTipDesk } from '../src/serve-tip-desk.ts'
import { createTipDeskAside, type StartDeskThread } from '../src/tip-desk-aside.ts'
import { makeReceipt } from '../src/tips/make-receipt.ts'
import { createMemoryMailboxStore } from '../src/tips/memory-mailbox-store.ts'
import { createMemoryRecipients } from '../src/tips/memory-recipients.ts'
import { createMemoryTipQueue } from '../src/tips/memory-tip-queue.ts'
import { createStoredTipOutlet } from '../src/tips/stored-tip-outlet.ts'
import type { TipOutlet } from '../src/tips/tip-outlet.ts'
import { sampleDeployment } from './support/sample-deployment.ts'
import { sampleDraft } from './support/sample-tip.ts'

const secret = 'ab'.repeat(32)
const picture = { bytes: new Uint8Array([0xff, 0xd8, 1, 2, 3]), mime: 'image/jpeg' as const }

describe('tip desk aside', () => {
  let recipient: string
  beforeAll(async () => {
    recipient = await identityToRecipient(await generateHybridIdentity())
  })
  let outlet: TipOutlet
  let recipients: ReturnType<typeof createMemoryRecipients>
  let started: Array<() => void>
  const channels: MessageChannel[] = []
  beforeEach(() => {
    recipients = createMemoryRecipients({ clock: systemClock })
    const queue = createMemoryTipQueue({ clock: systemClock })
    outlet = createStoredTipOutlet({ queue, recipients, mailboxes: createMemoryMailboxStore() })
    started = []
  })
  afterEach(() => {
    for (const { port1 } of channels.splice(0)) port1.close()
  })

  /** The real desk at the other end of a real port, where everything is copied as between threads. */
  const start: StartDeskThread = (deployment, answer, onGone) => {
    const channel = new MessageChannel()
    channels.push(channel)
    serveTipDesk(channel.port2, deployment)
    const remote = connectThreads(channel.port1, answer)
    started.push(() => {
      channel.port1.close()
      onGone()
      remote.fail(new AppError('internal'))
    })
    return { ...remote, stop: () => channel.port1.close() }
  }
  function desk() {
    return createTipDeskAside(
      { outlet, deployment: sampleDeployment(), clock: systemClock, files: async () => picture },
      start,
    )
  }

  it('submits with photos and finds the receipt again, as without a thread', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    const draft: TipDraft = { ...sampleDraft(), files: [{ channel: 'web', ref: 'one', kind: 'photo' }] }

    const outcome = await desk().submit(draft, secret)

    expect(outcome).toMatchObject({ type: 'tip_submitted', receipt: makeReceipt(secret) })
    expect(await desk().lookUp(makeReceipt(secret))).toMatchObject({ type: 'receipt_found' })
  })

  it('tells refusals of the stores apart on the other side', async () => {
    expect(await desk().submit(sampleDraft(), secret)).toEqual({
      type: 'tip_not_submitted',
      reason: 'no_recipient',
    })
    await recipients.add('ca-bo-de', recipient, 'cli')
    outlet.append = () => Promise.reject(new AppError('store:unavailable', { retryable: true }))

    expect(await desk().submit(sampleDraft(), secret)).toEqual({
      type: 'tip_not_submitted',
      reason: 'unavailable',
    })
  })

  it('lets no words of a bug cross, and goes on', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    const append = outlet.append.bind(outlet)
    outlet.append = () => Promise.reject(new Error('Tối nào cũng có người bán'))
    const one = desk()

    const failed = await one.submit(sampleDraft(), secret).catch((error: unknown) => error)

    expect(failed).toMatchObject({ code: 'internal' })
    expect(String(failed)).not.toContain('người')
    outlet.append = append
    expect(await one.submit(sampleDraft(), secret)).toMatchObject({ type: 'tip_submitted' })
  })

  it('fails what a dead thread was doing, and starts another', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    const one = desk()
    const doomed = one.submit(sampleDraft(), secret).catch((error: unknown) => error)
    await new Promise((resolve) => setImmediate(resolve))

    started[0]?.()

    expect(await doomed).toMatchObject({ code: 'internal' })
    expect(await one.submit(sampleDraft(), secret)).toMatchObject({ type: 'tip_submitted' })
    expect(started).toHaveLength(2)
  })
})
