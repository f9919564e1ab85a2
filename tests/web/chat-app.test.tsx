// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ServiceOutcome } from '../../src/core/event.ts'
import type { Chat } from '../../src/web/chat/chat.ts'
import { App } from '../../src/web/chat/components/app.tsx'
import { createShownUpload } from '../../src/web/chat/shown-upload.ts'
import type { WaitingTip, WaitingTips } from '../../src/web/chat/waiting-tips.ts'
import { testDeployment } from '../support/test-deployment.ts'
import { chatFlows, testChat } from './chat-support.ts'

const RECEIPT = 'ba-dem kho-lat mi-bet so-tum tai-hot hao-chum bo-lem'

/** Waiting tips as the page sees them, without a network or a store. */
function shownTips(list: readonly WaitingTip[] = []): WaitingTips {
  const nothing = async () => {}
  return {
    list: () => list,
    subscribe: () => () => {},
    add: () => {},
    keep: vi.fn(nothing),
    drop: vi.fn(nothing),
    dropAll: nothing,
    sendNow: vi.fn(nothing),
    resume: nothing,
    close: () => {},
  }
}

interface Options {
  outcome?: ServiceOutcome
  tips?: WaitingTips
  locate?: () => Promise<{ latitude: number; longitude: number } | null>
  addFile?: () => Promise<{ refused: string }>
  secure?: boolean
}

async function show(options: Options = {}): Promise<Chat> {
  const chat = testChat({ callService: async () => options.outcome ?? { type: 'service_failed' } })
  render(
    <App
      chat={chat}
      waiting={options.tips ?? shownTips()}
      files={{
        add:
          options.addFile ??
          (async () => ({
            ref: { channel: 'web', kind: 'photo', ref: 'file-1' },
            shown: { text: '', photo: 'blob:x' },
          })),
      }}
      upload={createShownUpload()}
      flows={chatFlows()}
      deployment={testDeployment}
      locate={options.locate ?? (async () => null)}
      secure={options.secure ?? true}
      prepareLanguage={async () => {}}
    />,
  )
  await chat.begin('vi')
  return chat
}

const log = () => within(screen.getByRole('log'))
const composer = () => screen.getByRole('textbox', { name: 'Viết tin nhắn' })

function type(text: string): void {
  fireEvent.input(composer(), { target: { value: text } })
}

describe('chat page', () => {
  beforeEach(() => {
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe() {}
        disconnect() {}
      },
    )
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
  })

  it('always shows the way out and the numbers to call', async () => {
    await show()

    expect(screen.getByText('Thoát nhanh')).toHaveProperty('tagName', 'A')
    const numbers = within(screen.getByRole('navigation')).getAllByRole('link')
    expect(numbers.map((link) => link.getAttribute('href'))).toEqual(['tel:115', 'tel:113', 'tel:111'])
  })

  it('sends with Enter, not with Shift+Enter, and not while a syllable is being composed', async () => {
    await show()
    type('báo tin')

    fireEvent.keyDown(composer(), { key: 'Enter', shiftKey: true })
    fireEvent.keyDown(composer(), { key: 'Enter', isComposing: true })
    expect(log().queryByText('báo tin')).toBeNull()

    fireEvent.keyDown(composer(), { key: 'Enter' })
    await log().findByText('báo tin')
    expect(composer()).toHaveProperty('value', '')
  })

  it('offers answers as buttons, and only those of the question that waits', async () => {
    await show()

    fireEvent.click(await screen.findByRole('button', { name: 'Báo tin' }))

    await log().findByText('Bạn thấy gì?')
    expect(screen.queryByRole('button', { name: 'Báo tin' })).toBeNull()
  })

  it('shows danger with a button for each number', async () => {
    await show()
    type('bạn em bất tỉnh')
    fireEvent.keyDown(composer(), { key: 'Enter' })

    const call = await screen.findByRole('link', { name: 'Gọi 115' })
    expect(call.getAttribute('href')).toBe('tel:115')
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Gọi 115 ngay'))
  })

  it('shares a location only after a press, and says so when there is none', async () => {
    const locate = vi.fn(async () => null)
    await show({ locate })
    fireEvent.click(await screen.findByRole('button', { name: 'Chọn nơi' }))
    await log().findByText('Ở đâu?')
    expect(locate).not.toHaveBeenCalled()

    fireEvent.click(screen.getByRole('button', { name: 'Chia sẻ vị trí' }))

    await log().findByText(/Máy không cho lấy vị trí/)
    expect(locate).toHaveBeenCalledOnce()
  })

  it('shows a photo that was taken in, and says plainly when it could not be read', async () => {
    const addFile = vi.fn(async () => ({ refused: 'Trang không đọc được tệp này' }))
    await show({ addFile })
    fireEvent.click(await screen.findByRole('button', { name: 'Gửi ảnh' }))
    const input = await screen.findByLabelText('Gửi ảnh, video, ghi âm')

    fireEvent.change(input, { target: { files: [new File(['x'], 'a.txt')] } })

    await log().findByText(/Trang không đọc được tệp này/)
  })

  it('shows the receipt large, checks a copy of it, and hides it', async () => {
    await show({ outcome: { type: 'tip_submitted', receipt: RECEIPT, unit: 'Công an phường' } })
    fireEvent.click(await screen.findByRole('button', { name: 'Báo tin' }))
    await log().findByText('Bạn thấy gì?')
    type('có người bán')
    fireEvent.keyDown(composer(), { key: 'Enter' })

    const card = within(await screen.findByRole('region', { name: 'Mã biên nhận của bạn' }))
    expect(card.getAllByRole('listitem').map((word) => word.textContent)).toEqual(RECEIPT.split(' '))
    fireEvent.input(card.getByRole('textbox'), { target: { value: RECEIPT.replace('kho-lat', 'kho-lot') } })
    fireEvent.click(card.getByRole('button', { name: 'Kiểm tra' }))
    await card.findByText(/Từ thứ 2 chưa khớp/)
    fireEvent.input(card.getByRole('textbox'), { target: { value: RECEIPT.replaceAll('-', ' ') } })
    fireEvent.click(card.getByRole('button', { name: 'Kiểm tra' }))
    await card.findByText(/Đúng rồi/)

    fireEvent.click(card.getByRole('button', { name: /che đi/ }))
    await waitFor(() => expect(log().queryByText('ba-dem')).toBeNull())
  })

  it('says of a tip that waits that it was not sent, and keeps it only after a yes', async () => {
    const tips = shownTips([{ id: 'a', kept: false, state: 'waiting', receipt: RECEIPT }])
    await show({ tips })

    const card = within(screen.getByRole('status', { name: 'Tin CHƯA gửi được' }))
    expect(card.queryByText('ba-dem')).toBeNull()
    fireEvent.click(card.getByRole('button', { name: 'Giữ trên máy này' }))

    expect(tips.keep).toHaveBeenCalledWith('a')
  })

  it('gives the code of a kept tip, which the page may be closed with', async () => {
    await show({ tips: shownTips([{ id: 'a', kept: true, state: 'waiting', receipt: RECEIPT }]) })

    const card = within(screen.getByRole('status', { name: 'Tin CHƯA gửi được' }))
    expect(card.getByText('ba-dem')).toBeTruthy()
    expect(card.getByText(/chỉ dùng được sau khi tin đã gửi/)).toBeTruthy()
  })

  it('warns where the address is not encrypted', async () => {
    await show({ secure: false })

    expect(screen.getByText(/không có mã hóa/)).toBeTruthy()
  })

  it('changes the language of everything on screen', async () => {
    await show()

    fireEvent.click(screen.getByRole('button', { name: 'English' }))

    await log().findByText('EN Bạn cần gì?')
    expect(screen.getByText('Leave now')).toBeTruthy()
    expect(document.documentElement.lang).toBe('en')
  })
})

describe('index.html', () => {
  const html = readFileSync('src/web/chat/index.html', 'utf8')

  it('has the way out and the numbers before any script', () => {
    for (const href of ['tel:115', 'tel:113', 'tel:111']) expect(html).toContain(`href="${href}"`)
    expect(html).toMatch(/data-quick-exit>Thoát nhanh</)
  })

  it('has no inline script or style', () => {
    expect(html).not.toMatch(/<style|style="|<script(?![^>]*src=)|\son\w+="/)
  })
})
