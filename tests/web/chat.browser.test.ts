import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openFile } from '../../src/tips/open-tip.ts'
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

/** Words of the conversation that may never travel. */
const STORY = 'Tối nào cũng có mấy thanh niên mặc áo vàng giao gói nhỏ'
const WHERE = 'ngõ 88 cạnh quán cơm Bà Tư, phường Bồ Đề'

describe('web chat in a real browser', () => {
  let started: ChatBrowser
  let server: ChatServer
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let requests: { url: string; body: string; headers: string }[]
  let complaints: string[]
  const { write, press, said } = onChatPage(() => page)

  beforeAll(async () => {
    started = await startChatBrowser()
    server = started.server
    browser = started.browser
  })
  afterAll(() => started?.close())

  beforeEach(async () => {
    context = await browser.newContext({
      locale: 'vi-VN',
      viewport: phone,
      permissions: ['geolocation'],
      geolocation: { latitude: 21.045, longitude: 105.87 },
    })
    context.setDefaultTimeout(20_000)
    page = await context.newPage()
    requests = []
    complaints = complaintsOf(page, /ERR_INTERNET_DISCONNECTED|Failed to load resource/)
    context.on('request', (request) => {
      requests.push({
        url: request.url(),
        body: request.postData() ?? '',
        headers: JSON.stringify(request.headers()),
      })
    })
  })
  afterEach(async () => {
    await context.setOffline(false)
    await context.close()
    expect(complaints).toEqual([])
  })

  async function open(hash = ''): Promise<void> {
    await page.goto(`${server.origin}/${hash}`)
    await page.getByRole('textbox', { name: 'Viết tin nhắn' }).waitFor()
  }

  /** Until everything that is not needed to begin has come as well. */
  async function settled(): Promise<void> {
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await page.waitForFunction(async () => {
      const kept = await caches.open('an-tam-content')
      const paths = (await kept.keys()).map((request) => new URL(request.url).pathname)
      return (
        paths.includes('/content/knowledge.json') &&
        paths.filter((path) => path.startsWith('/api/recipients/')).length >= 5
      )
    })
    // The browser reports requests of the service worker a moment later.
    await page.waitForTimeout(500)
  }

  const shoot = (name: string) => keepPictures(page, `chat-${name}`, [{ width: 1280, height: 800 }, phone])

  async function tellTip(): Promise<void> {
    await press(/Từng câu ở đây/)
    await press(/Mua bán/)
    await write(STORY)
    await said(/Ở đâu\?/)
    await write(WHERE)
    await said(/Lúc nào\?/)
    await write('tối qua khoảng 9h')
    await press(/Vẫn còn/)
    await press(/^\W*\d?\W*Không$/)
  }

  it('takes a tip from the menu to the receipt, sealed for the unit, and nothing of it travels in clear', async () => {
    await open()
    await shoot('menu')
    await press(/Báo tin về ma túy/)
    await shoot('tip-start')
    await tellTip()
    await press(/Thêm người, xe, ảnh/)
    await said(/Họ hẹn khách bằng cách nào/)
    await press(/Bỏ qua/)
    await said(/Những ai, chừng mấy người/)
    await write('hai người, một đội mũ đỏ')
    await said(/Họ đi xe gì/)
    await press(/Bỏ qua/)
    await said(/họ gọi thứ hàng đó là gì/)
    await press(/Bỏ qua/)
    await page
      .getByLabel('Gửi ảnh, video, ghi âm')
      .setInputFiles({ name: 'anh.png', mimeType: 'image/png', buffer: await tallPicture(page) })
    await said(/Mình đang có 1 ảnh/)
    await shoot('photo')
    await press(/Xong/)
    await said(/áo vàng giao gói nhỏ/)
    await shoot('confirm')
    await press('Gửi')
    await said(/ảnh gốc/)
    await shoot('originals')
    await press(/^Không/)
    await page.getByRole('region', { name: 'Mã biên nhận của bạn' }).waitFor()
    await shoot('receipt')

    const code = (
      await page.getByRole('region', { name: 'Mã biên nhận của bạn' }).locator('li').allInnerTexts()
    ).join(' ')
    const { entry, tip } = await lastTip(server, 'ca-phuong-bo-de')
    expect(tip.what).toBe(STORY)
    expect(tip.place).toMatchObject({ ward: 'phuong-bo-de' })
    expect(entry).toMatchObject({ category: 'selling', files: '1', ward: 'phuong-bo-de' })
    const file = tip.files[0]!
    const photo = await openFile((await server.queue.getFile('ca-phuong-bo-de', file))!, file, [
      server.identity,
    ])
    expect([...photo.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff])
    expect(jpegSize(photo)).toEqual({ width: 533, height: 1600 })
    expect(Buffer.from(photo).toString('latin1')).not.toMatch(/Exif|GPS/)

    await checkRetyping(code)
    expectSilence([...code.split(' '), 'áo vàng', '88', 'Bà Tư', 'mũ đỏ', 'tối qua'])

    await press(/Xong, để vậy/)
    await press(/Xem tin đã báo/)
    await write(code)
    await said(/Tình trạng tin/)
    await shoot('lookup')
  })

  async function checkRetyping(code: string): Promise<void> {
    const card = page.getByRole('region', { name: 'Mã biên nhận của bạn' })
    const words = code.split(' ')
    await card.getByRole('textbox').fill([...words.slice(0, 2), 'ba-ba', ...words.slice(3)].join(' '))
    await card.getByRole('button', { name: 'Kiểm tra' }).click()
    await card.getByText('Từ thứ 3 chưa khớp').waitFor()
    await card.getByRole('textbox').fill(code.toUpperCase().replaceAll('-', ' '))
    await card.getByRole('button', { name: 'Kiểm tra' }).click()
    await card.getByText('Đúng rồi').waitFor()
    await card.getByRole('button', { name: 'che đi' }).click()
    expect(await page.getByText(words[0]!, { exact: true }).count()).toBe(0)
  }

  /** No request to anybody else, no cookie, and none of the words in any address, header or body. */
  function expectSilence(words: string[]): void {
    expect(requests.filter(({ url }) => !url.startsWith(server.origin) && !url.startsWith('blob:'))).toEqual(
      [],
    )
    expect(requests.filter(({ headers }) => /"(cookie|referer)":"[^"]/i.test(headers))).toEqual([])
    const travelled = requests
      .map(({ url, body, headers }) =>
        `${decodeURIComponent(url)} ${body} ${headers}`.normalize('NFC').toLowerCase(),
      )
      .join('\n')
    for (const word of words) if (word.length > 3) expect(travelled).not.toContain(word.toLowerCase())
  }

  it('answers a question on the device, with its source', async () => {
    await open()
    await settled()
    const before = requests.length

    await write('cai nghiện bắt buộc mất bao lâu?')

    await said(/Luật 120\/2025\/QH15/)
    await said(/^\[.+\] \(kiểm tra ngày/)
    await shoot('answer')
    expect(requests.slice(before)).toEqual([])
  })

  it('shows whom to call at once when there is danger', async () => {
    await open()
    // A browser that checks spelling may send what it checks to its maker.
    expect(await page.getByRole('textbox').evaluate((area: HTMLTextAreaElement) => area.spellcheck)).toBe(
      false,
    )
    await write('ban em soc thuoc nam im goi khong day')

    await page.getByRole('link', { name: 'Gọi 115' }).waitFor()
    expect(await page.getByRole('link', { name: 'Gọi 115' }).getAttribute('href')).toBe('tel:115')
    await shoot('danger')
    expectSilence(['soc thuoc', 'goi khong day'])
  })

  it('can be used by keyboard alone', async () => {
    await open('#tip/3f1f6c1e-0000-4000-8000-000000000000')
    expect(page.url()).not.toContain('tip')
    await said(/Bạn chọn cách nào/)

    await page.getByRole('button', { name: /Từng câu ở đây/ }).focus()
    await page.keyboard.press('Enter')
    await said(/Chuyện bạn muốn báo là gì/)
    await page.keyboard.press('Space')
    await said(/Ai bán, bán cho những ai/)
    // The focus moves after the new choices are drawn.
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toMatch(/BUTTON|TEXTAREA/)
  })

  it('shares a location only when asked to', async () => {
    await open('#tip/x')
    await press(/Từng câu ở đây/)
    await press(/Mua bán/)
    await write(STORY)
    await press('Chia sẻ vị trí')

    await said(/Vị trí của tôi/)
    await said(/Lúc nào\?|Chỗ cụ thể/)
    await shoot('place')
  })

  it('opens without a network, answers, and sends the tip when the network is back', async () => {
    await open()
    await settled()
    await context.setOffline(true)
    await page.reload()
    await page.getByRole('textbox', { name: 'Viết tin nhắn' }).waitFor()
    await shoot('offline')

    await write('Điều 29 luật phòng chống ma túy nói gì?')
    await said(/^\[Luật .+\]/)
    await write('menu')
    await page
      .getByRole('button', { name: /Báo tin về ma túy/ })
      .last()
      .click()
    await tellTip()
    await press(/Xem lại rồi gửi/)
    await press('Gửi')
    await page.getByRole('heading', { name: 'Tin CHƯA gửi được' }).waitFor()
    await said(/CHƯA chắc tin đã tới nơi/)
    await shoot('waiting')
    expect(await storedNames(page)).toEqual([])

    await context.setOffline(false)
    await page.getByRole('region', { name: 'Mã biên nhận của bạn' }).waitFor()

    expect(await page.getByRole('heading', { name: 'Tin CHƯA gửi được' }).count()).toBe(0)
    expect((await lastTip(server, 'ca-phuong-bo-de')).tip.what).toBe(STORY)
  })

  it('keeps a sealed tip on the device only after a yes, and sends it at the next visit', async () => {
    await open('#tip/x')
    await settled()
    await context.setOffline(true)
    await tellTip()
    await press(/Xem lại rồi gửi/)
    await press('Gửi')
    await press('Giữ trên máy này')
    await page.getByRole('region', { name: 'Mã biên nhận của bạn' }).waitFor()
    await shoot('kept')
    expect(await storedNames(page)).toEqual(['an-tam'])
    const before = await server.queue.count('ca-phuong-bo-de')
    await page.close()

    await context.setOffline(false)
    page = await context.newPage()
    await open()
    await said(/từ lần trước đã gửi và lưu xong/)

    expect(await server.queue.count('ca-phuong-bo-de')).toBe(before + 1)
    await expect.poll(() => storedNames(page)).toEqual([])
  })

  it('leaves nothing behind when told to erase', async () => {
    await open()
    await settled()
    await write('mẹ em tên Hoa')
    await write('xoá')
    await press(/Xóa ngay/)
    await said(/không còn nhớ gì/)

    expect(await page.getByText('Hoa').count()).toBe(0)
    expect(
      await page.evaluate(async () => [
        await caches.keys(),
        (await navigator.serviceWorker.getRegistrations()).length,
      ]),
    ).toEqual([[], 0])
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      '',
    ])
  })

  it('leaves the page for good when Esc is pressed three times', async () => {
    await page.goto('about:blank')
    await page.route('https://www.google.com/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<p>thời tiết</p>' }),
    )
    await open()
    await write('chuyện riêng')
    for (const key of ['Escape', 'Escape', 'Escape']) await page.keyboard.press(key)

    await page.waitForURL(/google/)
    await page.goBack()
    expect(page.url()).toBe('about:blank')
  })

  it('speaks English when asked to', async () => {
    await open()
    await press('English')
    await said(/^Hello,/)
    await shoot('english')
    await page.getByRole('textbox', { name: 'Write a message' }).fill('I want to report drug dealing')
    await page.keyboard.press('Enter')
    await said(/Which way\?/)
  })

  it('is readable in the dark', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await open()
    await write('bạn em bất tỉnh, gọi không dậy')
    await page.getByRole('link', { name: 'Gọi 115' }).waitFor()
    const { color, backgroundColor } = await page.evaluate(() => {
      const style = getComputedStyle(document.body)
      return { color: style.color, backgroundColor: style.backgroundColor }
    })
    expect(contrast(color, backgroundColor)).toBeGreaterThan(7)
    await shoot('dark')
  })

  it('shows the numbers to call before and without any script', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, viewport: phone })
    const still = await plain.newPage()
    await still.goto(server.origin)

    expect(await still.locator('a[href^="tel:"]').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('115')]),
    )
    expect(await still.locator('noscript').innerText()).toContain('cần JavaScript')
    await keepPictures(still, 'chat-noscript')
    await plain.close()
  })
})

/** WCAG's contrast of two rgb() colours. */
function contrast(one: string, other: string): number {
  const [a = 0, b = 0] = [one, other].map(luminance).sort((x, y) => y - x)
  return (a + 0.05) / (b + 0.05)
}

function luminance(colour: string): number {
  const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => Number(part) / 255)
  const [r = 0, g = 0, b = 0] = parts.map((part) =>
    part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Databases that hold anything of the page. */
function storedNames(page: Page): Promise<(string | undefined)[]> {
  return page.evaluate(async () => (await indexedDB.databases()).map((database) => database.name))
}

/** 1,000 × 3,000 pixels, drawn by the browser itself. */
async function tallPicture(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 1_000
    canvas.height = 3_000
    canvas.getContext('2d')!.fillRect(100, 100, 500, 2_000)
    return canvas.toDataURL('image/png')
  })
  return Buffer.from(url.split(',')[1]!, 'base64')
}

/** Width and height from the frame header. */
function jpegSize(bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (view.getUint8(at + 1) < 0xc0 || view.getUint8(at + 1) > 0xc2) at += 2 + view.getUint16(at + 2)
  return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
}
