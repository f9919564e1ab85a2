import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ServiceOutcome } from '../../src/core/event.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { shown, testChat, write } from './chat-support.ts'

const RECEIPT = 'ba-dem kho-lat mi-bet so-tum tai-hot hao-chum bo-lem'
const submitted: ServiceOutcome = { type: 'tip_submitted', receipt: RECEIPT, unit: 'Công an phường' }
const unavailable: ServiceOutcome = { type: 'tip_not_submitted', reason: 'unavailable' }

/** A service that answers when the test says so. */
function slowService() {
  let finish: (outcome: ServiceOutcome) => void = () => {}
  const callService = () =>
    new Promise<ServiceOutcome>((resolve) => {
      finish = resolve
    })
  return { callService, finish: (outcome: ServiceOutcome) => finish(outcome) }
}

/** A conversation whose tip could not be stored, and the secret it was sent with. */
async function unsentTip() {
  const secrets: string[] = []
  const chat = testChat({
    callService: async (call) => {
      if (call.type === 'submit_tip') secrets.push(call.secret)
      return unavailable
    },
  })
  await chat.begin('vi', 'report_tip')
  await write(chat, 'có người bán')
  return { chat, secrets }
}

describe('chat', () => {
  it('opens with the welcome, or with the flow of a link', async () => {
    const chat = testChat()
    await chat.begin('vi')
    expect(shown(chat)).toEqual(['Bạn cần gì?'])

    await chat.begin('en', 'report_tip')
    expect(shown(chat)).toEqual(['EN Bạn thấy gì?'])
  })

  it('takes messages one at a time and in order', async () => {
    const chat = testChat()
    await chat.begin('vi')

    await Promise.all([write(chat, '2'), write(chat, 'Bồ Đề'), write(chat, 'báo tin')])

    expect(shown(chat).filter((text) => text.startsWith('mine'))).toEqual([
      'mine: 2',
      'mine: Bồ Đề',
      'mine: báo tin',
    ])
    expect(shown(chat).at(-1)).toBe('Bạn thấy gì?')
  })

  it('marks the receipt in the message that holds it', async () => {
    const chat = testChat({ callService: async () => submitted })
    await chat.begin('vi', 'report_tip')
    await write(chat, 'có người bán')

    const holder = chat
      .state()
      .entries.find((entry) => entry.type === 'theirs' && entry.receipt !== undefined)
    expect(holder).toMatchObject({ receipt: RECEIPT, msg: { text: expect.stringContaining(RECEIPT) } })
  })

  it('answers danger at once while a tip is still on its way', async () => {
    const service = slowService()
    const chat = testChat(service)
    await chat.begin('vi', 'report_tip')
    void write(chat, 'có người bán')
    await vi.waitFor(() => expect(chat.state().work).toBe('sealing'))

    await write(chat, 'bạn em bất tỉnh rồi')

    expect(shown(chat)).toContain('Gọi 115 ngay. Còn thở không?')
    expect(shown(chat)).toContain('Tin CHƯA được gửi.')
  })

  it('goes on to the receipt when an unsent tip is stored later', async () => {
    const { chat, secrets } = await unsentTip()
    expect(shown(chat).at(-1)).toBe('Tin CHƯA được gửi.')

    expect(chat.settle(secrets[0] ?? '', submitted)).toBe(true)

    await vi.waitFor(() => expect(shown(chat).join()).toContain(RECEIPT))
  })

  it('gives the receipt only after danger has been dealt with', async () => {
    const { chat, secrets } = await unsentTip()
    await write(chat, 'bạn em bất tỉnh rồi')

    chat.settle(secrets[0] ?? '', submitted)
    expect(shown(chat).join()).not.toContain(RECEIPT)

    await write(chat, 'An toàn rồi')
    await vi.waitFor(() => expect(shown(chat).join()).toContain(RECEIPT))
  })

  it('does not take a late tip back into a conversation that has dropped it', async () => {
    const { chat, secrets } = await unsentTip()
    await write(chat, 'Thôi')

    expect(chat.settle(secrets[0] ?? '', submitted)).toBe(false)
  })

  it('shows nothing of an old conversation after a new one has begun', async () => {
    const service = slowService()
    const chat = testChat(service)
    await chat.begin('vi', 'report_tip')
    void write(chat, 'có người bán')
    await vi.waitFor(() => expect(chat.state().work).toBe('sealing'))

    await chat.begin('vi')
    service.finish(submitted)
    await Promise.resolve()

    expect(shown(chat)).toEqual(['Bạn cần gì?'])
    expect(chat.state().work).toBeNull()
  })

  it('goes on when a service breaks', async () => {
    const chat = testChat({ callService: () => Promise.reject(new Error('no chunk')) })
    await chat.begin('vi', 'report_tip')

    await write(chat, 'có người bán')

    expect(shown(chat).at(-1)).toBe('Tin CHƯA được gửi.')
    expect(chat.state().work).toBeNull()
  })

  describe('with time passing', () => {
    beforeEach(() => void vi.useFakeTimers())
    afterEach(() => void vi.useRealTimers())

    it('reminds once', async () => {
      const clock = fixedClock()
      const chat = testChat({ clock })
      await chat.begin('vi')

      clock.advance(30 * 60_000)
      await vi.advanceTimersByTimeAsync(30 * 60_000)
      clock.advance(120 * 60_000)
      await vi.advanceTimersByTimeAsync(120 * 60_000)

      expect(shown(chat).filter((text) => text === 'Bạn còn đó không?')).toHaveLength(1)
    })
  })
})
