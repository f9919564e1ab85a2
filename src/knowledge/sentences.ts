import type { Language, Translated } from '../core/language.ts'
import type { RefusalReason } from '../core/passage.ts'

/** The frame around quoted text. The law's own words are never translated. */

export const refusals: Readonly<Record<RefusalReason, Translated>> = {
  no_ground: {
    vi: 'Điều này chưa có trong tài liệu mà đường dây giữ, nên mình không trả lời để khỏi sai. Bạn hỏi công an phường, xã nơi đang ở, hoặc nhắn “gặp người thật”.',
    en: 'The documents that we keep do not say, so I will not guess. Ask the police of your ward or commune, or write “a person”.',
  },
  off_topic: {
    vi: 'Việc này ngoài phần mình giúp được. Mình trả lời về phòng, chống ma túy, cai nghiện, và nhận tin báo. Bạn đang lo chuyện gì về những việc đó?',
    en: 'This is outside what I can help with. I answer about drug prevention and rehabilitation, and take reports. What worries you there?',
  },
  harmful: {
    vi: 'Mình không giúp phần đó. Nếu bạn lo cho mình hay cho người thân, hoặc đã lỡ dùng, bạn kể ở đây nhé. Có người mệt lả, khó thở: gọi 115 ngay.',
    en: 'I do not help with that. If you worry about yourself or somebody close, or have used something, tell me here. Somebody collapsing: call 115 now.',
  },
  medical: {
    vi: 'Thuốc và liều phải hỏi bác sĩ hoặc cơ sở đang điều trị, mình không nói thay được. Có người mệt lả, khó thở hay co giật: gọi 115 ngay.',
    en: 'Medicines and doses are for a doctor or your clinic to say. Somebody collapsing, short of breath or having fits: call 115 now.',
  },
  private: {
    vi: 'Mình không có và không cho biết thông tin về một người cụ thể. Bạn có thể hỏi quy định chung, hoặc báo tin để công an xem xét.',
    en: 'I hold and give no information about any person. You can ask about the rules, or leave a report for the police.',
  },
}

interface Frame {
  inForce: string
  inForceUntil: string
  /** {day} */
  notYet: string
  ended: string
  /** {title}, {status}, {day} */
  source: string
  /** Of what is no rule and has no force: {title}, {day} */
  ownSource: string
  plan: string
  planOver: string
  old: string
  /** Some points of a list were left out. */
  more: string
  /** The same, of a section that is no clause of a law. */
  moreOfSection: string
  nearest: string
  /** The question names a subject and asks nothing about it. */
  askBack: string
}

const frames: Readonly<Record<Language, Frame>> = {
  vi: {
    inForce: 'đang có hiệu lực',
    inForceUntil: 'có hiệu lực đến hết {day}',
    notYet: 'có hiệu lực từ {day}',
    ended: 'hết hiệu lực từ {day}',
    source: '[{title}, {status}] (kiểm tra ngày {day})',
    ownSource: '[{title}] (kiểm tra ngày {day})',
    plan: 'Đây là kế hoạch của thời kỳ đó; nơi làm và cách làm có thể đã thay đổi.',
    planOver: 'Kế hoạch này đã hết thời kỳ thực hiện; nay có thể đã thay đổi.',
    old: 'Lưu ý: đây là quy định cũ, nay không còn áp dụng.',
    more: '(Khoản này còn ý khác.)',
    moreOfSection: '(Mục này còn ý khác.)',
    nearest: 'Gần nhất trong tài liệu: {list}.',
    askBack:
      'Bạn muốn biết điều gì về việc này? Bạn kể rõ thêm một chút nhé. Gần nhất trong tài liệu: {list}.',
  },
  en: {
    inForce: 'in force',
    inForceUntil: 'in force until {day}',
    notYet: 'in force from {day}',
    ended: 'out of force since {day}',
    source: '[{title}, {status}] (checked on {day})',
    ownSource: '[{title}] (checked on {day})',
    plan: 'This is a plan of its time; places and ways of working may have changed.',
    planOver: 'The period of this plan is over; things may have changed.',
    old: 'Note: this is the former rule and no longer applies.',
    more: '(This clause goes on.)',
    moreOfSection: '(This section goes on.)',
    nearest: 'Nearest in our documents: {list}.',
    askBack:
      'What would you like to know about it? Please say a little more. Nearest in our documents: {list}.',
  },
}

/** To somebody who writes in a script that we do not read. */
export const OTHER_LANGUAGE: Translated = {
  vi: 'Đường dây này nói tiếng Việt. Nguy hiểm đến tính mạng, gọi 115 (cấp cứu) hoặc 113 (công an). Về trẻ em, gọi 111.',
  en: 'This hotline speaks Vietnamese, and understands simple English. In danger, call 115 (ambulance) or 113 (police); about a child, 111.',
}

export const ENGLISH_LEAD =
  'This is what I found. The rule is quoted as it stands, in Vietnamese; ask for “a person” if you need it explained:'

/** A sentence of the frame with its blanks filled. */
export function sayFrame(
  language: Language,
  key: keyof Frame,
  values: Readonly<Record<string, string>> = {},
): string {
  return frames[language][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

/** 2026-11-21 → 21/11/2026. */
export function sayDay(day: string): string {
  const [year, month, date] = day.split('-')
  return `${date}/${month}/${year}`
}
