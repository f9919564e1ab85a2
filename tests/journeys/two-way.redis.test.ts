import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadContent, requireContent } from '../../src/content.ts'
import { roundToHour, systemClock } from '../../src/core/clock.ts'
import type { ServiceOutcome } from '../../src/core/event.ts'
import { deriveTipId } from '../../src/tips/derive.ts'
import { deriveMailbox, sealNote } from '../../src/tips/mailbox.ts'
import { makeReceipt } from '../../src/tips/make-receipt.ts'
import { openReply, sealReply } from '../../src/tips/reply.ts'
import { createStoredTipOutlet } from '../../src/tips/stored-tip-outlet.ts'
import { createTipDesk, type TipDesk } from '../../src/tips/tip-desk.ts'
import type { TipOutlet } from '../../src/tips/tip-outlet.ts'
import { Intake } from '../../src/triage/intake.ts'
import type { Officer } from '../../src/triage/officer.ts'
import { createAdditions } from '../../src/triage/take-addition.ts'
import type { TriageItem } from '../../src/triage/triage-item.ts'
import { KeyRing } from '../../src/web/console/key-ring.ts'
import { createTipOpener } from '../../src/web/console/tip-opener.ts'
import { textUpdate } from '../support/fake-telegram.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'
import { createStaffSide, enrolRequest, type StaffSide, signInAs } from '../triage/support.ts'

/** What one tipster and one officer do, each with their own code, over one Redis. */
async function notHere(): Promise<never> {
  throw new Error('no original here')
}

describe('question and answer under a code', () => {
  let redis: TestRedis
  let side: StaffSide
  let intake: Intake
  let officer: Officer
  let outlet: TipOutlet
  let tipster: TipDesk
  let opener: ReturnType<typeof createTipOpener>
  let secret: string
  let code: string
  let item: TriageItem

  beforeAll(async () => {
    redis = await startRedis()
    side = await createStaffSide(await redis.connect())
    const units = side.deployment.units.map(({ id }) => id)
    intake = new Intake({ queue: side.queue, store: side.triage, units, consumer: 'a', onError: () => {} })
    await intake.prepare()
    const token = (await side.invites.createFirstOfficerInvite()) ?? ''
    const enrolled = await enrolRequest(side, { token, name: 'Minh An', unit: 'cap-mot', withKey: true })
    officer = await side.enrolment.finishEnrolment(enrolled.request)
    const { exportKey } = await signInAs(side, 'Minh An')
    const keyRing = new KeyRing()
    await keyRing.unlock(exportKey ?? '', officer)
    outlet = createStoredTipOutlet(side)
    const photos = async () => null
    tipster = createTipDesk({
      outlet,
      deployment: side.deployment,
      clock: systemClock,
      files: photos,
      onDevice: true,
    })
    opener = createTipOpener({ keyRing, clock: systemClock, readersOf: () => [], ...consoleOf() })
  })
  afterAll(async () => {
    await side.feed.stop()
    await redis.stop()
  })

  /** The server's side of the console, without HTTP in between. */
  function consoleOf() {
    const { desk } = side
    return {
      list: { receive: (next: TriageItem) => void (item = next), markSeen: () => {} },
      client: {
        openItem: ({ unit, tip }: TriageItem) => desk.open(officer, unit, tip),
        sealedFile: async ({ unit, tip }: TriageItem, file: string) =>
          new Uint8Array(await buffer(Readable.from(await desk.file(officer, unit, tip, file)))),
        askOriginal: notHere,
        outerEnvelope: notHere,
        agreeOriginal: notHere,
        innerEnvelope: notHere,
        changeState: ({ unit, tip }: TriageItem, change: Parameters<typeof desk.changeState>[3]) =>
          desk.changeState(officer, unit, tip, change),
        writeNote: ({ unit, tip }: TriageItem, note: Parameters<typeof desk.writeNote>[3]) =>
          desk.writeNote(officer, unit, tip, note),
        thread: async ({ unit, tip }: TriageItem) => (await desk.thread(officer, unit, tip)).entries,
        noteClaim: ({ unit, tip }: TriageItem) => desk.claim(officer, unit, tip),
      },
    }
  }

  beforeEach(async () => {
    secret = randomBytes(32).toString('hex')
    code = makeReceipt(secret)
    const draft = { category: 'selling', what: 'Quán nước đầu ngõ', language: 'vi', files: [] } as const
    const place = { ward: 'phuong-mot', text: 'Ngõ 12' }
    expect(await tipster.submit({ ...draft, files: [], place }, secret)).toMatchObject({
      type: 'tip_submitted',
    })
    await intake.runOnce()
    item = (await side.desk.list(officer, 'open')).items.find(({ state }) => state === 'new') ?? expect.fail()
    await opener.open(item)
  })

  async function stored(): Promise<TriageItem> {
    return (await side.triage.item(item.unit, item.tip)) ?? expect.fail('no item')
  }

  async function add(text: string, turn = secret): Promise<ServiceOutcome> {
    return tipster.add({ code, text, secret: turn })
  }

  async function actions(): Promise<string[]> {
    const { entries } = await side.triage.audit('cap-mot')
    return entries.filter((entry) => entry.item === item.tip).map(({ action }) => action)
  }

  it('goes to and fro several times, in order, with marks of what is unread on both sides', async () => {
    expect(await tipster.lookUp(code)).toMatchObject({ status: 'Đã nhận, chờ người trực đọc', news: '' })
    await opener.writeNote(item, { status: 'question', text: 'Bên chẵn hay bên lẻ?' })
    expect(await tipster.lookUp(code)).toMatchObject({
      status: 'Người trực muốn hỏi thêm',
      news: 'Có 1 điều mới từ lần xem trước.',
      notes: [expect.stringMatching(/\(mới\): Bên chẵn hay bên lẻ\?$/)],
    })
    expect(await tipster.lookUp(code)).toMatchObject({ news: '', notes: ['Bên chẵn hay bên lẻ?'] })

    expect(await add('Bên lẻ, cửa xanh')).toEqual({ type: 'addition_sent' })
    expect(await stored()).toMatchObject({ replies: 1 })
    await opener.readThread(item)
    expect(await stored()).toMatchObject({ replies: 1, repliesRead: 1 })
    await opener.writeNote(item, { status: 'checking', text: 'Cảm ơn bạn' })
    await add('Hôm nay đóng cửa')
    await add('Mai mở lại', 'ef'.repeat(32))
    await opener.readThread(item)

    const thread = opener.opened.value?.thread ?? []
    expect(thread.map(({ from, text }) => [from, text])).toEqual([
      ['unit', 'Bên chẵn hay bên lẻ?'],
      ['tipster', 'Bên lẻ, cửa xanh'],
      ['unit', 'Cảm ơn bạn'],
      ['tipster', 'Hôm nay đóng cửa'],
      ['tipster', 'Mai mở lại'],
    ])
    expect(thread.every(({ isGenuine }) => isGenuine)).toBe(true)
    expect(await actions()).toEqual([
      'item_received',
      'item_opened',
      'note_written',
      'reply_received',
      'replies_read',
      'note_written',
      'reply_received',
      'reply_received',
      'replies_read',
    ])
  })

  it('stores an addition once, however often the turn is repeated', async () => {
    await add('Bên lẻ')
    await add('Bên lẻ')

    expect(await stored()).toMatchObject({ replies: 1 })
    expect(await side.threads.read('cap-mot', item.tip)).toHaveLength(1)
  })

  it('tells listening officers at once', async () => {
    const heard = new Promise<TriageItem>((resolve) => {
      side.feed.subscribe((change) => {
        if (change.type === 'item' && change.item.replies === 1) resolve(change.item)
      })
    })

    await add('Bên lẻ')

    expect(await heard).toMatchObject({ tip: item.tip, replies: 1 })
  })

  it('takes a finished tip up again, and leaves spam where it is', async () => {
    const change = { disposition: null, remark: '' } as const
    await opener.changeState(item, { ...change, to: 'checking', reason: 'enough_to_check' })
    await opener.changeState(item, {
      ...change,
      to: 'closed',
      reason: 'check_finished',
      disposition: 'confirmed',
    })

    await add('Họ quay lại rồi')

    expect(await stored()).toMatchObject({ state: 'checking', disposition: null, replies: 1 })
    expect((await side.desk.list(officer, 'open')).items.map(({ tip }) => tip)).toContain(item.tip)
    item = await stored()
    await opener.changeState(item, { ...change, to: 'spam', reason: 'empty_or_joke' })
    await add('Còn nữa')
    expect(await stored()).toMatchObject({ state: 'spam', replies: 2 })
  })

  it('does not take what somebody writes who has no code, and shows nothing of a forgery in the store', async () => {
    const { mailbox } = opener.opened.value?.tip ?? expect.fail()
    const [recipient = ''] = (await side.recipients.list('cap-mot')).map((one) => one.recipient)
    const id = crypto.randomUUID()
    const reply = { v: 1, id, hour: roundToHour(systemClock.now()), text: 'Tôi là người báo' } as const
    const sealed = await sealReply([recipient], 'f'.repeat(64), reply)

    for (const door of [mailbox.id.repeat(2), mailbox.reply ?? '', 'f'.repeat(64)]) {
      await expect(outlet.addReply({ unit: 'cap-mot', door, id, sealed })).rejects.toMatchObject({
        code: 'request:not_found',
      })
    }
    // Somebody with the store in hand puts it there all the same.
    await side.threads.add('cap-mot', item.tip, {
      v: 1,
      id,
      from: 'tipster',
      at: reply.hour,
      officer: null,
      sealed,
    })
    await opener.readThread(item)
    expect(opener.opened.value?.thread).toMatchObject([{ text: null, isGenuine: false }])
  })

  it('does not show an old addition again as a new one', async () => {
    await add('Bên lẻ')
    const [entry] = await side.threads.read('cap-mot', item.tip)
    await side.threads.add('cap-mot', item.tip, { ...(entry ?? expect.fail()), id: crypto.randomUUID() })
    await opener.readThread(item)

    expect(opener.opened.value?.thread?.map(({ isGenuine }) => isGenuine)).toEqual([true, false])
  })

  it('says plainly when nothing can be added: no such tip, an old one, a full one', async () => {
    const other = makeReceipt(randomBytes(32).toString('hex'))
    expect(await tipster.add({ code: other, text: 'x', secret })).toEqual({
      type: 'addition_not_sent',
      reason: 'closed',
    })
    expect(await tipster.add({ code: 'quên rồi', text: 'x', secret })).toMatchObject({ reason: 'wrong_word' })
    for (let i = 0; i < 100; i++) {
      const id = crypto.randomUUID()
      const at = roundToHour(systemClock.now())
      await side.threads.add('cap-mot', item.tip, {
        v: 1,
        id,
        from: 'unit',
        at,
        officer: null,
        sealed: 'AAAA',
      })
    }
    expect(await add('Thêm nữa')).toEqual({ type: 'addition_not_sent', reason: 'full' })
  })

  it('offers a reward, and knows its claim from others, without keeping the words', async () => {
    await opener.writeNote(item, { status: 'reward', text: 'Mang mã nhận thưởng tới trụ sở' })
    const outcome = await tipster.lookUp(code)
    const claim =
      outcome.type === 'receipt_found' ? /: ((?:[a-z]+-[a-z]+ ?){7})/.exec(outcome.reward ?? '')?.[1] : ''

    expect(claim).not.toBe(code)
    expect(await opener.checkClaim(item, claim?.toUpperCase() ?? '')).toBe(true)
    expect(await opener.checkClaim(item, makeReceipt('12'.repeat(32)))).toBe(false)
    expect(await opener.checkClaim(item, 'sáu con vịt')).toBeNull()
    expect((await actions()).filter((action) => action === 'claim_matched')).toHaveLength(1)
    // The claim opens nothing: whoever overhears it cannot read or write as the tipster.
    expect(await tipster.lookUp(claim ?? '')).toMatchObject({ reason: 'unknown' })
    expect(await everything()).not.toContain(claim?.split(' ')[0])
  })

  it('keeps nothing readable, and nothing that joins the mailbox to the tip', async () => {
    await opener.writeNote(item, { status: 'question', text: 'Bên chẵn hay bên lẻ?' })
    await tipster.lookUp(code)
    await add('Cửa xanh bên lẻ')
    const { mailbox } = opener.opened.value?.tip ?? expect.fail()
    const all = await entriesOfRedis()

    const text = all.map(([name, value]) => `${name} ${value}`).join('\n')
    for (const word of ['Cửa xanh', 'Bên chẵn', code, mailbox.reply ?? '', mailbox.claim ?? '']) {
      expect(text).not.toContain(word)
    }
    const withMailbox = all.filter(([name, value]) => `${name} ${value}`.includes(mailbox.id))
    expect(withMailbox.map(([name]) => name).toSorted((a, b) => a.localeCompare(b))).toEqual([
      `antam:{mailbox:${mailbox.id}}`,
      `antam:{mailbox:${mailbox.id}}:mark`,
    ])
    expect(withMailbox.map(([, value]) => value).join()).not.toContain(item.tip)
    // The two hashes of tokens are not the same one, which would join them.
    const [guard] = withMailbox.flatMap(([, value]) => /guard,([0-9a-f]{64})/.exec(value)?.[1] ?? [])
    expect(all.filter(([name]) => name.includes(guard ?? 'none'))).toEqual([])
  })

  it('lets every key of a mailbox go at the same midnight', async () => {
    await tipster.lookUp(code)
    const { mailbox } = opener.opened.value?.tip ?? expect.fail()
    const names = [`antam:{mailbox:${mailbox.id}}`, `antam:{mailbox:${mailbox.id}}:mark`]
    const doors = (await redis.raw.keys('antam:{unit:cap-mot}:door:*')).filter((name) => name.length > 0)

    const times = await Promise.all([...names, ...doors].map((name) => redis.raw.expireTime(name)))
    expect(new Set(times).size).toBe(1)
    expect((times[0] ?? 1) % 86_400).toBe(0)
  })

  async function everything(): Promise<string> {
    return (await entriesOfRedis()).map(([name, value]) => `${name} ${value}`).join('\n')
  }

  async function entriesOfRedis(): Promise<[string, string][]> {
    const names = await redis.raw.keys('*')
    return Promise.all(names.map(async (name) => [name, await contentOf(name)] as [string, string]))
  }

  async function contentOf(name: string): Promise<string> {
    switch (await redis.raw.type(name)) {
      case 'string':
        return (await redis.raw.get(name)) ?? ''
      case 'list':
        return (await redis.raw.lRange(name, 0, -1)).join()
      case 'hash':
        return Object.entries(await redis.raw.hGetAll(name))
          .map((pair) => pair.join(','))
          .join(';')
      case 'stream':
        return JSON.stringify(await redis.raw.xRange(name, '-', '+'))
      default:
        return ''
    }
  }
})

/** The same through a messenger, with the hotline wired as `npm start` does. */
describe('a mailbox on Telegram', () => {
  const CHAT = 5_550_777_001
  let world: WholeApp

  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    world = await startWholeApp()
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await world.stop()
  })

  /** Says something and waits until the answer has come. */
  async function say(text: string, answer: string): Promise<void> {
    const before = world.telegram.texts(CHAT).length
    const url = `${world.app.publicUrl}/webhooks/telegram`
    expect(await world.telegram.deliver(url, textUpdate(CHAT, text))).toEqual([200])
    const said = () => world.telegram.texts(CHAT).slice(before).join('\n')
    await expect.poll(said, { timeout: 15_000 }).toContain(answer)
  }

  it('shows the question, and takes the answer sealed for the unit', async () => {
    const { adapters } = world
    const outlet = createStoredTipOutlet({ ...adapters, additions: createAdditions(adapters) })
    const { deployment } = requireContent(await loadContent('config/long-bien.yaml', adapters.clock.now()))
    const desk = createTipDesk({ outlet, deployment, clock: adapters.clock, files: async () => null })
    const secret = randomBytes(32).toString('hex')
    const place = { ward: 'phuong-bo-de' }
    await desk.submit({ category: 'selling', what: 'Quán nước', place, files: [], language: 'vi' }, secret)
    const mailbox = await deriveMailbox(makeReceipt(secret))
    const asked = {
      v: 1,
      hour: roundToHour(adapters.clock.now()),
      status: 'question',
      text: 'Bên nào?',
    } as const
    await adapters.mailboxes.add(mailbox.id, await sealNote(mailbox.recipient, asked))

    await say('/start', 'Bạn cần gì?')
    await say('xem tin đã báo', 'Mã của bạn là gì?')
    await say(makeReceipt(secret).toUpperCase(), 'Bạn muốn làm gì tiếp?')
    expect(world.telegram.texts(CHAT).join('\n')).toContain('Bên nào?')
    await say('trả lời', 'Bạn muốn nói thêm điều gì?')
    await say('Bên lẻ, cửa xanh', 'Đã niêm phong và gửi')
    await say('xong', 'Giữ mã thật kín')

    const unit = 'ca-phuong-bo-de'
    const tip = deriveTipId(secret)
    const [entry] = await adapters.threads.read(unit, tip)
    expect(await openReply(entry?.sealed ?? '', [world.identity], mailbox.replyKey)).toMatchObject({
      text: 'Bên lẻ, cửa xanh',
    })
    expect(await adapters.triage.item(unit, tip)).toMatchObject({ replies: 1 })
  })
})
