import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roundToHour, systemClock } from '../../src/core/clock.ts'
import { deriveTipId } from '../../src/tips/derive.ts'
import { createHttpTipOutlet } from '../../src/tips/http-tip-outlet.ts'
import { deriveMailbox, type Mailbox, sealNote } from '../../src/tips/mailbox.ts'
import { makeReceipt } from '../../src/tips/make-receipt.ts'
import { openReply } from '../../src/tips/reply.ts'
import { createTipDesk } from '../../src/tips/tip-desk.ts'
import { solve } from '../support/proof-of-work.ts'
import { type ChatBrowser, keepPictures, onChatPage, phone, startChatBrowser } from './chat-page.ts'
import type { ChatServer } from './chat-server.ts'

const secret = '5a'.repeat(32)
const code = makeReceipt(secret)
const unit = 'ca-phuong-bo-de'
const hour = roundToHour(systemClock.now())

describe('the mailbox on a telephone', () => {
  let started: ChatBrowser
  let server: ChatServer
  let context: BrowserContext
  let page: Page
  let mailbox: Mailbox
  const bodies: string[] = []
  const addresses: string[] = []
  const chat = onChatPage(() => page)

  beforeAll(async () => {
    started = await startChatBrowser()
    server = started.server
    mailbox = await deriveMailbox(code)
    await submitTip()
    context = await started.browser.newContext({ locale: 'vi-VN', viewport: phone })
    context.setDefaultTimeout(20_000)
    page = await context.newPage()
    context.on('request', (request) => {
      addresses.push(request.url())
      bodies.push(request.postData() ?? '')
    })
    await page.goto(`${server.origin}/`)
  })
  afterAll(() => started?.close())

  /** Another device of the same person, weeks ago. */
  async function submitTip(): Promise<void> {
    const outlet = createHttpTipOutlet({ baseUrl: server.origin, fetch, solve })
    const { deployment } = server
    const desk = createTipDesk({ outlet, deployment, clock: systemClock, files: async () => null })
    const draft = { category: 'selling', what: 'Quán nước đầu ngõ', files: [], language: 'vi' } as const
    const place = { ward: 'phuong-bo-de' }
    expect(await desk.submit({ ...draft, files: [], place }, secret)).toMatchObject({
      type: 'tip_submitted',
    })
  }

  async function ask(status: 'question' | 'reward', text: string): Promise<void> {
    await server.mailboxes.add(
      mailbox.id,
      await sealNote(mailbox.recipient, { v: 1, hour, status, text, unit }),
    )
  }

  async function write(text: string, answer: string): Promise<void> {
    await chat.write(text)
    await chat.said(answer)
  }

  async function press(name: RegExp): Promise<void> {
    await page.getByRole('button', { name }).last().click()
  }

  const shoot = (name: string) => keepPictures(page, `mailbox-${name}`)

  it('names a wrong word, and on the device also the one that was meant', async () => {
    const words = code.split(' ')
    await press(/Xem tin đã báo/)
    await write(words.with(2, `${words[2]}x`).join(' '), `Có phải “${words[2]}” không?`)
    await shoot('slip')
  })

  it('shows the officers’ question, marked as new the first time only', async () => {
    await ask('question', 'Cửa vào ở bên chẵn hay bên lẻ?')
    await write(code, 'Có 1 điều mới từ lần xem trước.')
    await shoot('question')
    await press(/Nhập mã khác/)
    await write(code.toUpperCase().replaceAll('-', ' '), 'Tình trạng tin: Người trực muốn hỏi thêm.')
    expect(await page.getByRole('log').getByText('Có 1 điều mới từ lần xem trước.').count()).toBe(1)
  })

  it('carries the answer to the unit, and to nobody else', async () => {
    await press(/Trả lời, báo thêm/)
    await write('Bên lẻ, cửa sơn xanh', 'Đã niêm phong và gửi cho đơn vị nhận tin.')
    await shoot('sent')

    const [entry] = await server.threads.read(unit, deriveTipId(secret))
    expect(await openReply(entry?.sealed ?? '', [server.identity], mailbox.replyKey)).toMatchObject({
      text: 'Bên lẻ, cửa sơn xanh',
    })
    const sent = bodies.join('\n')
    for (const word of ['sơn xanh', 'chẵn', code, ...code.split(' ')]) expect(sent).not.toContain(word)
    expect(addresses.filter((url) => url.includes(mailbox.id) || url.includes(mailbox.doorToken))).toEqual([])
  })

  it('says that it was not sent when the network is gone, and sends it again on request', async () => {
    await press(/Trả lời, báo thêm/)
    await context.setOffline(true)
    await write('Hôm nay đóng cửa', 'Lời này CHƯA gửi được')
    await shoot('not-sent')
    await context.setOffline(false)
    await press(/Gửi lại/)
    await expect
      .poll(() => server.threads.read(unit, deriveTipId(secret)), { timeout: 20_000 })
      .toHaveLength(2)
  })

  it('shows the words for a reward, and that claiming shows one’s face', async () => {
    await ask('reward', 'Mang mã nhận thưởng tới trụ sở phường, giờ hành chính.')
    await press(/Nhập mã khác/)
    await write(code, `Mã nhận thưởng: ${mailbox.claim}`)
    await shoot('reward')
  })

  it('tells an unknown code from a slip', async () => {
    await press(/Nhập mã khác/)
    await write(makeReceipt('77'.repeat(32)), 'Mình không tìm thấy gì với mã này.')
    await shoot('unknown')
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide).toBe(0)
  })
})
