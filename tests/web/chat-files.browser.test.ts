import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openFile, openTip } from '../../src/tips/open-tip.ts'
import { fixture, marksIn } from '../files/fixtures.ts'
import { type ChatServer, findChromium, startChatServer } from './chat-server.ts'

/** Set SHOTS to a folder to keep pictures of the page. */
const shots = process.env['SHOTS']
const CHOOSE = 'Gửi ảnh, video, ghi âm'

describe('files in the web chat, in a real browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'antam-files-'))
  let server: ChatServer
  let browser: Browser
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    await build({
      configFile: 'vite.chat.config.ts',
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    })
    server = await startChatServer(folder)
    browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    complaints = []
    page = await browser.newPage({ locale: 'vi-VN', viewport: { width: 360, height: 740 } })
    page.setDefaultTimeout(8_000)
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
        complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
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

  async function write(text: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Viết tin nhắn' }).fill(text)
    await page.keyboard.press('Enter')
  }
  async function press(name: string | RegExp): Promise<void> {
    await page.getByRole('button', { name, exact: typeof name === 'string' }).click()
  }
  async function said(text: string | RegExp): Promise<void> {
    await page.getByRole('log').getByText(text).last().waitFor()
  }
  async function choose(name: string, mimeType: string, from = name): Promise<void> {
    const buffer = Buffer.from(await fixture(from))
    await page.getByLabel(CHOOSE).setInputFiles({ name, mimeType, buffer })
  }
  async function shoot(name: string): Promise<void> {
    if (shots === undefined) return
    mkdirSync(shots, { recursive: true })
    await page.waitForTimeout(350)
    await page.screenshot({ path: join(shots, `files-${name}.png`) })
  }
  /** The newest tip of the unit and its files, opened. */
  async function lastTip() {
    const unit = 'ca-phuong-bo-de'
    await server.queue.createGroup(unit, 'test')
    const entries = await server.queue.read({ unit, group: 'test', consumer: 'one' }, 50)
    const tip = await openTip(entries.at(-1)?.tip.sealed ?? '', [server.identity])
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

    const { tip, files } = await lastTip()
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

    const { tip } = await lastTip()
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
