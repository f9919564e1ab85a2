import { pause } from '../chaos/pause.ts'
import { TELEGRAM_SECRET } from '../chaos/telegram-platform.ts'
import { signZalo, zaloIdentity } from '../chaos/zalo-platform.ts'
import { monotonicMs } from '../core/clock.ts'
import type { FakePlatforms } from './fake-platforms.ts'
import { type Mark, markOf } from './marks.ts'

export interface Teller {
  door: 'telegram' | 'zalo'
  /** Which of the people of this door. */
  number: number
  /** A photo to send along, as the phone made it; Telegram only. */
  photo: Buffer | null
}

export interface TellNeeds {
  marks: readonly Mark[]
  platforms: FakePlatforms
  /** The public listener; it may be down for a while. */
  url: string
}

const MOST_MOVES = 40
const QUIET_MS = 300
const ANSWER_MS = 20_000
const RETRY_MS = 400
const DELIVERY_MS = 120_000

/** Tells one tip, full of marks, in a messenger. @returns whether a receipt was shown. */
export async function tellInMessenger(teller: Teller, needs: TellNeeds): Promise<boolean> {
  const contact = contactOf(teller, needs.marks)
  const screen = needs.platforms.shown(contact)
  const state = { photoSent: false }
  let next: string | { photo: string } = 'báo tin'
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const seen = screen.length
    await deliver(bodyOf(teller, contact, next, needs), teller, needs.url)
    const news = await newTexts(screen, seen)
    if (/Mã biên nhận/.test(news)) return true
    // Nothing came: the same once more, as people do.
    if (news !== '') next = answerTo(news, teller, needs, state)
  }
  return false
}

function contactOf({ door, number }: Teller, marks: readonly Mark[]): string {
  return String((markOf(marks, door, 'id').numbers?.first ?? 0) + number)
}

function answerTo(news: string, teller: Teller, needs: TellNeeds, state: { photoSent: boolean }) {
  const withPhoto = teller.photo !== null && !state.photoSent
  const answers: Array<[RegExp, () => string | { photo: string }]> = [
    [/CHƯA được gửi|chưa được lưu|chưa lưu được/, () => 'gửi lại'],
    [/Bạn sửa lại, hay gửi/, () => 'gửi như vậy'],
    [/xem lại giúp mình/i, () => 'gửi'],
    [/Ảnh có sẵn/, () => (withPhoto ? takePhoto(teller, needs, state) : 'bỏ qua')],
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

function takePhoto(teller: Teller, { platforms }: TellNeeds, state: { photoSent: boolean }) {
  const photo = `photo-${teller.number}`
  platforms.photos.set(photo, teller.photo ?? Buffer.alloc(0))
  state.photoSent = true
  return { photo }
}

interface Webhook {
  path: string
  body: string
  headers: Record<string, string>
}

let messages = 0

function bodyOf(
  teller: Teller,
  contact: string,
  said: string | { photo: string },
  needs: TellNeeds,
): Webhook {
  messages += 1
  return teller.door === 'telegram' ? telegramUpdate(contact, said, needs) : zaloEvent(contact, said)
}

function telegramUpdate(contact: string, said: string | { photo: string }, { marks }: TellNeeds): Webhook {
  const profile = {
    id: Number(contact),
    first_name: markOf(marks, 'telegram', 'name').text,
    username: markOf(marks, 'telegram', 'username').text,
  }
  const content =
    typeof said === 'string'
      ? { text: said }
      : {
          photo: [{ file_id: said.photo, file_unique_id: said.photo, width: 60, height: 40, file_size: 900 }],
        }
  const chat = { ...profile, type: 'private' }
  const from = { ...profile, is_bot: false, language_code: 'vi' }
  const message = { message_id: messages, date: 1_780_000_000, chat, from, ...content }
  return {
    path: '/webhooks/telegram',
    body: JSON.stringify({ update_id: 500_000 + messages, message }),
    headers: { 'x-telegram-bot-api-secret-token': TELEGRAM_SECRET },
  }
}

function zaloEvent(contact: string, said: string | { photo: string }): Webhook {
  const timestamp = String(1_780_000_000_000 + messages)
  const body = JSON.stringify({
    app_id: zaloIdentity.appId,
    sender: { id: contact },
    user_id_by_app: contact,
    recipient: { id: zaloIdentity.oaId },
    event_name: 'user_send_text',
    message: { text: said, msg_id: `msg-${messages}` },
    timestamp,
  })
  const headers = { 'x-zevent-signature': `mac=${signZalo(body, timestamp)}` }
  return { path: '/webhooks/zalo', body, headers }
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
