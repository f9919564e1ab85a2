import type { Command } from '../core/message.ts'
import { hasKey } from '../lib/has-key.ts'
import { fold, hasMarks } from '../lib/vietnamese.ts'
import { barePhrase, marksAgree, plainPhrase } from './plain-phrase.ts'

export interface SaidCommand {
  command: Command
  argument?: string
}

/** Ways to say each command as a whole message. Tone marks, case, "/" and punctuation do not matter. */
const phrases = {
  start: ['start', 'bắt đầu'],
  menu: [
    'menu',
    'về menu',
    'mở menu',
    'trang chủ',
    'về trang chủ',
    'quay về menu',
    'quay lại menu',
    'danh mục',
    'bắt đầu lại',
    'làm lại từ đầu',
    'main menu',
    'home',
    'start over',
  ],
  back: [
    'quay lại',
    'lùi lại',
    'trở lại',
    'quay lại câu trước',
    'câu trước',
    'bước trước',
    'back',
    'go back',
    'previous',
  ],
  edit: [
    'sửa lại',
    'sửa',
    'chỉnh sửa',
    'sửa câu trả lời',
    'sửa lại câu trả lời',
    'edit',
    'correct',
    'change an answer',
  ],
  cancel: [
    'dừng',
    'dừng lại',
    'dừng đi',
    'huỷ',
    'huỷ bỏ',
    'huỷ đi',
    'thôi không gửi nữa',
    'thôi không báo nữa',
    'không báo nữa',
    'thôi khỏi',
    'thoát',
    'stop',
    'cancel',
    'quit',
    'exit',
  ],
  erase: [
    'xoá',
    'xoá hết',
    'xoá đi',
    'xoá tin nhắn',
    'xoá dữ liệu',
    'xoá cuộc trò chuyện',
    'xoá hết đi',
    'xoá lịch sử',
    'erase',
    'delete',
    'delete everything',
    'forget me',
  ],
  language: [
    'ngôn ngữ',
    'đổi ngôn ngữ',
    'đổi tiếng',
    'ngonngu',
    'language',
    'change language',
    'english',
    'tiếng anh',
    'in english',
    'tiếng việt',
    'vietnamese',
  ],
  human: [
    'gặp người thật',
    'gặp người',
    'cho gặp người thật',
    'cho tôi gặp người thật',
    'muốn gặp người thật',
    'em muốn gặp người thật',
    'nói chuyện với người thật',
    'nói chuyện với người',
    'gặp tư vấn viên',
    'gặp nhân viên',
    'gặp cán bộ tư vấn',
    'tư vấn viên',
    'người thật',
    'human',
    'a human',
    'talk to a person',
    'talk to a human',
    'real person',
    'counsellor',
    'counselor',
  ],
  help: ['trợ giúp', 'trogiup', 'hướng dẫn', 'hướng dẫn sử dụng', 'cách dùng', 'help', 'commands'],
  danger: [
    'nguy hiểm',
    'nguyhiem',
    'đang nguy hiểm',
    'khẩn cấp',
    'cấp cứu',
    'cứu',
    'cứu với',
    'cứu tôi',
    'cứu tôi với',
    'cứu em',
    'cứu em với',
    'sos',
    'danger',
    'emergency',
    'urgent',
  ],
} as const satisfies Record<Command, readonly string[]>

const ARGUMENTS: Readonly<Record<string, string>> = {
  english: 'en',
  'tieng anh': 'en',
  'in english': 'en',
  'tieng viet': 'vi',
  vietnamese: 'vi',
}

const byPhrase = new Map<string, { said: SaidCommand; text: string }>()
for (const command of Object.keys(phrases).filter((key) => hasKey(phrases, key))) {
  for (const text of phrases[command]) {
    const phrase = plainPhrase(text)
    const argument = ARGUMENTS[phrase]
    const said = { command, ...(argument !== undefined && { argument }) }
    byPhrase.set(phrase, { said, text })
  }
}

const GREETINGS = new Set([
  ...[
    'hi',
    'hello',
    'hey',
    'chao',
    'xin chao',
    'chao ban',
    'chao em',
    'chao anh',
    'chao chi',
    'chao ad',
    'alo',
    'a lo',
    'alo alo',
    'hi ad',
    'ad oi',
    'em chao',
    'chao moi nguoi',
  ],
  ...[
    'co ai khong',
    'co ai o do khong',
    'ban oi',
    'good morning',
    'good evening',
    'em oi',
    'shop oi',
    'chao an tam',
    'an tam oi',
    'da em chao',
    'da chao anh chi',
    'hello ad',
    'helo',
    'hallo',
    'hii',
  ],
])

/** The command that a whole message says, or null. "quay lại quán đó" is not one. */
export function commandIn(text: string): SaidCommand | null {
  if (text.length > 60) return null
  const slash = /^\s*\/(\w+)(?:@\w+)?(?:\s+([\w-]+))?\s*$/.exec(text)
  if (slash !== null) return slashCommand(slash[1] ?? '', slash[2])
  const found = byPhrase.get(plainPhrase(text)) ?? byPhrase.get(barePhrase(text))
  return found !== undefined && marksAgree(text, found.text) ? found.said : null
}

/** "dung" without marks is "dừng" or "đúng": where a yes is asked for, it is neither. */
export function isAmbiguous(text: string): boolean {
  return fold(text).trim() === 'dung' && !hasMarks(text)
}

export function isGreeting(text: string): boolean {
  return text.length <= 60 && GREETINGS.has(plainPhrase(text))
}

function slashCommand(word: string, argument: string | undefined): SaidCommand | null {
  const found = byPhrase.get(plainPhrase(SLASH_WORDS.get(word.toLowerCase()) ?? word))
  if (found === undefined) return null
  return argument === undefined ? found.said : { ...found.said, argument }
}

const SLASH_WORDS: ReadonlyMap<string, string> = new Map([
  ['dung', 'dừng'],
  ['huy', 'huỷ'],
  ['xoa', 'xoá'],
  ['sua', 'sửa'],
  ['quaylai', 'quay lại'],
  ['nguoi', 'gặp người thật'],
  ['nguoithat', 'người thật'],
])
