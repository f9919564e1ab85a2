import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { main as pullTips } from '../../src/cli/tips.ts'
import type { Tip } from '../../src/core/tip.ts'
import { messageUpdate, pressUpdate, textUpdate } from '../support/fake-telegram.ts'
import { textEvent } from '../support/fake-zalo.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const unit = 'ca-phuong-bo-de'
const CHAT = 5_550_123_456
const ZALO_USER = '246845883529197922'

describe('a tip through each messenger', () => {
  let world: WholeApp
  let dir: string
  let said: { telegram: string[]; zalo: string[] }

  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    world = await startWholeApp()
    dir = await mkdtemp(join(tmpdir(), 'antam-journey-'))
    await writeFile(join(dir, 'identity.txt'), `${world.identity}\n`)
    said = { telegram: await tellOnTelegram(), zalo: await tellOnZalo() }
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await world.stop()
    await rm(dir, { recursive: true, force: true })
  })

  async function tellOnTelegram(): Promise<string[]> {
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#225588' } })
      .withExif({ IFD0: { Make: 'SecretPhone' } })
      .jpeg()
      .toBuffer()
    world.telegram.files.set('photo-1', photo)
    const url = `${world.app.publicUrl}/webhooks/telegram`
    const say = async (update: object) => {
      const before = world.telegram.texts(CHAT).length
      expect(await world.telegram.deliver(url, update)).toEqual([200])
      await answered(() => world.telegram.texts(CHAT), before)
    }
    for (const text of [
      '/start',
      'bao tin',
      'gõ ngay tại đây',
      'mua bán',
      'Hai thanh niên bán gói nhỏ',
      'ngõ 12 Ngọc Lâm, phường Bồ Đề',
      'đang diễn ra',
      'không',
      'thêm người, xe, ảnh',
      'bỏ qua',
      'bỏ qua',
      'bỏ qua',
      'bỏ qua',
    ]) {
      await say(textUpdate(CHAT, text))
    }
    await say(
      messageUpdate(CHAT, {
        photo: [{ file_id: 'photo-1', file_unique_id: 'u', width: 60, height: 40, file_size: photo.length }],
      }),
    )
    await say(textUpdate(CHAT, 'xong'))
    await say(pressOf('gửi'))
    return world.telegram.texts(CHAT)
  }

  /** The last keyboard's button whose title begins so, pressed. */
  function pressOf(title: string): object {
    const keyboards = world.telegram.called('sendMessage').flatMap((call) => {
      const markup = call['reply_markup'] as
        | { inline_keyboard?: { text: string; callback_data: string }[][] }
        | undefined
      return markup?.inline_keyboard === undefined ? [] : [markup.inline_keyboard.flat()]
    })
    const button = keyboards.at(-1)?.find(({ text }) => text.toLowerCase().startsWith(title))
    expect(button, `a button "${title}"`).toBeDefined()
    return pressUpdate(CHAT, button?.callback_data ?? '')
  }

  async function tellOnZalo(): Promise<string[]> {
    const url = `${world.app.publicUrl}/webhooks/zalo`
    for (const text of [
      'chào',
      'báo tin',
      '3',
      'mua bán',
      'nha nghi cuoi ngo tu tap choi do',
      'Bồ Đề',
      '2',
      'bỏ qua',
      'tối qua',
      'không',
      'không',
      'gửi luôn',
      'gửi',
    ]) {
      const before = world.zalo.texts(ZALO_USER).length
      expect(await world.zalo.deliver(url, textEvent(ZALO_USER, text))).toEqual([200])
      await answered(() => world.zalo.texts(ZALO_USER), before)
      if (world.zalo.texts(ZALO_USER).some((one) => one.includes('Mã biên nhận'))) break
    }
    return world.zalo.texts(ZALO_USER)
  }

  async function pulled(): Promise<{ tip: Tip; files: { path: string }[] }[]> {
    const lines: string[] = []
    const context = {
      config: { DEPLOYMENT: 'config/long-bien.yaml', STAFF_PORT: 8081 },
      redis: () => world.redis.connect(),
      print: (line: string) => void lines.push(line),
      printError: (line: string) => void lines.push(line),
    }
    expect(
      await pullTips(
        ['pull', '--unit', unit, '--identity', join(dir, 'identity.txt'), '--files', dir],
        context,
      ),
    ).toBe(0)
    return lines.map((line) => JSON.parse(line))
  }

  it('ends with a receipt on both', () => {
    for (const texts of [said.telegram, said.zalo]) {
      expect(
        texts.filter((text) => /Mã biên nhận của bạn:\n([a-z]+-[a-z]+ ){6}[a-z]+-[a-z]+\n/.test(text)),
      ).toHaveLength(1)
    }
  })

  it('is opened by the unit as it was told', async () => {
    const tips = await pulled()

    expect(tips.map(({ tip }) => tip.what).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      'Hai thanh niên bán gói nhỏ',
      'nha nghi cuoi ngo tu tap choi do',
    ])
    expect(tips.every(({ tip }) => tip.place?.ward === 'phuong-bo-de')).toBe(true)
  })

  it('keeps the photo and drops what the phone wrote into it', async () => {
    const file = (await pulled()).flatMap(({ files }) => files).at(0)

    const bytes = await readFile(file?.path ?? '')
    expect((await sharp(bytes).metadata()).format).toBe('jpeg')
    expect(bytes.includes('SecretPhone')).toBe(false)
  })

  it('leaves nothing in Redis that names the contacts or says what they told', async () => {
    const client = world.redis.raw
    await client.sendCommand(['BGREWRITEAOF'])
    const everything: Buffer[] = []
    for (const key of await client.keys('*')) {
      everything.push(Buffer.from(key), Buffer.from((await client.sendCommand(['DUMP', key])) as string))
    }
    const text = Buffer.concat(everything).toString('utf8')

    for (const planted of [String(CHAT), ZALO_USER, 'thanh niên', 'nha nghi', 'Ngọc Lâm'])
      expect(text).not.toContain(planted)
  })

  it('reaches the officers’ list', async () => {
    await expect
      .poll(async () => (await world.adapters.triage.list(unit, 'open', 10)).length, { timeout: 3_000 })
      .toBe(2)
  })
})

/** Resolves when an answer came and nothing follows it. */
async function answered(texts: () => string[], before: number): Promise<void> {
  let count = before
  for (let waited = 0; waited < 5_000 && (count === before || count !== texts().length); waited += 120) {
    count = texts().length
    await new Promise((resolve) => setTimeout(resolve, 120))
  }
}
