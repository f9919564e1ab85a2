import { describe, expect, it } from 'vitest'
import type { ChannelType, MsgOut } from '../../src/core/message.ts'
import { TipCategory, type TipDraft } from '../../src/core/tip.ts'
import { requireDeployment } from '../../src/deployment-file.ts'
import { createEngine } from '../../src/engine/create-engine.ts'
import { createUnderstanding } from '../../src/engine/understanding.ts'
import { requireFlows } from '../../src/flows/load-flows.ts'
import { scriptedServices } from '../support/scripted-services.ts'
import type { In } from '../support/transcript.ts'
import { createPlayer } from '../support/transcript-runner.ts'

const deployment = await requireDeployment('config/long-bien.yaml')
const flows = await requireFlows('flows', deployment)
const engine = createEngine({ flows, deployment, understanding: createUnderstanding() })

const STORY = 'Mấy thanh niên ra vào suốt đêm, mua gói nhỏ rồi đi ngay'
/** From the greeting to the receipt, step by step; each entry is one press or one message. */
const stepByStep = (kind: string): In[] => [
  'báo tin',
  { choice: 'here' },
  { choice: kind },
  STORY,
  'ngõ 12 Ngọc Lâm',
  { choice: 'time.now' },
  { choice: 'no' },
  { choice: 'send' },
  { choice: 'confirm.send' },
]
/** The same for the kinds on the second list, when the story says where. */
const fromSecondList = (kind: string): In[] => [
  'báo tin',
  { choice: 'here' },
  { choice: 'more' },
  { choice: kind },
  'Ở ngõ 12 Ngọc Lâm, đêm nào cũng có xe chở thùng vào, mùi rất lạ',
  { choice: 'time.now' },
  { choice: 'no' },
  { choice: 'send' },
  { choice: 'confirm.send' },
]
const inOneGo: In[] = [
  'báo tin',
  { choice: 'whole' },
  'Tối nào cũng có hai thanh niên đi wave đỏ 29H1-234.56 bán heroin ở ngõ 12 Ngọc Lâm',
  { choice: 'done' },
  { choice: 'confirm.send' },
]

interface Walked {
  seen: MsgOut[][]
  draft: TipDraft | undefined
}

async function walk(path: readonly In[], channel: ChannelType = 'telegram'): Promise<Walked> {
  const { services, calls } = scriptedServices({})
  const player = createPlayer(engine, services, { channel })
  const seen = [(await player.take(undefined)).out]
  for (const said of path) seen.push((await player.take(said)).out)
  const call = calls.find((one) => one.type === 'submit_tip')
  return { seen, draft: call?.type === 'submit_tip' ? call.draft : undefined }
}

const buttonsOf = (node: string) => {
  const { wait } = flows.flows['report_tip']?.nodes[node] ?? {}
  return wait?.type === 'choice' ? wait.choices.map((choice) => choice.id) : []
}
const firstList = buttonsOf('category').filter((id) => id !== 'more' && id !== 'danger')
const secondList = buttonsOf('more_kinds').filter((id) => id !== 'wants_out' && id !== 'other')

describe('the short path of a tip', () => {
  it.each(firstList)('takes nine actions for %s', async (kind) => {
    const { draft } = await walk(stepByStep(kind))

    expect(draft?.category).toBe(kind)
    expect(stepByStep(kind).length).toBeLessThanOrEqual(9)
  })

  it.each(secondList)('takes nine actions for %s when the story says where', async (kind) => {
    const { draft } = await walk(fromSecondList(kind))

    expect(draft).toMatchObject({ category: kind, place: { ward: 'phuong-bo-de' } })
    expect(fromSecondList(kind).length).toBeLessThanOrEqual(9)
  })

  it('takes five actions when all is told in one go', async () => {
    const { draft } = await walk(inOneGo)

    expect(draft).toMatchObject({
      category: 'selling',
      place: { ward: 'phuong-bo-de', text: 'ngõ 12 Ngọc Lâm' },
      when: { text: 'Tối nào cũng', recurring: true },
      people: 'hai thanh niên',
      vehicles: 'wave đỏ 29H1-234.56',
      substances: 'heroin',
      stillGoing: 'yes',
    })
  })

  it('has at most twelve buttons, and a way to every kind but those known by words alone', () => {
    expect(buttonsOf('category').length).toBeLessThanOrEqual(12)
    expect(buttonsOf('more_kinds').length).toBeLessThanOrEqual(12)
    const offered = new Set([...buttonsOf('category'), ...buttonsOf('more_kinds')])
    expect(TipCategory.options.filter((kind) => !offered.has(kind))).toEqual([])
  })

  /**
   * Assumed: 4 characters a second typed on a phone; 25 characters a second read (skimming, about 300 words a minute),
   * every message once and its buttons too; 1 s for each press; the answer comes at once. The clock starts at the menu,
   * with the greeting read, and stops at the receipt. Not counted: thinking.
   */
  it.each([
    ['step by step', stepByStep('selling')],
    ['from the second list', fromSecondList('making')],
    ['in one go', inOneGo],
  ])('takes at most 90 s at human speed, %s', async (name, path) => {
    const { seen } = await walk(path)
    const read = seen
      .slice(1, -1)
      .flat()
      .reduce((sum, msg) => sum + charsOf(msg), 0)
    const typed = path.reduce<number>((sum, said) => sum + (typeof said === 'string' ? said.length : 0), 0)
    const pressed = path.filter((said) => typeof said !== 'string').length
    const seconds = read / 25 + typed / 4 + pressed
    process.stdout.write(
      `short path ${name}: ${path.length} actions, ${Math.round(seconds)} s (read ${read}, typed ${typed})\n`,
    )

    expect(seconds).toBeLessThanOrEqual(90)
  })
})

function charsOf(msg: MsgOut): number {
  return msg.text.length + msg.choices.reduce((sum, choice) => sum + choice.title.length, 0)
}

describe('the honest screen', () => {
  it.each([
    ['telegram', /Telegram thấy tài khoản, số điện thoại và lời bạn gõ/],
    ['zalo', /Zalo thấy tài khoản gắn với số điện thoại/],
    ['messenger', /Facebook và người quản trị Trang đọc được đoạn chat/],
  ] as const)('on %s says what that platform sees, and no other', async (channel, says) => {
    const { seen } = await walk(['báo tin'], channel)
    const [sealed, last, question] = seen.at(-1) ?? []

    expect(last?.text).toMatch(says)
    expect(last?.text).toMatch(/Nhà mạng chỉ thấy bạn dùng (?:Telegram|Zalo|Messenger)\./)
    expect(last?.link?.url).toBe('https://example.test/an-danh')
    expect(sealed?.link?.url).toBe('https://example.test/kin#abc')
    expect(question?.choices.map((choice) => choice.id)).toEqual(['page', 'whole', 'here', 'later'])
    expect([...(last?.text.matchAll(/Telegram|Zalo|Messenger|Facebook/g) ?? [])].map(String)).not.toContain(
      channel === 'zalo' ? 'Telegram' : 'Zalo',
    )
  })

  it('on the page says that the words stay on the device', async () => {
    const { services } = scriptedServices({ make_sealed_link: 'failed' })
    const player = createPlayer(engine, services, { channel: 'web' })
    await player.take(undefined)
    const { out } = await player.take('báo tin')

    expect(out[0]?.text).toContain('niêm phong ngay trên máy bạn')
    expect(out[0]?.link?.url).toBe('/an-danh')
  })

  it.each(['telegram', 'zalo', 'messenger'] as const)(
    'stands on %s without a public page too',
    async (channel) => {
      const { services } = scriptedServices({ make_sealed_link: 'failed' })
      const player = createPlayer(engine, services, { channel })
      await player.take(undefined)
      const { out } = await player.take('báo tin')

      expect(out[0]?.text).toContain('Gõ ở đây:')
      expect(out.at(-1)?.choices.map((choice) => choice.id)).toEqual(['whole', 'here', 'later'])
    },
  )

  it('names what erasing cannot reach, whatever the platform', async () => {
    const player = createPlayer(engine, scriptedServices({}).services, { channel: 'messenger' })
    await player.take(undefined)
    const { out } = await player.take('xoá')

    expect(out[0]?.text).toMatch(
      /không xóa được: .*máy bạn.*Telegram, Zalo.*Facebook và quản trị Trang.*tin đã gửi công an/,
    )
  })
})
