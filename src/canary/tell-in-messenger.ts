import { pause } from '../chaos/pause.ts'
import { monotonicMs } from '../core/clock.ts'
import type { FakePlatforms } from './fake-platforms.ts'
import { type Mark, type MessengerDoor, markOf } from './marks.ts'
import { type Said, type Webhook, webhookOf } from './webhook-bodies.ts'

export interface Teller {
  door: MessengerDoor
  /** Which of the people of this door. */
  number: number
  /** A photo to send along, as the phone made it. */
  photo: Buffer | null
}

export interface TellNeeds {
  marks: readonly Mark[]
  platforms: FakePlatforms
  /** The public listener; it may be down for a while. */
  url: string
}

/** How a telling ended: with a receipt, or on which screen it did not. */
export type Told = { told: true } | { told: false; screen: string }

const MOST_MOVES = 40
const QUIET_MS = 300
const ANSWER_MS = 20_000
const RETRY_MS = 400
const DELIVERY_MS = 120_000
const SCREEN_CHARS = 120
const LAST_SEEN = 4
/** Wherever it stands: after a crash it may come while the person writes again. */
const RECEIPT = /Mã biên nhận/

/** Tells one tip, full of marks, in a messenger. */
export async function tellInMessenger(teller: Teller, needs: TellNeeds): Promise<Told> {
  const { marks, platforms, url } = needs
  const contact = contactOf(teller, marks)
  const screen = platforms.shown(contact)
  const state = { photoSent: false }
  let said: Said = 'báo tin'
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const seen = screen.length
    messages += 1
    const message = { contact, said, number: messages, marks, photoUrl: platforms.photoUrl }
    await deliver(webhookOf[teller.door](message), teller, url)
    const news = await newTexts(screen, seen)
    if (screen.some((text) => RECEIPT.test(text))) return { told: true }
    // Nothing came: the same once more, as people do.
    if (news !== '') said = answerTo(news, teller, needs, state)
  }
  return {
    told: false,
    screen: screen
      .slice(-LAST_SEEN)
      .map((text) => text.slice(0, SCREEN_CHARS))
      .join(' | '),
  }
}

let messages = 0

function contactOf({ door, number }: Teller, marks: readonly Mark[]): string {
  return String((markOf(marks, door, 'id').numbers?.first ?? 0) + number)
}

function answerTo(news: string, teller: Teller, needs: TellNeeds, state: { photoSent: boolean }): Said {
  const withPhoto = teller.photo !== null && !state.photoSent
  const answers: Array<[RegExp, () => Said]> = [
    [/CHƯA chắc tin đã tới nơi|chưa được lưu|chưa lưu được/, () => 'gửi lại'],
    [/Bạn sửa lại, hay gửi/, () => 'gửi như vậy'],
    [/xem lại giúp mình/i, () => 'gửi'],
    [/Ảnh(, video, ghi âm)? có sẵn/, () => (withPhoto ? takePhoto(teller, needs, state) : 'bỏ qua')],
    [/Bạn kể thêm không/, () => (withPhoto ? 'tôi có ảnh' : 'hết rồi')],
    [/Bạn kể một mạch nhé/, () => storyOf(teller, needs.marks)],
    [/Kể một mạch/, () => 'kể một mạch'],
    [/tiếp diễn không|nguy hiểm không/, () => 'không'],
    [/ảnh/, () => 'xong'],
    [/Báo tin/, () => 'báo tin'],
  ]
  return answers.find(([reads]) => reads.test(news))?.[1]() ?? 'bỏ qua'
}

function storyOf({ door, number }: Teller, marks: readonly Mark[]): string {
  const of = (kind: Mark['kind']) => markOf(marks, door, kind).text
  return `Tối nào cũng có hai thanh niên bán gói nhỏ, ${of('sentence')} số ${number}, ở ngõ 12 Ngọc Lâm phường Bồ Đề. Một người tên ${of('name')}, gọi số ${of('phone')} là giao`
}

function takePhoto(
  { door, number, photo }: Teller,
  { platforms }: TellNeeds,
  state: { photoSent: boolean },
): Said {
  const id = `photo-${door}-${number}`
  platforms.photos.set(id, photo ?? Buffer.alloc(0))
  state.photoSent = true
  return { photo: id }
}

/** As platforms do: again and again until the hotline takes it. */
async function deliver({ path, body, headers }: Webhook, teller: Teller, url: string): Promise<void> {
  const until = monotonicMs() + DELIVERY_MS
  let last = 0
  while (monotonicMs() < until) {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null)
    last = answer?.status ?? 0
    if (last >= 200 && last < 300) return
    await pause(RETRY_MS)
  }
  throw new Error(`the hotline did not take a message of ${teller.door}: status ${last}`)
}

/** What appeared since, once nothing follows; '' when nothing came. */
async function newTexts(screen: readonly string[], seen: number): Promise<string> {
  const started = monotonicMs()
  let count = seen
  for (let quietSince = started; ; await pause(60)) {
    if (screen.length !== count) {
      count = screen.length
      quietSince = monotonicMs()
    }
    const now = monotonicMs()
    if (count > seen && now - quietSince > QUIET_MS) return screen.slice(seen).join('\n')
    if (now - started > ANSWER_MS) return ''
  }
}
