import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  type FakeMessenger,
  pageEvent,
  pageMessage,
  pageTap,
  pageText,
  startFakeMessenger,
} from '../support/fake-messenger.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const PSID = '7311223344556677'
const RECEIPT = /Mã biên nhận của bạn:\n([a-z]+-[a-z]+ ){6}[a-z]+-[a-z]+\n/

/** The third messenger over the whole hotline: nothing but its folder and its registration knows it. */
describe('a tip through Messenger', () => {
  let world: WholeApp
  let page: FakeMessenger
  let url: string

  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    page = await startFakeMessenger()
    world = await startWholeApp({
      MESSENGER_PAGE_TOKEN: page.identity.pageToken,
      MESSENGER_APP_SECRET: page.identity.appSecret,
      MESSENGER_VERIFY_TOKEN: page.identity.verifyToken,
      MESSENGER_API_ROOT: page.root,
    })
    url = `${world.app.publicUrl}/webhooks/messenger`
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await world.stop()
    await page.close()
  })

  /** Delivers events; resolves with the texts that came back, once nothing follows. */
  async function say(...events: object[]): Promise<string[]> {
    const before = page.texts(PSID).length
    expect(await page.deliver(url, ...events)).toEqual([200])
    let count = -1
    for (let waited = 0; waited < 6_000; waited += 150) {
      if (count > before && count === page.texts(PSID).length) break
      count = page.texts(PSID).length
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    return page.texts(PSID).slice(before)
  }

  /** Taps the reply whose title holds one of these words, as a person would; else types the word. */
  function answer(words: string): object {
    const reply = page.quickReplies(PSID).find(({ title }) => title.toLowerCase().includes(words))
    return reply === undefined ? pageText(PSID, words) : pageTap(PSID, reply)
  }

  it('proves the address to Meta’s console, and only with our word', async () => {
    expect(await page.verify(url)).toEqual({ status: 200, body: '1158201444' })
    expect(await page.verify(url, { verify_token: 'guess' })).toEqual({ status: 403, body: '' })
  })

  it('has subscribed to the Page’s messages at the start', () => {
    expect(page.subscribed).toContain('messages')
  })

  it('goes from the first button to a receipt, with taps, words and two photos', async () => {
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#225588' } })
      .jpeg()
      .toBuffer()
    page.files.set('/photo-1.jpg', photo).set('/photo-2.jpg', photo)
    const image = (name: string) => ({ type: 'image', payload: { url: new URL(name, page.root).href } })

    await say(pageEvent(PSID, { postback: { mid: 'first', payload: 'cmd:start' } }))
    const [link, honest] = await say(pageText(PSID, 'báo tin'))
    expect(link).toBeDefined()
    expect(honest).toBeDefined()
    for (const words of ['tại đây', 'mua bán']) await say(answer(words))
    await say(pageText(PSID, 'Hai thanh niên bán gói nhỏ'))
    await say(pageText(PSID, 'ngõ 12 Ngọc Lâm, phường Bồ Đề'))
    for (let step = 0; step < 14 && !page.texts(PSID).some((text) => RECEIPT.test(text)); step += 1) {
      const last = page.texts(PSID).at(-1) ?? ''
      if (/ảnh/i.test(last) && page.quickReplies(PSID).some(({ title }) => title === 'Xong')) {
        await say(pageMessage(PSID, { attachments: [image('/photo-1.jpg'), image('/photo-2.jpg')] }))
        await say(answer('xong'))
      } else await say(answer(nextWord(page.quickReplies(PSID).map(({ title }) => title.toLowerCase()))))
    }

    expect(page.texts(PSID).filter((text) => RECEIPT.test(text))).toHaveLength(1)
  })

  it('answers a batch of several people, each in their own conversation', async () => {
    const others = ['8001', '8002', '8003']

    expect(await page.deliver(url, ...others.map((user) => pageText(user, 'chào')))).toEqual([200])

    for (const user of others) await expect.poll(() => page.texts(user).length).toBeGreaterThan(0)
  })

  it('drops what waits for somebody who was silent for a day, and disturbs nobody else', async () => {
    page.silent.add('8001')
    expect(await page.deliver(url, pageText('8001', 'menu'), pageText('8002', 'menu'))).toEqual([200])

    const before = page.texts('8002').length
    await expect.poll(() => page.texts('8002').length).toBeGreaterThanOrEqual(before)
    expect(await world.adapters.outbox.dead(10)).toEqual([])
  })

  it('lies sealed in the unit’s queue with both photos, and Redis names nobody', async () => {
    const { raw } = world.redis
    const entries = (await raw.xRange('antam:{unit:ca-phuong-bo-de}:tips', '-', '+')) ?? []
    expect(entries[0]?.message).toMatchObject({ category: 'selling', ward: 'phuong-bo-de', files: '2' })

    for (const key of await raw.keys('*')) {
      const dump = String(await raw.sendCommand(['DUMP', key]))
      for (const planted of [PSID, 'thanh niên', 'photo-1.jpg']) expect(key + dump).not.toContain(planted)
    }
  })
})

/** What a person in a hurry would choose of the answers on show. */
function nextWord(titles: readonly string[]): string {
  const wish = ['thêm người', 'đang diễn ra', 'gửi luôn', 'gửi tin', 'gửi', 'không', 'bỏ qua']
  return wish.find((word) => titles.some((title) => title.includes(word))) ?? 'bỏ qua'
}
