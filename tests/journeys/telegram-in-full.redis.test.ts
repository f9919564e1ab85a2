import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { messageUpdate, pressUpdate, textUpdate } from '../support/fake-telegram.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const CHAT = 6_660_123_456
const RECEIPT = /Mã biên nhận của bạn:/

/** What Telegram has and the others have not, over the whole hotline. */
describe('Telegram in full', () => {
  let world: WholeApp
  let url: string
  /** Ids of the person's own messages, as Telegram numbers them. */
  const own: number[] = []

  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    world = await startWholeApp()
    url = `${world.app.publicUrl}/webhooks/telegram`
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#225588' } })
      .jpeg()
      .toBuffer()
    for (const name of ['p1', 'p2', 'p3']) world.telegram.files.set(name, photo)
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await world.stop()
  })

  async function deliver(...updates: object[]): Promise<string[]> {
    const before = world.telegram.texts(CHAT).length
    for (const update of updates) {
      const { message } = Object(update)
      if (message) own.push(message.message_id)
      expect(await world.telegram.deliver(url, update)).toEqual([200])
    }
    return settled(before)
  }

  /** What came since, once nothing more comes; none at all is waited for a little longer. */
  async function settled(before: number): Promise<string[]> {
    const texts = () => world.telegram.texts(CHAT)
    let count = -1
    for (let waited = 0; waited < 1_500; waited += 150) {
      if (texts().length > before && count === texts().length) break
      count = texts().length
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    return texts().slice(before)
  }

  const say = (text: string) => deliver(textUpdate(CHAT, text))
  const keys = async () => (await world.redis.raw.keys('*')).toSorted()

  /** The last message's buttons. */
  function buttons(): { text: string; callback_data: string }[] {
    const markup = Object(world.telegram.called('sendMessage').at(-1)?.['reply_markup'])
    return (markup.inline_keyboard ?? []).flat()
  }
  const titles = () => buttons().map(({ text }) => text.toLowerCase())
  const begins = (word: string) => titles().some((title) => title.startsWith(word))

  function press(word: string): Promise<string[]> {
    expect(titles(), `a button "${word}"`).toContainEqual(expect.stringMatching(new RegExp(`^${word}`)))
    const button = buttons().find(({ text }) => text.toLowerCase().startsWith(word))
    return deliver(pressUpdate(CHAT, button?.callback_data ?? ''))
  }

  it('leaves a group with one word and keeps nothing of it', async () => {
    const before = await keys()
    const chat = { id: -1_001, type: 'supergroup', title: 'Xóm mình' }
    for (const text of ['chào bot', '/start@antam_bot', 'ở đó có người bán'])
      expect(await world.telegram.deliver(url, messageUpdate(CHAT, { text, chat }))).toEqual([200])

    await expect.poll(() => world.telegram.called('leaveChat')).toHaveLength(1)
    expect(world.telegram.texts(-1_001)).toHaveLength(1)
    expect(await keys()).toEqual(before)
  })

  it('ends a button’s progress bar at once, even while Redis is slow', async () => {
    await say('/start')
    await world.redis.raw.sendCommand(['CLIENT', 'PAUSE', '1500', 'WRITE'])
    const started = performance.now()
    const delivered = world.telegram.deliver(url, pressUpdate(CHAT, 'menu')).then(() => performance.now())

    await expect.poll(() => world.telegram.called('answerCallbackQuery'), { interval: 10 }).toHaveLength(1)
    const answeredMs = performance.now() - started
    const acknowledgedMs = (await delivered) - started

    expect(answeredMs).toBeLessThan(700)
    expect(acknowledgedMs).toBeGreaterThan(1_000)
  })

  it('does not let a corrected message change what was answered since', async () => {
    for (const text of ['/start', 'báo tin', 'gõ ngay tại đây', 'mua bán']) await say(text)
    const told = textUpdate(CHAT, 'Hai thanh niên bán gói nhỏ')
    const [where] = await deliver(told)

    const { message } = Object(told)
    const edited_message = { ...message, text: 'Ba thanh niên', edit_date: message.date + 5 }
    const answer = await deliver({ update_id: 990_001, edited_message })

    expect(answer).toEqual([expect.stringContaining('sửa một tin cũ'), where])
  })

  it('answers an album once and keeps its photos', async () => {
    await say('ngõ 12 Ngọc Lâm, phường Bồ Đề')
    for (let step = 0; step < 12 && !titles().includes('xong'); step += 1) {
      const wish = ['thêm người', 'đang diễn ra', 'không', 'bỏ qua'].find((word) => begins(word))
      await (wish === undefined ? say('bỏ qua') : press(wish))
    }
    const album = (file_id: string) =>
      messageUpdate(CHAT, {
        media_group_id: '88',
        photo: [{ file_id, width: 60, height: 40, file_size: 700 }],
      })

    const answers = await deliver(album('p1'), album('p2'))

    expect(answers).toEqual([expect.stringContaining('các tệp')])
  })

  it('gives a receipt that cannot be forwarded, and only that is so', async () => {
    for (let step = 0; step < 6 && !world.telegram.texts(CHAT).some((text) => RECEIPT.test(text)); step += 1)
      await (step === 0 ? press('xong') : press(begins('gửi') ? 'gửi' : 'xem lại'))

    const sent = world.telegram.called('sendMessage').filter((one) => one['chat_id'] === String(CHAT))
    const guarded = sent.filter((one) => one['protect_content'] === true)
    expect(guarded).toHaveLength(1)
    expect(String(guarded[0]?.['text'])).toMatch(RECEIPT)
    const entries = (await world.redis.raw.xRange('antam:{unit:ca-phuong-bo-de}:tips', '-', '+')) ?? []
    expect(entries[0]?.message['files']).toBe('2')
  })

  it('deletes what was said on both sides, all but what Telegram keeps, and forgets it', async () => {
    const [oldest = 0] = own
    world.telegram.undeletable.add(oldest)
    await say('/xoa')
    await press('xóa ngay')

    await expect.poll(() => world.telegram.deleted.size).toBeGreaterThan(own.length)
    for (const id of own.slice(1)) expect(world.telegram.deleted.has(id), `message ${id}`).toBe(true)
    expect(world.telegram.deleted.has(oldest)).toBe(false)
    expect(world.telegram.texts(CHAT).at(-1)).toContain('Đã xóa')
  })
})
