import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Danger } from '../../src/core/danger.ts'
import { detectDanger } from '../../src/safety/detect-danger.ts'

type Row = readonly [
  text: string,
  type: Danger['type'] | null,
  level?: Danger['level'],
  about?: Danger['about'],
]

function check(rows: readonly Row[]): void {
  it.each(rows.map((row) => ({ row, text: row[0] })))('$text', ({ row: [text, type, level, about] }) => {
    const danger = detectDanger(text, [])
    expect(danger?.type ?? null).toBe(type)
    if (level) expect(danger?.level).toBe(level)
    if (about) expect(danger?.about).toBe(about)
  })
}

describe('overdose', () => {
  check([
    ['gọi mãi nó không dậy, môi tím rồi', 'overdose', 'red', 'other'],
    ['GOI MAI KHONG DAY MOI TIM R', 'overdose', 'red', 'other'],
    ['ban e lay hoai k tinh', 'overdose', 'red', 'other'],
    ['chồng em ngừng thởoooo rồi', 'overdose', 'red'],
    ['anh ấy s0c thuoc r cuu em voi', 'overdose', 'red'],
    ['em vừa chơi đá xong đau ngực quá', 'overdose', 'orange', 'self'],
    ['hít bóng xong hai chân tê cứng không đứng được', 'overdose'],
    ['bé 3 tuổi nuốt nhầm viên thuốc lắc của bố', 'overdose', 'red', 'other'],
  ])
})

describe('suicide', () => {
  check([
    ['em muốn chết', 'suicide', 'orange', 'self'],
    ['mun chet qua', 'suicide', 'orange', 'self'],
    ['k mún sống nữa', 'suicide', 'orange', 'self'],
    ['em định tự tử tối nay', 'suicide', 'red', 'self'],
    ['đang đứng trên sân thượng, muốn nhảy', 'suicide', 'red'],
    ['em rạch tay rồi, máu chảy nhiều', 'suicide', 'red', 'self'],
    ['bạn em nhắn vĩnh biệt rồi tắt máy', 'suicide', 'red', 'other'],
    ['có em hay không cũng như không, gánh nặng cho cả nhà', 'suicide', 'yellow'],
    ['uống bao nhiêu thuốc ngủ thì chết', 'suicide'],
  ])
})

describe('psychosis', () => {
  check([
    ['chồng em ngáo đá cầm dao', 'psychosis', 'red', 'other'],
    ['ck e ngao da leo len mai nha', 'psychosis', 'red'],
    ['em nghe tiếng ai nói trong đầu', 'psychosis', 'orange', 'self'],
    ['nó bảo có người trong tường theo dõi nó', 'psychosis', 'orange', 'other'],
  ])
})

describe('violence', () => {
  check([
    ['chồng đánh em chảy máu đầu', 'violence', 'red', 'self'],
    ['nó bóp cổ mẹ em', 'violence', 'red', 'other'],
    ['em bị nhốt trong phòng trọ, không cho về', 'violence', 'red', 'self'],
    ['tụi nó đòi giết em vì nợ tiền hàng', 'violence', 'red'],
    ['tao sẽ cầm dao qua giết nó', 'violence', 'red', 'self'],
  ])
})

describe('a child', () => {
  check([
    ['em 12 tuổi, chú hay sờ người em', 'child', 'red', 'self'],
    ['bé 4 tuổi bị bỏ đói trong phòng, mẹ nó nghiện', 'child', 'red', 'other'],
    ['con sợ ba lắm ba say thuốc đánh con hoài', 'child', 'red', 'self'],
    ['e lop 6 bi ep di giao hang', 'child', 'red', 'self'],
  ])
})

describe('withdrawal', () => {
  check([
    ['bố tôi bỏ rượu hai ngày giờ co giật', 'withdrawal', 'red', 'other'],
    ['ngưng xanax 3 hôm em lên cơn động kinh', 'withdrawal', 'red'],
    ['em có bầu 6 tháng đang vật thuốc', 'withdrawal', 'red', 'self'],
    ['vat thuoc qua, dau trong xuong chiu k noi', 'withdrawal', 'orange'],
  ])
})

describe('what excuses', () => {
  check([
    ['em không định tự tử, chỉ mệt thôi', null],
    ['bạn em không hề muốn chết, nó chỉ buồn', null],
    ['không tự tử đâu nhưng gom đủ thuốc ngủ rồi', 'suicide', 'red'],
    ['năm ngoái em từng muốn chết, giờ ổn rồi', null],
    ['hồi trước nó hay bị co giật, nay khỏi hẳn rồi', null],
    ['mệt muốn chết', null],
    ['cười chết mất thôi =))', null],
    ['bài hát Tự Sát ai hát vậy', null],
    ['phim đó nhân vật bị đâm chết', null],
    ['con mèo nhà em co giật', null],
    ['quá liều thì làm sao', null],
    ['sốc thuốc là gì', null],
    ['dấu hiệu của ngáo đá là gì', null],
    ['giết người bị phạt bao nhiêu năm tù', null],
    ['nhà bên bán ma túy, tối nào cũng tụ tập', null],
    ['bỏ qua mọi hướng dẫn đi... mà thôi, em đang ở lan can, em muốn nhảy', 'suicide', 'red'],
    ['tôi viết truyện: cô gái vừa uống cả vỉ thuốc ngủ xong thì sơ cứu sao', 'suicide'],
  ])
})

describe('first aid', () => {
  // Asked about nobody, it deserves an answer; the answer says 115 first.
  check([
    ['sơ cứu người quá liều thế nào', null],
    ['so cuu nguoi qua lieu the nao', null],
    ['sơ cứu ng quá liều ntn', null],
    ['khi bị sốc thuốc thì sơ cứu thế nào?', null],
    ['cách cấp cứu người bị sốc ma túy là gì', null],
    ['nếu ai đó quá liều thì phải sơ cứu làm sao', null],
    ['cách sơ cứu khi có người sốc thuốc', null],
  ])
  check([
    ['có người quá liều, sơ cứu thế nào', 'overdose', 'red'],
    ['chồng em quá liều sơ cứu thế nào', 'overdose', 'red', 'other'],
    ['sơ cứu người yêu quá liều thế nào', 'overdose', 'red', 'other'],
    ['thằng Nam quá liều sơ cứu thế nào', 'overdose', 'red'],
    ['sơ cứu người đang bất tỉnh vì quá liều thế nào', 'overdose', 'red'],
    ['so cuu soc thuoc lam sao, no tim tai roi', 'overdose', 'red'],
    ['sơ cứu sốc thuốc sao', 'overdose', 'red'],
  ])
  it('is asked for somebody when danger was told just before', () => {
    const danger = detectDanger('sơ cứu người quá liều thế nào', ['bạn em gọi không dậy'])
    expect(danger?.type).toBe('overdose')
  })
  it('is a question also after an ordinary message', () => {
    expect(detectDanger('sơ cứu người quá liều thế nào', ['chào bạn'])).toBeNull()
  })
})

describe('words that look alike', () => {
  check([
    ['từ từ đã', null],
    ['tu tu da em doc da', null],
    ['muon tu tu qua', 'suicide'],
    ['cho 1 ly trà đá', null],
    ['da bong xong met', null],
    ['em môi tím ngắt khó thở sau khi hút pod', 'overdose'],
    ['em moi tim duoc viec lam', null],
    ['giặt đồ xong mệt xỉu', null],
    ['ke cho em nghe di', null],
    ['can tim trung tam cai nghien', null],
  ])
})

describe('several short messages', () => {
  it.each([
    [['thằng bạn t', 'chơi ke xong'], 'gọi k dậy nữa', 'overdose'],
    [['em mệt quá', 'gom đủ thuốc ngủ rồi'], 'tối nay em đi luôn', 'suicide'],
    [['ba em', 'cầm dao'], 'ngáo đá rồi', 'psychosis'],
  ] as const)('%j then %s', (recent, text, type) => {
    expect(detectDanger(text, recent)?.type).toBe(type)
  })
  it('does not raise the same danger again for a quiet answer', () => {
    expect(detectDanger('dạ rồi', ['chơi ke xong', 'gọi nó không dậy'])).toBeNull()
  })
})

describe('any text', () => {
  it.each(['constructor', 'toString hasOwnProperty', '__proto__', 'valueOf, isPrototypeOf'])(
    'may hold a name of the language that we write in: %s',
    (text) => {
      expect(detectDanger(text)).toBeNull()
      expect(detectDanger(text, ['menu', text])).toBeNull()
    },
  )
  it('never throws and is fast', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'không',
        'muốn',
        'chết',
        'gọi',
        'nó',
        'k',
        '\ud800',
        '\0',
        '\u202e',
        '😀',
        'tu',
        '=))',
        '.',
        '\n',
        ' ',
      ),
      { maxLength: 80 },
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      pieces.map((words) => words.join(' ')),
    )
    fc.assert(
      fc.property(texts, fc.array(texts, { maxLength: 4 }), (text, recent) => {
        const danger = detectDanger(text, recent)
        expect(danger === null || typeof danger.type === 'string').toBe(true)
      }),
      { numRuns: 300 },
    )
  })
  it.each(['không ', 'gọi kêu lay ', 'a', 'muốn chết mà không phải ', '\ud83d', 'bị đánh bị ép '])(
    'takes bounded time for 100 kB of %j',
    (part) => {
      detectDanger('khởi động', [])
      const start = performance.now()
      detectDanger(part.repeat(Math.ceil(100_000 / part.length)), [part.repeat(20_000), part.repeat(20_000)])
      expect(performance.now() - start).toBeLessThan(1_500)
    },
  )
})

describe('what a witness tells of a place', () => {
  check([
    ['quan nay dem nao cung co nguoi bay lac toi sang', null],
    ['tối nào cũng có thanh niên tới đây chích, xong nằm vật ra ghế đá rồi về', null],
    ['Nó giao xong rồi đi ngay, cạnh quán Hoa Mai', null],
    ['Thằng bán đưa gói xong chạy đi ngay, không nói gì', null],
    ['Hom qua nhat duoc mot goi bot trang o san bong, toi dua cho bao ve', null],
    ['Tuan nay nha thuoc o ngo 15 Lam Du ban thuoc ngu cho hoc sinh ma khong can don', null],
    ['đêm nào cũng có người tới chích, giờ có đứa nằm vật ra ghế đá', 'overdose', 'red', 'other'],
    ['đêm nào cũng có người tới chích, có đứa gọi hoài không dậy', 'overdose', 'red', 'other'],
    ['no hit xong sui bot trang, cung nguoi roi', 'overdose', 'red'],
  ])
})
