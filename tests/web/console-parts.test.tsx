// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Tip } from '../../src/core/tip.ts'
import type { Me } from '../../src/triage/staff-api.ts'
import type { TriageItem } from '../../src/triage/triage-item.ts'
import { ConsoleError, createConsoleClient } from '../../src/web/console/console-client.ts'
import { createConsoleDesk } from '../../src/web/console/console-desk.ts'
import { watchIdle } from '../../src/web/console/idle-lock.ts'
import { InboxPage } from '../../src/web/console/inbox-page.tsx'
import { KeyRing } from '../../src/web/console/key-ring.ts'
import { NoteForm } from '../../src/web/console/note-form.tsx'
import { parseRoute, route } from '../../src/web/console/route.ts'
import { StateForm } from '../../src/web/console/state-form.tsx'
import { showAge, showHour, showLeft, showMinute } from '../../src/web/console/times.ts'
import { TipView } from '../../src/web/console/tip-view.tsx'
import { fixedClock } from '../support/fixed-clock.ts'
import { newItem } from '../triage/support.ts'

const clock = fixedClock(Date.parse('2026-11-21T14:30:00Z'))

const me: Me = {
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Minh An',
  unit: 'cap-mot',
  role: 'chi_huy',
  recipient: `age1${'q'.repeat(58)}`,
  wrappedIdentity: 'AAAA',
  unitKey: 'AAAA',
  lockAfterMs: 300_000,
  units: [{ id: 'cap-mot', name: 'Công an phường Một', recipient: null, above: null }],
  wards: [
    { code: 'phuong-mot', name: 'Phường Một' },
    { code: 'phuong-hai', name: 'Phường Hai' },
  ],
}

/** A desk as after sign-in, with what the server would have sent. */
function deskWith(items: TriageItem[]) {
  const listen = (listener: Parameters<Parameters<typeof createConsoleDesk>[0]['listen']>[0]) => {
    listeners.push(listener)
    return () => {}
  }
  const listeners: Parameters<typeof listen>[0][] = []
  const client = {
    ...createConsoleClient(),
    items: async () => ({ items, more: false }),
    logout: async () => {},
  }
  const desk = createConsoleDesk({ client, keyRing: new KeyRing(), listen, clock })
  desk.me.value = me
  return { desk, client }
}

afterEach(() => {
  cleanup()
  route.value = { page: 'tips' }
})

describe('the list', () => {
  const calm = newItem({
    urgency: 'thuong',
    category: 'venue',
    ward: 'phuong-hai',
    hour: '2026-11-21T10:00:00Z',
  })
  const urgent = newItem({ urgency: 'khan', category: 'danger', hour: '2026-11-21T14:00:00Z' })
  const older = newItem({
    urgency: 'khan',
    category: 'school',
    hour: '2026-11-21T09:00:00Z',
    state: 'checking',
  })

  it('orders by urgency, then age, and says how long each has waited', async () => {
    const { desk } = deskWith([calm, urgent, older])
    await desk.load()
    render(<InboxPage desk={desk} />)

    const rows = screen.getAllByRole('link').map((row) => row.textContent)
    expect(rows[0]).toContain('Quanh trường học')
    expect(rows[0]).toContain('chờ 5 giờ')
    expect(rows[1]).toContain('Người đang nguy hiểm')
    expect(rows[1]).toContain('chờ dưới 1 giờ')
    expect(rows[2]).toContain('Quán, karaoke, nhà nghỉ')
  })

  it('filters by state and ward', async () => {
    const { desk } = deskWith([calm, urgent, older])
    await desk.load()
    render(<InboxPage desk={desk} />)

    fireEvent.change(screen.getByLabelText('Trạng thái'), { target: { value: 'checking' } })
    expect(screen.getAllByRole('link')).toHaveLength(1)
    fireEvent.change(screen.getByLabelText('Trạng thái'), { target: { value: 'waiting' } })
    fireEvent.change(screen.getByLabelText('Phường'), { target: { value: 'phuong-hai' } })

    expect(screen.getByRole('link').textContent).toContain('Quán, karaoke')
  })

  it('marks only what came after the page was opened, and announces it', async () => {
    const list = [calm]
    const { desk } = deskWith(list)
    await desk.load()
    render(<InboxPage desk={desk} />)
    expect(screen.queryByText('Vừa tới')).toBeNull()

    list.push(urgent)
    await desk.load()

    const row = await screen.findByText('Vừa tới')
    expect(row.closest('a')?.textContent).toContain('Người đang nguy hiểm')
    expect(screen.getByText('Có tin mới: Khẩn, Người đang nguy hiểm, Phường Một').getAttribute('role')).toBe(
      'status',
    )
  })

  it('moves between rows with the arrow keys', async () => {
    const { desk } = deskWith([calm, urgent])
    await desk.load()
    render(<InboxPage desk={desk} />)
    const [first, second] = screen.getAllByRole('link')
    first!.focus()

    fireEvent.keyDown(first!, { key: 'ArrowDown' })
    expect(document.activeElement).toBe(second)
    fireEvent.keyDown(second!, { key: 'ArrowDown' })
    expect(document.activeElement).toBe(second)
    fireEvent.keyDown(second!, { key: 'k' })
    expect(document.activeElement).toBe(first)
  })

  it('says so when the list cannot be read, and when the officer has no key yet', async () => {
    const { desk, client } = deskWith([])
    client.items = () => Promise.reject(new ConsoleError('store:unavailable'))
    desk.me.value = { ...me, unitKey: null }
    await desk.load()
    render(<InboxPage desk={desk} />)

    expect(screen.getByRole('alert').textContent).toContain('kho dữ liệu đang gián đoạn')
    expect(screen.getByText(/chưa được giao khoá đơn vị/)).toBeDefined()
  })
})

describe('the opened tip', () => {
  const item = newItem()
  const tip: Tip = {
    v: 1,
    id: item.tip,
    category: 'selling',
    urgency: 'cao',
    hour: '2026-11-21T13:00:00Z',
    language: 'vi',
    what: '<img src=x onerror=alert(1)>',
    place: { ward: 'phuong-mot', text: 'Ngõ 12', latitude: 21.04, longitude: 105.88 },
    danger: 'yes',
    files: [],
    mailbox: { id: 'ab'.repeat(16), recipient: 'age1x' },
  }

  it('shows what was told, says what was not, and never takes a tip’s words for markup', () => {
    const { desk } = deskWith([])
    const { container } = render(
      <TipView item={item} opened={{ tip, files: [], originals: {}, thread: [] }} desk={desk} />,
    )

    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeDefined()
    expect(container.querySelector('img')).toBeNull()
    expect(screen.getByText('21.04, 105.88')).toBeDefined()
    expect(screen.getAllByText('Không nói tới')).toHaveLength(4)
    expect(screen.getByRole('alert').textContent).toContain('đang gặp nguy hiểm')
  })

  it('shows the three times of the law as usual times, with their source', () => {
    const { desk } = deskWith([])
    render(<TipView item={item} opened={{ tip, files: [], originals: {}, thread: [] }} desk={desk} />)

    expect(screen.getByText('Phân loại tin: thường trong 24 giờ')).toBeDefined()
    expect(screen.getByText('còn 22 giờ')).toBeDefined()
    expect(screen.getByText('Bộ luật Tố tụng hình sự, Điều 147')).toBeDefined()
  })
})

describe('changing the state', () => {
  it('offers only allowed steps and asks for reason and outcome before saving', async () => {
    const change = vi.fn(async () => {})
    render(<StateForm item={newItem({ state: 'opened' })} onChange={change} />)
    expect(screen.getAllByRole('radio')).toHaveLength(4)

    fireEvent.click(screen.getByLabelText('Kết thúc'))
    const save = screen.getByRole('button', { name: 'Lưu' }) as HTMLButtonElement
    fireEvent.click(screen.getByLabelText('Đã kiểm tra xong'))
    expect(save.disabled).toBe(true)
    fireEvent.click(screen.getByLabelText('Đúng như tin báo'))
    fireEvent.click(save)

    await vi.waitFor(() => expect(change).toHaveBeenCalled())
    const expected = { to: 'closed', reason: 'check_finished', disposition: 'confirmed', remark: '' }
    expect(change).toHaveBeenCalledWith(expected)
  })

  it('forgets the reason when another step is chosen, and tells of a conflict', async () => {
    const change = vi.fn(() => Promise.reject(new ConsoleError('triage:conflict')))
    render(<StateForm item={newItem({ state: 'checking' })} onChange={change} />)
    fireEvent.click(screen.getByLabelText('Đánh dấu tin rác'))
    fireEvent.click(screen.getByLabelText('Quảng cáo'))
    fireEvent.click(screen.getByLabelText('Chuyển nơi khác'))
    expect((screen.getByRole('button', { name: 'Lưu' }) as HTMLButtonElement).disabled).toBe(true)

    fireEvent.click(screen.getByLabelText('Thuộc cơ quan khác'))
    fireEvent.click(screen.getByRole('button', { name: 'Lưu' }))

    expect((await screen.findByRole('alert')).textContent).toContain('Có người vừa thay đổi trước')
  })
})

describe('the note to the tipster', () => {
  it('begins with a kind template that the officer may change', async () => {
    const send = vi.fn(async () => {})
    render(<NoteForm onSend={send} />)
    fireEvent.click(within(screen.getByRole('group')).getByLabelText('Đã đọc'))
    const text = screen.getByLabelText(/Lời nhắn/) as HTMLTextAreaElement
    expect(text.value).toContain('Cảm ơn bạn đã tin tưởng')

    fireEvent.input(text, { target: { value: '  Cảm ơn bạn.  ' } })
    fireEvent.click(screen.getByRole('button', { name: 'Gửi lời nhắn' }))

    await screen.findByText('Đã để lại lời nhắn.')
    expect(send).toHaveBeenCalledWith({ status: 'read', text: 'Cảm ơn bạn.' })
  })
})

describe('the desk', () => {
  it('never lets an older version of a tip replace a newer one', async () => {
    const item = newItem({ state: 'opened', version: 3 })
    const list = [item]
    const { desk } = deskWith(list)
    await desk.load()
    desk.receive({ ...item, state: 'new', version: 2 })
    expect(desk.find(item.tip)?.version).toBe(3)

    desk.receive({ ...item, state: 'closed', disposition: 'confirmed', version: 4 })

    expect(desk.waiting.value).toEqual([])
    expect(desk.finished.value).toHaveLength(1)
  })

  it('forgets everything but the name when it is locked', async () => {
    const { desk } = deskWith([newItem()])
    await desk.load()
    desk.lastName.value = 'Minh An'
    await desk.lock('idle')

    expect([desk.me.value, desk.opened.value, desk.waiting.value.length]).toEqual([null, null, 0])
    expect(desk.lastName.value).toBe('Minh An')
    await expect(desk.keyRing.openTip('AAAA')).rejects.toMatchObject({ code: 'key:missing' })
  })
})

describe('idle-lock', () => {
  it('locks when nobody touched the page, and not while somebody does', () => {
    vi.useFakeTimers()
    const time = fixedClock()
    const lock = vi.fn()
    const stop = watchIdle(10_000, lock, { clock: time, target: document })
    const pass = (ms: number) => {
      time.advance(ms)
      vi.advanceTimersByTime(ms)
    }

    pass(9_000)
    fireEvent.keyDown(document, { key: 'a' })
    pass(9_000)
    expect(lock).not.toHaveBeenCalled()
    pass(1_000)
    expect(lock).toHaveBeenCalledTimes(1)

    pass(60_000)
    expect(lock).toHaveBeenCalledTimes(1)
    stop()
    vi.useRealTimers()
  })

  it('locks a computer that slept, at the first touch', () => {
    const time = fixedClock()
    const lock = vi.fn()
    watchIdle(10_000, lock, { clock: time, target: document })

    time.advance(3_600_000)
    fireEvent.pointerDown(document)

    expect(lock).toHaveBeenCalledTimes(1)
  })
})

describe('words for times and places', () => {
  it('reads in Vietnam’s time, to the hour for tips', () => {
    expect(showHour('2026-11-21T17:00:00Z')).toBe('22/11, trong 0–1 giờ')
    expect(showMinute('2026-11-21T13:05:00Z')).toBe('20:05 21/11')
    expect(showAge('2026-11-21T13:00:00Z', Date.parse('2026-11-24T13:00:00Z'))).toBe('3 ngày')
    expect(showLeft('2026-11-21T13:00:00Z', Date.parse('2026-11-21T12:30:00Z'))).toBe('còn dưới 1 giờ')
    expect(showLeft('2026-11-21T13:00:00Z', Date.parse('2026-11-21T16:00:00Z'))).toBe('quá 3 giờ')
  })

  it('finds its pages in the address and leads everything else to the list', () => {
    const token = 'a'.repeat(43)
    expect(parseRoute(`#/enrol/${token}`)).toEqual({ page: 'enrol', token })
    expect(parseRoute('#/tips/11111111-1111-4111-8111-111111111111')).toMatchObject({ page: 'tip' })
    expect(parseRoute('#/people')).toEqual({ page: 'people' })
    for (const odd of ['', '#', '#/enrol/x', '#/tips/../x', '#/nothing'])
      expect(parseRoute(odd)).toEqual({ page: 'tips' })
  })
})

describe('a change by somebody else', () => {
  it('resets the choice, says so, and keeps the officer’s words', async () => {
    const item = newItem({ state: 'opened', version: 2 })
    const view = render(<StateForm item={item} onChange={async () => {}} />)
    fireEvent.click(screen.getByLabelText('Kiểm tra'))
    fireEvent.input(screen.getByLabelText(/Ghi thêm/), { target: { value: 'Đã gọi cho tổ dân phố' } })

    view.rerender(<StateForm item={{ ...item, state: 'checking', version: 3 }} onChange={async () => {}} />)

    await screen.findByText(/Có người vừa đổi trạng thái/)
    expect(screen.getAllByRole<HTMLInputElement>('radio').every((radio) => !radio.checked)).toBe(true)
    fireEvent.click(screen.getByLabelText('Kết thúc'))
    expect(screen.getByLabelText<HTMLTextAreaElement>(/Ghi thêm/).value).toBe('Đã gọi cho tổ dân phố')
  })

  it('says nothing of the sort after the officer’s own change', async () => {
    const item = newItem({ state: 'opened', version: 2 })
    const view = render(<StateForm item={item} onChange={onChange} />)
    async function onChange() {
      view.rerender(<StateForm item={{ ...item, state: 'checking', version: 3 }} onChange={onChange} />)
    }
    fireEvent.click(screen.getByLabelText('Kiểm tra'))
    fireEvent.click(screen.getByLabelText('Đủ chi tiết để kiểm tra'))
    fireEvent.click(screen.getByRole('button', { name: 'Lưu' }))

    await vi.waitFor(() => expect(screen.getByLabelText('Kết thúc')).toBeDefined())
    await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'Lưu' })).toBeNull())
    expect(screen.queryByText(/Có người vừa đổi trạng thái/)).toBeNull()
  })
})

describe('staying signed in', () => {
  it('tells the server now and then while somebody is there, and not when locked', async () => {
    const { desk, client } = deskWith([])
    const asked = vi.fn(async () => me)
    client.me = asked

    desk.stay()
    expect(asked).not.toHaveBeenCalled()
    clock.advance(4 * 60_000)
    desk.stay()
    desk.stay()
    expect(asked).toHaveBeenCalledTimes(1)

    await desk.lock('asked')
    clock.advance(4 * 60_000)
    desk.stay()
    expect(asked).toHaveBeenCalledTimes(1)
  })
})
