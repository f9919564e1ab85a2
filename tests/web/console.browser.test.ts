import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { type Browser, chromium, type Page } from 'playwright-core'
import { Registry } from 'prom-client'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadAssets } from '../../src/http/asset-routes.ts'
import { createStaffApp } from '../../src/http/staff-app.ts'
import { deriveMailbox, hashOf, openNotes } from '../../src/tips/mailbox.ts'
import { openInner } from '../../src/tips/open-tip.ts'
import { sealReply } from '../../src/tips/reply.ts'
import { sealFile, sealOriginal } from '../../src/tips/seal-tip.ts'
import { storeFile } from '../../src/tips/store-file.ts'
import { Intake } from '../../src/triage/intake.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { createStaffSide, type StaffSide, sealedTip } from '../triage/support.ts'

const password = 'một câu dài dễ nhớ 2026'
/** Set SHOTS to a folder to keep pictures of the pages. */
const shots = process.env['SHOTS']

describe('console in a real browser', () => {
  let redisServer: TestRedis
  let side: StaffSide
  let server: Server
  let intake: Intake
  let browser: Browser
  let page: Page
  let origin: string
  const complaints: string[] = []
  const assets = mkdtempSync(join(tmpdir(), 'antam-console-'))

  beforeAll(async () => {
    await build({
      configFile: 'vite.console.config.ts',
      logLevel: 'error',
      build: { outDir: assets, emptyOutDir: true },
    })
    redisServer = await startRedis()
    side = await createStaffSide(await redisServer.connect())
    const units = side.deployment.units.map((unit) => unit.id)
    intake = new Intake({ queue: side.queue, store: side.triage, units, consumer: 'a', onError: () => {} })
    await intake.start()
    server = createServer(
      createStaffApp({
        ...side,
        assets: loadAssets(assets),
        registry: new Registry(),
        https: false,
        onError: () => {},
        lockAfterMs: 60_000,
      }),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const executablePath = execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 860 } })
    context.setDefaultTimeout(10_000)
    page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
  })

  afterAll(async () => {
    await browser?.close()
    await intake?.stop()
    server?.closeAllConnections()
    server?.close()
    await side?.feed.stop()
    await redisServer?.stop()
    rmSync(assets, { recursive: true, force: true })
  })

  async function shoot(name: string): Promise<void> {
    if (shots === undefined) return
    mkdirSync(shots, { recursive: true })
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: width === 360 ? 740 : 860 })
      await page.waitForTimeout(150)
      await page.screenshot({ path: join(shots, `console-${name}-${width}.png`), fullPage: width === 360 })
    }
    await page.setViewportSize({ width: 1280, height: 860 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.screenshot({ path: join(shots, `console-${name}-dark.png`) })
    await page.emulateMedia({ colorScheme: 'light' })
  }

  /** What the page of the tipster does with an addition. */
  async function answer(text: string): Promise<void> {
    const { replyKey, doorToken } = await deriveMailbox('mot hai ba bon nam sau')
    const recipients = (await side.recipients.list('cap-mot')).map((one) => one.recipient)
    const id = crypto.randomUUID()
    const reply = { v: 1, id, hour: hoursAgo(0), text } as const
    const sealed = await sealReply(recipients, replyKey, reply)
    await side.additions.take({ unit: 'cap-mot', door: doorToken, id, sealed })
  }

  it('enrols the first officer by the one-time link', async () => {
    const token = await side.invites.createFirstOfficerInvite()
    await page.goto(`${origin}/#/enrol/${token}`)
    await page.getByLabel('Đơn vị').selectOption('Công an phường Một')
    await page.getByLabel('Tên hoặc bí danh').fill('Minh An')
    await page.getByLabel('Mật khẩu', { exact: false }).first().fill(password)
    await page.getByLabel('Nhập lại mật khẩu').fill(password)
    await shoot('enrol')
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click()

    await page.getByText('Không có tin nào ở đây.').waitFor()
    expect(page.url()).not.toContain(String(token))
    expect(await side.recipients.list('cap-mot')).toHaveLength(1)
  })

  it('shows a sealed tip within a second of its being stored', async () => {
    const recipients = (await side.recipients.list('cap-mot')).map((one) => one.recipient)
    const calm = await sealedTip(recipients, { urgency: 'thuong', category: 'venue', hour: hoursAgo(21) })
    await side.queue.append(calm)
    await page.getByRole('link', { name: /Quán, karaoke/ }).waitFor()
    const mailbox = await deriveMailbox('mot hai ba bon nam sau')
    const photo = await blackPixel()
    const file = crypto.randomUUID()
    await storeFile(side.queue, 'cap-mot', file, await sealFile(photo, recipients))
    const tip = await sealedTip(recipients, {
      urgency: 'khan',
      category: 'school',
      danger: 'yes',
      stillGoing: 'yes',
      people: 'Hai thanh niên, một người đội mũ lưỡi trai đỏ',
      vehicles: 'Xe máy màu xanh, biển 29-B1 xxx',
      when: { text: 'Chiều nào cũng khoảng 5 giờ', recurring: true },
      files: [{ id: file, mime: 'image/png', bytes: photo.length }],
      mailbox: {
        ...{ id: mailbox.id, recipient: mailbox.recipient, reply: mailbox.replyKey },
        claim: hashOf(mailbox.claim),
      },
    })
    await side.threads.openDoor('cap-mot', hashOf(mailbox.doorToken), tip.id)

    const began = performance.now()
    await side.queue.append({ ...tip, files: [{ id: file, chunks: 1 }] })
    await page.getByRole('link', { name: /Quanh trường học/ }).waitFor()

    expect(performance.now() - began).toBeLessThan(1_000)
    await expect.poll(() => page.title()).toMatch(/^\(\d\) An Tâm/)
    const rows = await page.getByRole('listitem').allInnerTexts()
    expect(rows[0]).toContain('Quanh trường học')
    expect(rows[1]).toContain('Quán, karaoke, nhà nghỉ')
    await shoot('list')
  })

  it('opens it in the browser, with its place, people and photo', async () => {
    await page.getByRole('link', { name: /Quanh trường học/ }).press('Enter')

    await page.getByText('Có người bán hàng trắng trước cổng trường').waitFor()
    await page.getByText('21.0469, 105.8894').waitFor()
    await page.getByText('Người báo cho biết có người đang gặp nguy hiểm.').waitFor()
    const photo = page.getByRole('img', { name: 'Ảnh 1 của tin' })
    await photo.waitFor()
    expect(
      await photo.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBe(1)
    await shoot('tip')
  })

  it('plays sound, shows text as text, says what it cannot open, and hands an original on', async () => {
    const recipients = (await side.recipients.list('cap-mot')).map((one) => one.recipient)
    const above = await generateHybridIdentity()
    const sides = { own: recipients, above: [await identityToRecipient(above)] }
    const original = new Uint8Array(await blackPixel())
    const contents = [
      { mime: 'audio/wav' as const, bytes: silence() },
      { mime: 'text/plain' as const, bytes: new TextEncoder().encode('<b>không phải trang</b>') },
      { mime: 'video/mp4' as const, bytes: new TextEncoder().encode('không phải video') },
      { mime: 'image/png' as const, bytes: original },
    ]
    const files = contents.map(({ mime, bytes }) => ({
      id: crypto.randomUUID(),
      mime,
      bytes: bytes.length,
      chunks: 1,
    }))
    const kept = {
      ...{ id: crypto.randomUUID(), bytes: original.length, mime: 'image/png', chunks: 2 },
      sha256: createHash('sha256').update(original).digest('hex'),
    }
    for (const [at, { id }] of files.entries())
      await storeFile(side.queue, 'cap-mot', id, await sealFile(contents[at]?.bytes ?? original, recipients))
    await storeFile(side.queue, 'cap-mot', kept.id, await sealOriginal(original, sides))
    const told = files.map((file, at) => (at === 3 ? { ...file, original: kept } : file))
    const tip = await sealedTip(recipients, { category: 'delivery', urgency: 'cao', files: told })
    const sealedFiles = files.map(({ id, chunks }) => ({ id, chunks }))
    await side.queue.append({ ...tip, files: [...sealedFiles, { id: kept.id, chunks: 2, original: true }] })

    await page.getByRole('link', { name: /Vận chuyển/ }).click()
    const audio = page.getByLabel('Ghi âm 1')
    await expect.poll(() => audio.evaluate((sound: HTMLAudioElement) => sound.duration)).toBeCloseTo(1)
    await page.getByText('<b>không phải trang</b>').waitFor()
    await page.getByText('Trình duyệt này không mở được video 3.').waitFor()
    await page.getByText('Chỉ mở được khi cấp trên xin').waitFor()
    await page.getByRole('button', { name: 'Tải về…' }).first().click()
    await page.getByText('Bản tải về nằm trên máy này').waitFor()
    expect(await page.getByRole('link', { name: 'Vẫn tải về' }).getAttribute('download')).toMatch(/\.wav$/)
    await shoot('files')

    const [me] = await side.store.officers()
    const upper = { ...(me ?? expect.fail('nobody')), unit: 'thanh-pho' }
    const at = { unit: 'cap-mot', tip: tip.id, original: kept.id }
    await side.originals.ask(upper, at, 'place_time')
    await page.getByText('Cần biết ảnh chụp ở đâu, lúc nào').waitFor()
    await shoot('original')
    await page.getByRole('button', { name: 'Đồng ý, chuyển lên cấp trên' }).click()
    await page.getByText('Đơn vị đã đồng ý').waitFor()
    const inner = await side.originals.open(upper, at)
    expect(await openInner(inner, kept, [above])).toEqual(original)

    await page.getByRole('link', { name: /Quanh trường học/ }).click()
    await page.getByText('Có người bán hàng trắng trước cổng trường').waitFor()
  })

  it('changes the state with a reason and a sealed remark, and answers the tipster', async () => {
    await page.getByLabel('Kiểm tra', { exact: true }).check()
    await page.getByLabel('Lý do khác').check()
    const save = page.getByRole('button', { name: 'Lưu', exact: true })
    expect(await save.isDisabled()).toBe(true)
    await page.getByLabel('Ghi rõ lý do').fill('Tổ tuần tra số 2 đang ở gần đó')
    await shoot('change')
    await save.click()
    await page.getByRole('article').getByText('Đang kiểm tra').waitFor()

    await page.getByRole('group', { name: 'Nói về' }).getByLabel('Đang kiểm tra').check()
    await page.getByRole('button', { name: 'Gửi lời nhắn' }).click()
    await page.getByText('Đã để lại lời nhắn.').waitFor()

    const mailbox = await deriveMailbox('mot hai ba bon nam sau')
    const notes = await openNotes(mailbox.identity, await side.mailboxes.read(mailbox.id))
    expect(notes).toMatchObject([{ status: 'checking', text: expect.stringContaining('giữ an toàn') }])
  })

  it('shows what the tipster adds while the tip is open, as it comes', async () => {
    await page.getByRole('group', { name: 'Nói về' }).getByLabel('Hỏi thêm').check()
    await page.getByRole('textbox', { name: /Lời nhắn/ }).fill('Cửa vào ở bên chẵn hay bên lẻ?')
    await page.getByRole('button', { name: 'Gửi lời nhắn' }).click()
    const thread = page.getByRole('region', { name: 'Trao đổi với người báo' })
    await thread.getByText('Cửa vào ở bên chẵn hay bên lẻ?').waitFor()

    await answer('Bên lẻ, cửa sơn xanh')

    await thread.getByText('Bên lẻ, cửa sơn xanh').waitFor()
    expect(await thread.getByRole('listitem').count()).toBe(3)
    await shoot('thread')
  })

  it('marks an addition that nobody has read, until the tip is opened again', async () => {
    await page.goto(`${origin}/#/tips`)
    await answer('Hôm nay họ đóng cửa')

    const row = page.getByRole('link', { name: /Quanh trường học/ })
    await row.getByText('Người báo đã trả lời').waitFor()
    await shoot('unread')
    await row.click()
    await page.getByText('Hôm nay họ đóng cửa').waitFor()
    await row.getByText('Người báo đã trả lời').waitFor({ state: 'detached' })
  })

  it('offers a reward and knows the words that claim it', async () => {
    const { claim } = await deriveMailbox('mot hai ba bon nam sau')
    await page.getByRole('group', { name: 'Nói về' }).getByLabel('Mời nhận thưởng').check()
    const send = page.getByRole('button', { name: 'Gửi lời nhắn' })
    expect(await send.isDisabled()).toBe(true)
    await page
      .getByRole('textbox', { name: /Lời nhắn/ })
      .fill('Mang mã nhận thưởng tới trụ sở phường, giờ hành chính.')
    await send.click()
    const field = page.getByLabel('Mã người đến nhận đưa ra')
    await field.fill(claim.split(' ').toReversed().join(' '))
    await page.getByRole('button', { name: 'Đối chiếu' }).click()
    await page.getByText('Chưa phải một mã đủ bảy từ').waitFor()
    await field.fill(claim.replaceAll('-', ' ').toUpperCase())
    await page.getByRole('button', { name: 'Đối chiếu' }).click()

    await page.getByText('Khớp: đây là người giữ mã của tin này.').waitFor()
    await shoot('claim')
    expect(await field.inputValue()).toBe('')
  })

  it('shows it all in the record, checked in the browser, the remark opened', async () => {
    await page.getByRole('link', { name: 'Nhật ký' }).click()

    await page.getByText(/Chuỗi ghi nhận nguyên vẹn/).waitFor()
    await page.getByText('Đã mở → Đang kiểm tra').waitFor()
    await page.getByText('“Tổ tuần tra số 2 đang ở gần đó”').waitFor()
    await shoot('audit')
    const { entries } = await side.triage.audit('cap-mot')
    expect(JSON.stringify(entries)).not.toContain('tuần tra')
  })

  it('invites a second officer, who reads tips once the key was handed over', async () => {
    await page.getByRole('link', { name: 'Người', exact: true }).click()
    await page.getByLabel('Vai trò').selectOption('Trực ban')
    await page.getByRole('button', { name: 'Tạo liên kết' }).click()
    const link = await page.getByText(/#\/enrol\//).innerText()
    await shoot('people')

    const context = await browser.newContext({ locale: 'vi-VN' })
    const second = await context.newPage()
    await second.goto(link)
    await second.getByLabel('Tên hoặc bí danh').fill('Thu Hà')
    await second.getByLabel('Mật khẩu', { exact: false }).first().fill(password)
    await second.getByLabel('Nhập lại mật khẩu').fill(password)
    await second.getByRole('button', { name: 'Tạo tài khoản' }).click()
    await second.getByText(/chưa được giao khoá/).waitFor()

    await page.getByRole('button', { name: 'Giao khoá', exact: true }).click()

    await second.getByText(/chưa được giao khoá/).waitFor({ state: 'detached' })
    await second.getByRole('link', { name: /Quán, karaoke/ }).click()
    await second.getByText('Có người bán hàng trắng trước cổng trường').waitFor()
    await context.close()
  })

  it('changes the unit’s key: the words are others, the old tips still open', async () => {
    const panel = page.getByRole('region', { name: 'Khoá của đơn vị' })
    const before = await panel.getByRole('listitem').first().innerText()
    await panel.getByRole('button', { name: 'Đổi khoá đơn vị' }).click()
    await panel.getByText('Khoá mới sẽ giao cho: Minh An, Thu Hà.').waitFor()
    await shoot('rotate')
    await panel.getByRole('button', { name: 'Đổi khoá', exact: true }).click()
    await panel.getByText('Đã đổi khoá.').waitFor()
    // The list comes again a moment after the word that it is done.
    await expect.poll(() => panel.getByRole('listitem').count()).toBe(2)
    const held = panel.getByRole('listitem').filter({ hasText: 'khoá anh/chị đang giữ' })
    await held.filter({ hasText: 'đang dùng' }).waitFor()

    const keys = await panel.getByRole('listitem').allInnerTexts()
    const mine = keys.find((text) => text.includes('khoá anh/chị đang giữ')) ?? ''
    expect(mine).toContain('đang dùng')
    expect(mine.slice(0, 20)).not.toBe(before.slice(0, 20))
    await shoot('keys')
    const active = (await side.recipients.list('cap-mot')).filter((one) => one.active)
    const later = await sealedTip(
      active.map((one) => one.recipient),
      { category: 'growing' },
    )
    await side.queue.append(later)
    await page.getByRole('link', { name: 'Tin báo' }).click()
    await page.getByRole('link', { name: /Trồng cây/ }).click()
    await page.getByText('Có người bán hàng trắng trước cổng trường').waitFor()
    await page.getByRole('link', { name: /Quán, karaoke/ }).click()
    await page.getByText('Có người bán hàng trắng trước cổng trường').waitFor()
  })

  it('locks: what was opened is gone from the page, and the password opens it again', async () => {
    await page.getByRole('link', { name: 'Tin báo' }).click()
    await page.getByRole('link', { name: /Quán, karaoke/ }).click()
    await page.getByText('Có người bán hàng trắng trước cổng trường').waitFor()

    await page.getByRole('button', { name: 'Khoá', exact: true }).click()

    await page.getByText('Đã khoá. Khoá giải mã đã được xoá khỏi trình duyệt.').waitFor()
    expect(await page.content()).not.toContain('hàng trắng')
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      '',
    ])
    expect((await page.request.get(`${origin}/api/me`)).status()).toBe(401)
    await shoot('locked')
    await page.getByLabel('Mật khẩu').fill('sai mật khẩu rồi')
    await page.getByRole('button', { name: 'Mở khoá' }).click()
    await page.getByText('Tên hoặc mật khẩu chưa đúng.', { exact: false }).waitFor()
    await page.getByLabel('Mật khẩu').fill(password)
    await page.getByRole('button', { name: 'Mở khoá' }).click()
    await page.getByText('Có người bán hàng trắng trước cổng trường').waitFor()
  })

  it('has no sideways scrolling at 360 pixels, and nothing that the policy had to stop', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    for (const hash of ['#/tips', '#/audit', '#/people']) {
      await page.goto(`${origin}/${hash}`)
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide, hash).toBe(0)
    }
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([])
  })
})

function hoursAgo(hours: number): string {
  return `${new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 13)}:00:00Z`
}

async function blackPixel(): Promise<Uint8Array> {
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  return Uint8Array.from(Buffer.from(png, 'base64'))
}

/** A second of nothing, 8 kHz, as a WAV file. */
function silence(): Uint8Array {
  const samples = 8_000
  const view = new DataView(new ArrayBuffer(44 + samples))
  const put = (at: number, text: string) => {
    for (const [index, letter] of [...text].entries()) view.setUint8(at + index, letter.charCodeAt(0))
  }
  put(0, 'RIFF')
  view.setUint32(4, 36 + samples, true)
  put(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, samples, true)
  view.setUint32(28, samples, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  put(36, 'data')
  view.setUint32(40, samples, true)
  return new Uint8Array(view.buffer).map((byte, index) => (index < 44 ? byte : 128))
}
