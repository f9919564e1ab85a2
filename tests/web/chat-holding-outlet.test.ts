import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../src/core/errors.ts'
import type { SealedTip } from '../../src/core/tip.ts'
import type { TipOutlet } from '../../src/tips/tip-outlet.ts'
import { createHoldingOutlet, type HoldingOutlet } from '../../src/web/chat/holding-outlet.ts'
import type { Parcel } from '../../src/web/chat/parcel.ts'

const tip = { id: 't', unit: 'ca-bo-de', files: [{ id: 'f', chunks: 1 }] } as SealedTip // only these are looked at here
const mailbox = { id: 'm', note: 'n' }
const bytes = Uint8Array.of(1, 2, 3)

describe('holding outlet', () => {
  let problems: AppError[]
  let calls: string[]
  let held: Parcel[]
  let online: boolean
  let outlet: HoldingOutlet

  beforeEach(() => {
    problems = []
    calls = []
    held = []
    online = true
    const reach = async (call: string) => {
      const problem = problems.shift()
      if (problem !== undefined) throw problem
      calls.push(call)
    }
    const far: TipOutlet = {
      recipients: (unit) => reach(`recipients ${unit}`).then(() => ['age1abc']),
      storeFile: (_unit, id) => reach(`file ${id}`),
      append: ({ id }) => reach(`tip ${id}`).then(() => ({ added: true })),
      readMailbox: () => reach('mailbox').then(() => ({ notes: [], mark: null })),
      markMailbox: () => reach('mark'),
      addReply: () => reach('reply'),
    }
    outlet = createHoldingOutlet({
      outlet: far,
      hold: (parcel) => held.push(parcel),
      sleep: async () => {},
      isOnline: () => online,
    })
  })

  it('sends files just before their tip', async () => {
    await outlet.storeFile('ca-bo-de', 'f', bytes)
    expect(calls).toEqual([])

    await outlet.append(tip, mailbox)

    expect(calls).toEqual(['file f', 'tip t'])
  })

  it('tries again while there is a network', async () => {
    problems = [new AppError('store:unavailable', { retryable: true }), new AppError('proof:missing')]

    await outlet.append({ ...tip, files: [] }, mailbox)

    expect(calls).toEqual(['tip t'])
    expect(held).toEqual([])
  })

  it('hands the whole sealed parcel over when it cannot be sent, and says that it was not', async () => {
    online = false
    problems = [new AppError('store:unavailable', { retryable: true })]
    await outlet.storeFile('ca-bo-de', 'f', bytes)

    await expect(outlet.append(tip, mailbox)).rejects.toMatchObject({ code: 'store:unavailable' })

    expect(held).toEqual([{ tip, mailbox, files: [{ id: 'f', bytes }] }])
    await outlet.deliver(held[0]!)
    expect(calls).toEqual(['file f', 'tip t'])
  })

  it('holds nothing that the server refuses for good', async () => {
    problems = [new AppError('tip:malformed')]

    await expect(outlet.append({ ...tip, files: [] }, mailbox)).rejects.toMatchObject({
      code: 'tip:malformed',
    })

    expect(held).toEqual([])
  })

  it('seals to the keys it saw last when there is no network', async () => {
    await outlet.recipients('ca-bo-de')
    online = false
    problems = [new AppError('store:unavailable', { retryable: true })]

    expect(await outlet.recipients('ca-bo-de')).toEqual(['age1abc'])
  })

  it('does not invent keys for a unit that it never saw', async () => {
    online = false
    problems = [new AppError('store:unavailable', { retryable: true })]

    await expect(outlet.recipients('pc04')).rejects.toMatchObject({ code: 'store:unavailable' })
  })
})
