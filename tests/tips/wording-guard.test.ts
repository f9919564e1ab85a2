import { describe, expect, it } from 'vitest'
import { findRevealing, markRevealing } from '../../src/tips/wording-guard.ts'

const betraying: readonly (readonly [string, string])[] = [
  ['Tôi tên Hùng, tôi muốn báo tin', 'tôi tên hùng'],
  ['Mình tên là Lan, thấy họ bán ở đó', 'mình tên'],
  ['họ tên tôi là Trần Văn Bình', 'họ tên tôi'],
  ['có gì gọi lại cho tôi 0912 345 678', 'gọi lại cho tôi'],
  ['số điện thoại của tôi 0987654321', 'số điện thoại của tôi'],
  ['liên hệ với em qua số 0356123456', 'liên hệ với em'],
  ['CCCD của tôi 001099123456', 'cccd của tôi'],
  ['cccd 001099123456 để các anh xác minh', 'cccd 001099123456'],
  ['mail cho tôi: nguyen.hoa@example.com', 'nguyen.hoa@example.com'],
  ['ở ngay cạnh nhà tôi, tối nào cũng ồn', 'cạnh nhà tôi'],
  ['từ cửa sổ phòng em nhìn xuống thấy hết', 'phòng em'],
  ['chỗ tôi ở nhìn thẳng sang nhà nó', 'chỗ tôi ở'],
  ['tôi ở tầng 4 ngay trên phòng đó', 'tôi ở tầng'],
  ['em trọ cùng dãy với tụi nó', 'em trọ cùng'],
  ['chỉ mình tôi biết chỗ họ giấu', 'chỉ mình tôi'],
  ['chuyện này mỗi tôi biết thôi', 'mỗi tôi'],
  ['ngoài tôi ra không ai thấy', 'ngoài tôi ra không'],
  ['tôi là người duy nhất có chìa khóa', 'tôi là người duy nhất'],
  ['chồng tôi hay mua ở đó', 'chồng tôi'],
  ['con tôi bị nó rủ', 'con tôi'],
  ['nó bán cho con trai tôi', 'con trai tôi'],
  ['anh ruột cũng tham gia', 'anh ruột'],
  ['bạn trai em giao hàng cho nó', 'bạn trai em'],
  ['mẹ chồng tôi cho thuê phòng', 'mẹ chồng tôi'],
  ['sếp tôi biết mà lờ đi', 'sếp tôi'],
  ['công ty tôi có người chơi đá', 'công ty tôi'],
  ['tôi làm ở đó hai năm nên biết', 'tôi làm ở'],
  ['em làm lễ tân ca đêm nhà nghỉ này', 'em làm lễ tân'],
  ['chỗ em làm có phòng kín', 'chỗ em làm'],
  ['tôi là bảo vệ của tòa nhà', 'tôi là bảo vệ'],
  ['sáng nào tôi hay đi bộ qua đó lúc 5 giờ', 'tôi hay đi'],
  ['lúc tôi đi làm về thì gặp', 'lúc tôi đi làm về'],
  ['zalo của tôi là hoa.sen', 'zalo của tôi'],
  ['tài khoản tôi là bacninh99', 'tài khoản tôi'],
  ['nó biết nhà tôi rồi', 'nó biết nhà tôi'],
  ['tôi từng mua của nó', 'tôi từng mua của'],
  ['toi ten Hung, nha o gan day', 'toi ten'],
  ['ngay canh nha toi co nguoi ban', 'canh nha toi'],
  ['chong toi mua o do', 'chong toi'],
  ['chi minh toi biet cho giau', 'chi minh toi'],
  ['sep toi bao ke cho quan', 'sep toi'],
  ['toi lam o quan do', 'toi lam o'],
  ['so dien thoai cua toi 0912345678', 'so dien thoai cua toi'],
]

const harmless: readonly string[] = [
  'Nó đi wave đỏ biển 29H1-234.56',
  'thằng Hùng bán ở đầu ngõ, số nó là 0912345678',
  'chủ quán tên Nguyễn Văn Tám, hay gọi là Tám Sẹo',
  'có em tên Linh đứng phát kẹo ở quầy',
  'gọi số 0987 654 321 là có người mang hàng tới',
  'Tối nào cũng có người ra vào nhà số 12',
  'tôi thấy hai thanh niên đưa gói nhỏ cho nhau',
  'nhà nghỉ Bình Minh cho khách chơi trong phòng',
  'vợ nó cũng bán cùng, con nó mới 5 tuổi',
  'anh ruột nó đứng canh ở đầu hẻm',
  'nhóm này có nick Telegram là keongot',
  'tài khoản Facebook "Shop Lá Xanh" rao bán',
  'nghi phạm có hình xăm con rồng ở cổ',
  'trẻ em ở xóm bị rủ hút pod',
  'mấy em học sinh đứng ở cổng trường',
  'sếp của nó tên Long, đi xe 30A-123.45',
  'hắn làm ở quán karaoke, trực ca đêm',
  'Tôi muốn báo tin về một điểm bán lẻ',
  'mong các anh kiểm tra giúp',
  'nhà trọ số 8 ngách 45, phòng 203',
  'họ chơi đá suốt đêm, mùi khét',
  'có người tên Tuấn thuê phòng 302',
  'chồng bà chủ quán giao hàng',
  'người ta đồn là nó mới ra tù',
  'STK nhận tiền 0123456789 ngân hàng X, chủ tên Lê Thị B',
  'xe tải 29C-678.90 đỗ trước cổng chợ',
  'toi nao cung co nguoi ban o ngo 5',
  'nha nghi do toi nao cung co khach la',
  'tui no ban da o goc cho tu 9h toi',
  'em bé trong nhà đó hay khóc đêm',
  'công nhân của công ty đó tụ tập chơi đồ',
  'ban toi 10h o cong cho, di wave tau',
]

describe('words that may betray the writer', () => {
  it.each(betraying)('are marked in "%s"', (text, words) => {
    const marked = findRevealing(text).map(({ start, end }) => text.slice(start, end).toLowerCase())

    expect(marked.join(' | ')).toContain(words)
  })

  it.each(harmless)('are not seen in "%s"', (text) => {
    expect(findRevealing(text)).toEqual([])
  })

  it('are shown marked, with a little of what stands around them', () => {
    expect(markRevealing('Quán đó ở ngay cạnh nhà tôi, tối nào cũng ồn')).toBe(
      '… Quán đó ở ngay «cạnh nhà tôi», tối nào cũng …',
    )
    expect(markRevealing('Quán đó tối nào cũng ồn')).toBe('')
  })

  it('are found in any text without trouble', () => {
    expect(findRevealing('𝓽ôi tên İstanbul \ud800 nhà tôi')).toEqual(expect.any(Array))
    expect(findRevealing('tôi '.repeat(1_000)).length).toBeGreaterThanOrEqual(0)
  })
})
