import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openFile } from '../../src/tips/open-tip.ts'
import { fixture, marksIn } from '../files/fixtures.ts'
import {
  type ChatBrowser,
  complaintsOf,
  keepPictures,
  lastTip,
  onChatPage,
  phone,
  startChatBrowser,
} from './chat-page.ts'
import type { ChatServer } from './chat-server.ts'

const CHOOSE = 'Gửi ảnh, video, ghi âm'

describe('files in the web chat, in a real browser', () => {
  let started: ChatBrowser
  let server: ChatServer
  let page: Page
  let complaints: string[]
  const { write, press, said } = onChatPage(() => page)

  beforeAll(async () => {
    started = await startChatBrowser()
    server = started.server
  })
  afterAll(() => started?.close())
  beforeEach(async () => {
    page = await started.browser.newPage({ locale: 'vi-VN', viewport: phone })
    page.setDefaultTimeout(8_000)
    complaints = complaintsOf(page, /Failed to load resource/)
    await page.goto(`${server.origin}/#tip/x`)
    await press(/Kể một mạch/)
    await said(/Bạn kể một mạch nhé/)
    await write('Tối nào cũng có người bán ma túy ở ngõ 12 Ngọc Lâm, phường Bồ Đề')
    await press(/Tôi có ảnh, video/)
    await said(/Ảnh, video, ghi âm có sẵn/)
  })
  afterEach(async () => {
    await page.close()
    expect(complaints).toEqual([])
  })

  async function choose(name: string, mimeType: string, from = name): Promise<void> {
    const buffer = Buffer.from(await fixture(from))
    await page.getByLabel(CHOOSE).setInputFiles({ name, mimeType, buffer })
  }
  const shoot = (name: string) => keepPictures(page, `files-${name}`)
  /** The newest tip of the unit and its files, opened. */
  async function lastTipAndFiles() {
    const unit = 'ca-phuong-bo-de'
    const { tip } = await lastTip(server, unit)
    const files = await Promise.all(
      tip.files.map(async (file) => {
        const sealed = (await server.queue.getFile(unit, file)) ?? expect.fail('no file')
        return openFile(sealed, file, [server.identity])
      }),
    )
    return { tip, files }
  }
  const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)

  it('takes photo, video and voice, takes the last one back, and asks about place, time and originals', async () => {
    await shoot('ask')
    await choose('photo.jpg', 'image/jpeg')
    await said(/Mình đang có 1 ảnh/)
    await choose('phone.mp4', 'video/mp4')
    await said(/Video bạn gửi \(\d+ kB\)/)
    await said(/Mình đang có 1 ảnh, 1 video/)
    await shoot('kept')
    await press('Bỏ tệp vừa gửi')
    await page
      .getByText(/Mình đang có 1 ảnh/)
      .nth(1)
      .waitFor()
    await choose('voice.ogg', 'audio/ogg')
    await said(/Ghi âm bạn gửi/)
    await choose('iphone.mov', 'video/quicktime')
    await said(/Bạn xem lại giúp mình/)
    await said(/1 ảnh, 1 video, 1 bản ghi âm/)
    expect(await isWide()).toBe(false)

    await press('Gửi')
    await said(/Bạn có muốn đưa nơi, giờ đó vào tin không/)
    await shoot('shot')
    await press('Không, bỏ hết')
    await said(/Bạn có cho giữ thêm ảnh gốc không/)
    await shoot('originals')
    expect(await isWide()).toBe(false)
    await press('Không giữ bản gốc')
    await page.getByRole('region', { name: 'Mã biên nhận của bạn' }).waitFor()

    const { tip, files } = await lastTipAndFiles()
    expect(tip.files.map((file) => file.mime)).toEqual(['image/jpeg', 'audio/ogg', 'video/mp4'])
    expect(files.map(marksIn)).toEqual([[], [], []])
    expect(tip.place).not.toHaveProperty('latitude')
  })

  it('puts place and time of a photo into the tip after a yes', async () => {
    await choose('photo.jpg', 'image/jpeg')
    await press('Xong')
    await said(/Bạn xem lại giúp mình/)
    await press('Gửi')
    await press('Có, đưa vào tin')
    await press('Không giữ bản gốc')
    await page.getByRole('region', { name: 'Mã biên nhận của bạn' }).waitFor()

    const { tip } = await lastTipAndFiles()
    expect(tip.place?.latitude).toBeCloseTo(21.0285, 3)
    expect(tip.place?.longitude).toBeCloseTo(105.8542, 3)
  })

  it.each([
    ['a.jpg', 'image/jpeg', 'vorbis.ogg', /không đúng loại như tên gọi/],
    ['a.ogg', 'audio/ogg', 'vorbis.ogg', /không gỡ hết được thông tin ẩn/],
    ['a.heic', 'image/heic', 'photo.jpg', /Mình đang có 1 ảnh/],
    ['make.txt', 'text/plain', 'make.sh', /không gỡ hết được thông tin ẩn/],
  ])('says plainly about %s (%s) that is %s', async (name, mimeType, from, words) => {
    await choose(name, mimeType, from)
    await said(words)
    await shoot(`refused-${name}`)
  })

  it('refuses what is too long before it is read', async () => {
    const buffer = Buffer.alloc(11 * 1_048_576)
    await page.getByLabel(CHOOSE).setInputFiles({ name: 'a.m4a', mimeType: 'audio/mp4', buffer })
    await said(/lớn quá \(tối đa 10 MB\)/)
  })

  it('does not ask about place and time where a photo tells neither', async () => {
    await choose('browser.webm', 'video/webm')
    await press('Xong')
    await said(/Bạn xem lại giúp mình/)
    await press('Gửi')
    await page.getByRole('region', { name: 'Mã biên nhận của bạn' }).waitFor()
    expect(await page.getByText(/đưa nơi, giờ đó/).count()).toBe(0)
    expect(await page.getByText(/giữ thêm ảnh gốc/).count()).toBe(0)
  })
})
