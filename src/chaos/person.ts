import { monotonicMs } from '../core/clock.ts'
import { fold } from '../lib/vietnamese.ts'
import { type Chat, codeIn, note, type Shown, shortened } from './chat.ts'
import { createDraw, type Draw } from './draw.ts'
import type { Messenger } from './messenger.ts'
import { pause } from './pause.ts'
import { answerTo, type Move } from './what-people-say.ts'

/** How somebody uses the app. */
type Habit = 'buttons' | 'numbers' | 'words' | 'unmarked'

/** Somebody with one tip to tell. */
export interface Person {
  number: number
  chat: Chat
  /** The words by which their tips are known, one for each time they began anew. */
  marks: string[]
  /** Receipt codes that they were given, each once. */
  receipts: Set<string>
  /** When the first receipt was shown; null: never. */
  toldAt: number | null
  /** No answer within the bound, also not after "menu". */
  stuck: boolean
  /** Gave up although the bot answered: it never came to a receipt. */
  gaveUp: boolean
  /** The receipt, typed later, did not show the tip's state. */
  receiptUnknown: boolean
}

export interface PersonNeeds {
  messenger: Messenger
  seed: number
  onTold: () => void
}

const HABITS: readonly Habit[] = ['buttons', 'buttons', 'numbers', 'words', 'unmarked']
/** Waiting for an answer: after this the last message is sent again, after that "menu", then the person is stuck. */
const AGAIN_MS = 20_000
const MENU_MS = 45_000
const STUCK_MS = 120_000
/** The last of several messages has come when nothing follows for this long. */
const QUIET_MS = 250
/** A message that asks nothing is followed by another, unless it is this old. */
const FOLLOWS_MS = 6_000
const MOST_MOVES = 90
const SENDS_TWICE = 0.15
const LOOKS_UP = 0.1
const RECEIVED = /Đã nhận tin/
const NOT_SAVED = /chưa lưu được tin vừa rồi/

export function createPerson(number: number, messenger: Messenger): Person {
  const chat = messenger.open(number)
  const person: Person = {
    ...{ number, chat, marks: [], receipts: new Set<string>(), toldAt: null },
    ...{ stuck: false, gaveUp: false, receiptUnknown: false },
  }
  chat.onShown = (shown) => takeReceipt(person, shown)
  return person
}

function takeReceipt(person: Person, shown: Shown): void {
  if (!RECEIVED.test(shown.text)) return
  const code = codeIn(shown.text)
  if (code !== null) person.receipts.add(code)
  person.toldAt ??= shown.at
}

/** From "hello" to the receipt and a last word. Never throws: what went wrong stands in the person. */
export async function tellTip(person: Person, { messenger, seed, onTold }: PersonNeeds): Promise<void> {
  const { chat } = person
  const draw = createDraw(seed * 1_000_003 + person.number)
  const habit = draw.pick(HABITS)
  beginAnew(person)
  act(chat, 'start', () => messenger.start(chat))
  let last: () => void = () => messenger.start(chat)
  let told = false
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const shown = await nextAsked(person, messenger, last)
    if (shown === null) return
    if (person.toldAt !== null && !told) {
      told = true
      onTold()
    }
    if (told && !/muốn xóa đoạn chat/.test(shown.text)) return lookUpPerhaps(person, messenger, draw)
    await pause(draw.between(50, 500))
    const move = read(person, shown, draw)
    last = () => carryOut(messenger, chat, move, shown, habit)
    act(chat, shortened(`${move.type} ${'title' in move ? move.title : move.text}`), last)
    if (isConfirmation(move) && draw.chance(SENDS_TWICE)) sendTwice(messenger, chat, draw)
  }
  person.gaveUp = true
}

/** What the bot asks next. Whoever gets nothing, though they repeat themselves and ask for the menu, is stuck. */
async function nextAsked(person: Person, messenger: Messenger, again: () => void): Promise<Shown | null> {
  const { chat } = person
  const shown = await nextQuestion(
    chat,
    () => act(chat, 'again', again),
    () => messenger.write(chat, 'menu'),
  )
  if (shown === null) person.stuck = true
  return shown
}

function read(person: Person, shown: Shown, draw: Draw): Move {
  if (NOT_SAVED.test(shown.text)) return { type: 'write', text: 'menu' }
  const mark = person.marks.at(-1) ?? ''
  const { chat } = person
  const text = chat.shown
    .slice(chat.since)
    .map((one) => one.text)
    .join('\n')
  const move = answerTo({ ...shown, text }, { draw, mark }) ?? { type: 'write', text: 'menu' }
  if (move.type === 'choose' && move.title.startsWith('Báo tin về')) beginAnew(person)
  return move
}

/** Everything is told in new words: two tips of one person are told apart by them. */
function beginAnew(person: Person): void {
  const { number, marks } = person
  marks.push(`${toWord(number)}${SYLLABLES[marks.length % SYLLABLES.length]}`)
}

const SYLLABLES = [
  'ba',
  'co',
  'de',
  'fi',
  'gu',
  'ha',
  'ko',
  'le',
  'mi',
  'nu',
  'pa',
  'ro',
  'se',
  'ti',
  'vu',
  'xa',
]

/** A number as a made-up word of letters: digits could be taken for a telephone number. */
function toWord(number: number): string {
  const parts: string[] = []
  for (let left = number + 16 ** 4; left > 0; left = Math.floor(left / 16))
    parts.push(SYLLABLES[left % 16] ?? '')
  return `zw${parts.join('')}`
}

function act(chat: Chat, what: string, work: () => void): void {
  if (what === 'again' || what === 'write menu') chat.repeated.push(monotonicMs())
  note(chat, `→ ${what}`)
  chat.waitingSince = monotonicMs()
  chat.since = chat.shown.length
  work()
}

function isConfirmation(move: Move): boolean {
  return move.type === 'choose' && /^Gửi$/.test(move.title)
}

/** Impatience: the same once more, before an answer can have come. */
function sendTwice(messenger: Messenger, chat: Chat, draw: Draw): void {
  note(chat, '→ gửi (twice)')
  chat.repeated.push(monotonicMs())
  void pause(draw.between(0, 400)).then(() => messenger.write(chat, 'gửi'))
}

/** The message that now asks something; null when none came in time. */
async function nextQuestion(chat: Chat, again: () => void, menu: () => void): Promise<Shown | null> {
  const started = monotonicMs()
  let tries = 0
  for (;;) {
    await pause(60)
    const now = monotonicMs()
    const newest = chat.shown.at(-1)
    if (newest !== undefined && chat.shown.length > chat.since && now - newest.at > QUIET_MS) {
      if (newest.options.length > 0 || now - newest.at > FOLLOWS_MS) return newest
    } else if (now - started > STUCK_MS) return null
    else if (now - started > MENU_MS && tries === 1) {
      tries = 2
      note(chat, '→ menu (no answer)')
      chat.repeated.push(now)
      menu()
    } else if (now - started > AGAIN_MS && tries === 0) {
      tries = 1
      again()
    }
  }
}

function carryOut(messenger: Messenger, chat: Chat, move: Move, shown: Shown, habit: Habit): void {
  if (move.type === 'write') return messenger.write(chat, habit === 'unmarked' ? fold(move.text) : move.text)
  const at = shown.options.findIndex((option) => option.title === move.title)
  const option = shown.options[at]
  if (habit === 'numbers' && at >= 0) return messenger.write(chat, String(at + 1))
  if (habit === 'buttons' && option !== undefined) return messenger.press(chat, option)
  messenger.write(chat, habit === 'unmarked' ? fold(move.title) : move.title)
}

/** A few days later, in a moment: what became of it? */
async function lookUpPerhaps(person: Person, messenger: Messenger, draw: Draw): Promise<void> {
  const { chat } = person
  const [code] = person.receipts
  if (code === undefined || !draw.chance(LOOKS_UP)) return
  for (const text of ['tin đã báo', code]) {
    const last = () => messenger.write(chat, text)
    act(chat, shortened(text), last)
    const shown = await nextAsked(person, messenger, last)
    if (shown === null) return
  }
  person.receiptUnknown = chat.shown
    .slice(-4)
    .some(({ text }) => /không tìm thấy gì với mã|từ chưa đúng/.test(text))
}
