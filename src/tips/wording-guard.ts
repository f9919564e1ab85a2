import { type MarkedText, readyText, type Span } from '../lib/marked-text.ts'

/** What may betray who wrote a tip. */
export type RevealingKind =
  | 'name'
  | 'contact'
  | 'home'
  | 'only_me'
  | 'family'
  | 'work'
  | 'routine'
  | 'account'
  | 'part'

export interface Revealing extends Span {
  kind: RevealingKind
}

const I = '(?:tôi|tui|em|mình|tớ|mk|mik)'
/** "có em tên Linh": not the writer. */
const NOT_OTHERS = '(?<!(?:có|một|thằng|bọn|mấy|đứa|các|hai|nhóm|chị|anh|trẻ|của|cho|con|đứa|cô|nhỏ) )'
const KIN =
  '(?:chồng|vợ|ck|vk|con trai|con gái|con dâu|con rể|bố|ba|má|mẹ|cha|anh trai|anh ruột|anh rể|chị gái|chị ruột|chị dâu|em trai|em gái|em ruột|em rể|cậu|chú|bác|dì|dượng|cháu|ông nội|ông ngoại|bà nội|bà ngoại|người yêu|bạn trai|bạn gái|ny|nyc|bạn thân|mẹ chồng|bố vợ|mẹ vợ|bố chồng|bạn cùng phòng|bạn cùng lớp|chủ trọ|anh họ|chị họ|em họ|chồng cũ|vợ cũ)'
const WORKMATE =
  '(?:sếp|quản lý|đồng nghiệp|thầy|cô giáo|giáo viên|ông chủ|bà chủ|chỗ làm|công ty|cơ quan|cửa hàng|lớp|trường|xưởng|ca trực|phòng làm việc)'
/** Words that fold to others when typed without marks: "bạn tôi" is then "bán tối" as well. */
const UNMARKED_KIN =
  '(?:chong|vo|con trai|con gai|me|bo|anh trai|anh ruot|chi gai|em trai|em gai|em ruot|nguoi yeu|ban trai|ban gai|ban than|me chong|chu tro|con)'

const MARKED: readonly (readonly [RevealingKind, string])[] = [
  ['name', `${NOT_OTHERS}${I} (?:tên|tên là|tên thật là|họ|họ tên là) [\\p{L}]+`],
  ['name', `(?:họ tên|họ và tên|tên) (?:của )?${I}(?: là)?(?: \\p{L}+)?`],
  [
    'work',
    `${NOT_OTHERS}${I} là (?:giáo viên|nhân viên|bảo vệ|chủ nhà|chủ trọ|chủ quán|thợ|tài xế|lái xe|shipper|học sinh|sinh viên|lễ tân|công nhân|bác sĩ|y tá|tổ trưởng|công an|cán bộ|kế toán|phục vụ|người giúp việc|bố|mẹ|vợ|chồng|con|anh|chị|em|hàng xóm|người thuê|khách quen|con nợ)(?: \\p{L}+)?`,
  ],
  [
    'contact',
    `(?:số|sđt|sdt|đt|số điện thoại|điện thoại)(?: (?:của|liên hệ))? ${I}(?: là)?[ :]*(?:\\+?[\\d .]{6,})?`,
  ],
  [
    'contact',
    `(?:gọi|liên hệ|alo|nhắn|kb)(?: (?:lại|cho|với|qua|tin|zalo))* ${I}(?: (?:qua|số|theo số|ở số))*[ :]*(?:\\+?[\\d .]{6,})?`,
  ],
  ['contact', `${I}(?: [\\p{L}]+){0,3} (?:0|\\+84)\\d[\\d .]{7,}`],
  [
    'contact',
    `(?:cccd|cmnd|căn cước|chứng minh thư|chứng minh nhân dân|hộ chiếu|mã số thuế)(?: công dân)? (?:của )?${I}(?: là)?[ :]*[\\d ]*`,
  ],
  ['contact', `(?:cccd|cmnd|căn cước(?: công dân)?)(?: số)?[ :]*\\d{9,12}`],
  ['contact', `[a-z0-9._%+-]+@[a-z0-9-]+\\.[a-z.]{2,}`],
  [
    'home',
    `(?:trước cửa |cạnh |sát |sau |đầu ngõ |ngõ |đối diện |gần |bên cạnh |vách |cửa sổ |ban công |tường )?(?:nhà|phòng|phòng trọ|dãy trọ|căn hộ|xóm|tầng) (?:của )?${I}(?: (?:ở|số)(?: số)? [\\p{L}\\d/]+)?`,
  ],
  ['home', `(?:chỗ|nơi) ${I} (?:ở|trọ|thuê)`],
  [
    'home',
    `${NOT_OTHERS}${I} (?:đang |cũng )?(?:ở|trọ|thuê)(?: trọ| nhà| phòng)? (?:ngay |sát |tầng|phòng|nhà|số|căn|cạnh|đối diện|kế bên|cùng|đây|tại|bên cạnh)(?: [\\p{L}\\d]+)?`,
  ],
  ['only_me', `chỉ (?:có |mỗi )?(?:một )?(?:mình )?${I}(?: (?:biết|thấy|nghe|có|được|mới))?`],
  [
    'only_me',
    `(?:mỗi|duy nhất) (?:mình )?${I}(?: (?:biết|thấy|nghe))?|ngoài ${I} (?:ra )?(?:không|chẳng|ko|k) (?:ai|còn ai)|${I} là người duy nhất|không ai biết ngoài ${I}|nó chỉ (?:kể|nói|khoe) (?:với|cho) (?:mỗi |mình )?${I}|(?:kể|tâm sự|thú nhận) (?:với|cho) (?:mỗi |mình |riêng )?${I}`,
  ],
  ['family', `${KIN} (?:của )?${I}`],
  ['family', `(?:thằng |đứa |cô |bà |ông )?con (?:của )?(?:tôi|tui|mình)`],
  [
    'family',
    `(?:anh|chị|em) ruột(?! (?:nó|hắn|ổng|thằng|của nó|của hắn|họ|gã|y))|ông xã|bà xã|bà con (?:với )?${I}`,
  ],
  ['work', `${WORKMATE} (?:của )?${I}(?: (?:làm|học|dạy))?`],
  ['work', `(?:chỗ|nơi) ${I} (?:đang )?(?:làm|học|dạy)`],
  [
    'work',
    `${NOT_OTHERS}${I} (?:đang |hiện |cũng |từng |có )?(?:đi )?(?:làm|dạy|học|trực|phục vụ|bán hàng|giúp việc|lau dọn|chạy bàn|chạy xe|thuê chỗ)(?: việc| thuê| thêm| ca đêm| ca)? (?:ở|tại|trong|cho|lớp|cùng|bảo vệ|lễ tân|ca|chung|với)(?: [\\p{L}\\d]+){0,2}`,
  ],
  [
    'routine',
    `${NOT_OTHERS}${I} (?:hay|thường|vẫn hay|ngày nào cũng|sáng nào cũng|tối nào cũng|chiều nào cũng|hằng ngày|hàng ngày) (?:đi|chạy|tập|bán|đón|về|ngồi|ra|qua|dắt|đạp|mua|uống|đưa)(?: [\\p{L}\\d]+){0,3}`,
  ],
  [
    'routine',
    `(?:lúc|khi|hôm|trên đường) ${I} (?:đang |đi )?(?:đi làm|đi học|đón con|tan ca|tan làm|tan học|đi chợ|đi làm về|về nhà|dắt chó|tập thể dục|đổ rác)(?: về)?`,
  ],
  [
    'account',
    `(?:facebook|fb|zalo|tele|telegram|nick|acc|tài khoản|insta|tiktok|stk|số tài khoản) (?:của )?${I}(?: là)?(?: [\\p{L}\\d._]+)?`,
  ],
  [
    'part',
    `${NOT_OTHERS}${I} (?:đã |từng |hay |có |cũng |vẫn )?(?:mua|chơi|dùng|hút|giao|nợ|mượn tiền|vay)(?: (?:chung|cùng|với|của|hộ|giúp|đồ))+(?: [\\p{L}]+)?`,
  ],
  [
    'part',
    `(?:nó|hắn|họ|chúng nó|ổng|bọn nó|gã|y) (?:biết (?:mặt |nhà )?|nghi |dọa |doạ |đánh |rủ |mời |ép |bán cho |nợ )${I}`,
  ],
]

const UNMARKED: readonly (readonly [RevealingKind, string])[] = [
  [
    'name',
    '(?<!(?:co|mot|thang|may|dua|hai|con|cho|co be) )(?:toi|tui|em|minh) ten(?: la)? \\p{L}+|(?:ho ten|ten) (?:cua )?(?:toi|tui|minh)(?: la)? \\p{L}+',
  ],
  [
    'contact',
    '(?:so|sdt|dt|so dien thoai)(?: cua)? (?:toi|tui|em|minh)(?: la)?[ :]*[\\d .]{6,}|(?:goi|lien he|alo)(?: (?:lai|cho|voi))* (?:toi|tui|em|minh)(?: (?:qua|so))*[ :]*[\\d .]{6,}|(?:cccd|cmnd|can cuoc)(?: so| cua (?:toi|tui|em|minh))?[ :]*\\d{9,12}|[a-z0-9._%+-]+@[a-z0-9-]+\\.[a-z.]{2,}',
  ],
  [
    'home',
    '(?:canh |sat |sau |gan |doi dien |truoc )?(?:nha|phong|phong tro) (?:cua )?(?:toi|tui|em|minh|e)(?! (?:nao|qua|hom|nay|\\d))|cho (?:toi|tui|em|minh) (?:o|tro)(?! \\p{L}*ban)',
  ],
  [
    'only_me',
    'chi (?:co |moi )?(?:mot )?minh (?:toi|tui|em)(?: (?:biet|thay|nghe))?|ngoai (?:toi|tui) (?:ra )?khong ai|(?:toi|tui) la nguoi duy nhat|moi (?:minh )?(?:toi|tui) biet',
  ],
  [
    'family',
    `${UNMARKED_KIN} (?:cua )?(?:toi|tui|minh)(?! (?:nao|qua|hom|nay|\\d))|(?:anh|chi|em) ruot(?! (?:no|han|ong|thang|cua no|cua han))`,
  ],
  [
    'work',
    '(?:sep|dong nghiep|cong ty|co quan|lop) (?:cua )?(?:toi|tui|em|minh)(?! (?:nao|qua))|(?:toi|tui|minh) (?:dang )?lam (?:viec )?(?:o|tai|trong|bao ve|le tan)(?: \\p{L}+){0,2}|cho (?:toi|tui) lam',
  ],
  [
    'routine',
    '(?:toi|tui|minh) (?:hay|thuong|ngay nao cung|sang nao cung) (?:di|chay|tap|don|ve|ngoi|qua)(?: \\p{L}+){0,3}|(?:luc|khi) (?:toi|tui|minh) (?:di lam|di hoc|tan ca|don con)(?: ve)?',
  ],
  [
    'account',
    '(?:facebook|fb|zalo|tele|telegram|nick|acc|tai khoan|stk) (?:cua )?(?:toi|tui|em|minh)(?: la)?(?: [\\p{L}\\d._]+)?',
  ],
]

function compile(list: readonly (readonly [RevealingKind, string])[]) {
  return list.map(([kind, source]) => ({
    kind,
    pattern: new RegExp(`(?<![\\p{L}\\d])(?:${source})(?![\\p{L}])`, 'giu'),
  }))
}

const compiled = { marked: compile(MARKED), unmarked: compile(UNMARKED) }
/** More than this is not looked at: a tip is at most 4,000 characters. */
const MAX_CHARS = 4_000
const CONTEXT = 24

/**
 * Words of a tip that may betray its writer, in order, without overlaps. Plates, and names and numbers of those told
 * of, are the tip itself and are not among them. Pure; the same on server and phone.
 */
export function findRevealing(told: string): Revealing[] {
  const text = readyText(told.slice(0, MAX_CHARS))
  const found = (text.marked ? compiled.marked : compiled.unmarked).flatMap(({ kind, pattern }) =>
    matches(text, pattern).map((span) => ({ ...span, kind })),
  )
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  return found.filter((one, at) => !found.slice(0, at).some((other) => other.end > one.start))
}

/** The revealing words as a warning shows them, each «so», with a little of what stands around; at most four. Empty when there are none. */
export function markRevealing(told: string): string {
  const { original } = readyText(told.slice(0, MAX_CHARS))
  return findRevealing(told)
    .slice(0, 4)
    .map(({ start, end }) => {
      const from = Math.max(0, start - CONTEXT)
      const before = original.slice(from, start).replace(from === 0 ? '' : /^\S*\s/, '')
      const after = original.slice(end, end + CONTEXT).replace(/\s\S*$/, '')
      const shown = `${before}«${original.slice(start, end).trim()}»${after}`
      return `… ${shown.replace(/\s+/g, ' ').trim()} …`
    })
    .join('\n')
}

function matches(text: MarkedText, pattern: RegExp): Span[] {
  const words = text.marked ? text.original : text.folded
  return [...words.matchAll(pattern)].map((found) => ({
    start: found.index,
    end: found.index + found[0].trimEnd().length,
  }))
}
