import type { Shown } from './chat.ts'
import type { Draw } from './draw.ts'

/** What a person who wants to report does next: takes an offered answer, or writes. */
export type Move = { type: 'choose'; title: string } | { type: 'write'; text: string }

/** What the person has in mind while telling. */
export interface Telling {
  draw: Draw
  /** A made-up word that stands in everything told: by it the tip is known again. */
  mark: string
}

interface Reading {
  /** What stands on the screen. */
  reads: RegExp
  says: (telling: Telling, shown: Shown) => Move | null
}

const STORIES = [
  'Tối nào cũng có mấy người lạ ghé mua gói nhỏ rồi đi ngay',
  'Nhóm thanh niên hay tụ tập đập đá ở phòng trọ cuối dãy',
  'Thấy hai người giao hàng cho khách quen ở quán nước',
  'Có nhóm bán kẹo lạ cho học sinh gần cổng trường',
  'Quán này đêm nào cũng có người bay lắc tới sáng',
]
const PLACES = ['ngõ 12 Ngọc Lâm', 'số 5 phố Ngô Gia Tự', 'quán nước gần chợ Gia Lâm', 'cuối ngõ 7 Thạch Bàn']
const TIMES = ['tối qua', 'khoảng 9 giờ tối qua', 'tối nào cũng vậy', 'đang diễn ra', 'chiều nay']
const PEOPLE = ['hai người, một cao gầy', 'bốn năm thanh niên', 'một người đàn ông đội mũ đỏ']
const VEHICLES = ['xe Wave đỏ, đuôi 47', 'xe máy đen không biển', 'ô tô trắng bảy chỗ']

/**
 * In order: the first that fits what stands on the screen is followed. Nothing here knows how flows are built, and what
 * nobody foresaw is skipped where it may be.
 */
const READINGS: readonly Reading[] = [
  { reads: /CHƯA chắc tin đã tới nơi/, says: choosing(/^Gửi lại/) },
  { reads: /Khoan đã: .*« »/, says: choosing(/^Gửi như vậy/) },
  { reads: /Chưa gửi được vì còn thiếu/, says: story },
  { reads: /Đã hủy|đã xóa/, says: () => write('menu') },
  { reads: /xem lại giúp mình/i, says: confirm },
  { reads: /muốn xóa đoạn chat/, says: choosing(/^Xong/) },
  { reads: /Từng câu ở đây|Gõ ngay tại đây/, says: orElse(0.5, /^(Từng câu|Gõ ngay)/, /^Kể một mạch/) },
  { reads: /muốn báo là gì/, says: anyOf(8) },
  { reads: /Mình ghi nguyên lời này/, says: keepOrRetell },
  { reads: /Hết rồi/, says: choosing(/^Hết rồi/) },
  { reads: /Bạn kể một mạch|Vài câu là đủ|thấy hoặc nghe được gì/, says: story },
  { reads: /Ở đâu\?/, says: place },
  { reads: /thuộc phường, xã nào/, says: orElse(0.5, /^Phường/, /^Bỏ qua/) },
  { reads: /Chỗ cụ thể hơn/, says: (telling) => write(`cạnh quán ${telling.mark}, số 5 ngách 3`) },
  { reads: /Lúc nào\?/, says: orSkip(0.2, ({ draw }) => draw.pick(TIMES)) },
  { reads: /còn tiếp diễn không/, says: anyOf(3) },
  { reads: /đang gặp nguy hiểm không/, says: endangered },
  { reads: /Gọi rồi, báo tin tiếp/, says: choosing(/^Gọi rồi/) },
  { reads: /biết thêm về người, xe/, says: moreOrSend },
  {
    reads: /Những ai/,
    says: orSkip(0.3, ({ draw, mark }) => `${draw.pick(PEOPLE)}, hay gọi nhau là ${mark}`),
  },
  { reads: /Họ đi xe gì/, says: orSkip(0.3, ({ draw }) => draw.pick(VEHICLES)) },
  { reads: /Ảnh, video, ghi âm có sẵn/, says: choosing(/^(Bỏ qua|Xong)/) },
  { reads: /phường nào/, says: anyOf(2) },
]

/** What the person answers to what stands there, or null: it asks for nothing. */
export function answerTo(shown: Shown, telling: Telling): Move | null {
  const found = READINGS.find(({ reads }) => reads.test(textOf(shown)))
  const move = found?.says(telling, shown) ?? null
  if (move !== null) return move
  return (
    choosing(/^Báo tin về/)(telling, shown) ??
    choosing(/^Bỏ qua/)(telling, shown) ??
    choosing(/./)(telling, shown)
  )
}

/** The options stand in the text too where there are no buttons. */
function textOf({ text, options }: Shown): string {
  return [text, ...options.map(({ title }) => title)].join('\n')
}

function write(text: string): Move {
  return { type: 'write', text }
}

function choosing(title: RegExp): Reading['says'] {
  return (_telling, { options }) => {
    const found = options.find((option) => title.test(option.title))
    return found === undefined ? null : { type: 'choose', title: found.title }
  }
}

function anyOf(first: number): Reading['says'] {
  return ({ draw }, { options }) =>
    options.length === 0 ? null : { type: 'choose', title: draw.pick(options.slice(0, first)).title }
}

function orElse(share: number, one: RegExp, other: RegExp): Reading['says'] {
  return (telling, shown) => {
    const [first, second] = telling.draw.chance(share) ? [one, other] : [other, one]
    return choosing(first)(telling, shown) ?? choosing(second)(telling, shown)
  }
}

function orSkip(share: number, told: (telling: Telling) => string): Reading['says'] {
  return (telling, shown) => {
    const skip = telling.draw.chance(share) ? choosing(/^Bỏ qua/)(telling, shown) : null
    return skip ?? write(told(telling))
  }
}

function story({ draw, mark }: Telling): Move {
  return write(`${draw.pick(STORIES)}, cạnh quán ${mark}`)
}

function place(telling: Telling, shown: Shown): Move {
  const ward = telling.draw.chance(0.3) ? choosing(/^Phường/)(telling, shown) : null
  return ward ?? write(`${telling.draw.pick(PLACES)}, cạnh quán ${telling.mark}`)
}

function keepOrRetell(telling: Telling, shown: Shown): Move | null {
  return choosing(shown.text.includes(telling.mark) ? /^Ghi như vậy/ : /^Kể lại/)(telling, shown)
}

function endangered(telling: Telling, shown: Shown): Move | null {
  return choosing(telling.draw.chance(0.05) ? /^Có/ : /^Không/)(telling, shown)
}

function moreOrSend(telling: Telling, shown: Shown): Move | null {
  return choosing(telling.draw.chance(0.3) ? /^Thêm/ : /^Xem lại/)(telling, shown)
}

/** Nobody sends a summary that lacks what they told. */
function confirm(telling: Telling, shown: Shown): Move | null {
  return shown.text.includes(telling.mark) ? choosing(/^Gửi/)(telling, shown) : write('huỷ')
}
