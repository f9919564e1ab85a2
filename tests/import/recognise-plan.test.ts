import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/import/clean-text.ts'
import { readSource } from '../../src/import/read-source.ts'
import { recognisePlan } from '../../src/import/recognise-plan.ts'

async function recognise(text: string) {
  const source = await readSource(new TextEncoder().encode(text))
  return { source, ...recognisePlan(source.lines) }
}

const lines = (markdown: string[]): string[] => markdown.filter((line) => line !== '')

/** Excerpts in the style of plans as they are published, each with something that they really do. */
const excerpts: Readonly<Record<string, string>> = {
  'a district, numbered in bold, with a table behind it': `Số: **12**/KH-UBND

An Bình, ngày **02** tháng **5** năm 2026

KẾ HOẠCH
Triển khai Tháng hành động phòng, chống ma túy
trên địa bàn phường An Bình

Thực hiện Kế hoạch của Ủy ban nhân dân thành phố, phường ban hành kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Nâng cao nhận thức của người dân.

2. Kế hoạch phải thiết thực.

II. NỘI DUNG

1. Tuyên truyền

a) Tổ chức nói chuyện tại trường học, trong đó có

mời người đã cai nghiện kể lại.

- Mỗi quý một buổi;
- Có chỗ hỏi kín.

b) Phát tờ rơi.

2. Vận động

Đến từng nhà có người nghiện.

Nơi nhận:
- Ủy ban nhân dân thành phố;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn B

**BIỂU GIAO CHỈ TIÊU
CAI NGHIỆN**

TT	Khu phố	Số người
1	Một	3
	Tổng	3`,
  'a province, its numbered offices each with bullets or a sentence': `KẾ HOẠCH
THỰC HIỆN DỰ ÁN PHÒNG, CHỐNG MA TÚY ĐẾN NĂM 2030
Thực hiện Quyết định của Bộ Công an, tỉnh ban hành kế hoạch:
I. PHÂN CÔNG
1. Công an tỉnh
– Rà soát người nghiện.
– Lập hồ sơ quản lý.
2. Sở Y tế: Tập huấn, cấp chứng chỉ.
3. Sở Tài chính
Bố trí kinh phí.
II. TỔ CHỨC THỰC HIỆN
1. Các sở báo cáo trước ngày 20/5.
2. Công an tỉnh theo dõi./.`,
  'a youth union, signed before the addressees': `KẾ HOẠCH
Tham gia phòng, chống ma túy
Căn cứ kế hoạch của tỉnh, Ban Thường vụ xây dựng kế hoạch:
I. MỤC TIÊU
1. Mục tiêu chung
Giảm người nghiện.
2. Mục tiêu cụ thể
- Giảm 5%.
Trên đây là kế hoạch.
TM. BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Nơi nhận:
- Ban Dân vận;
- Lưu VT.`,
  'a decision that puts a plan in force': `QUYẾT ĐỊNH
VỀ VIỆC BAN HÀNH KẾ HOẠCH PHÒNG, CHỐNG MA TÚY
Căn cứ Luật Phòng, chống ma túy;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
KẾ HOẠCH
PHÒNG, CHỐNG MA TÚY
(Ban hành kèm theo Quyết định số 1/QĐ-UBND)
I. QUAN ĐIỂM
1. Phòng là chính.
2. Cả xã hội cùng làm.
II. MỤC TIÊU
1. Giảm cung, giảm cầu.`,
  'a provincial programme with a raised footnote and numbers inside an item': `KẾ HOẠCH
Phòng, chống ma túy trong thanh, thiếu niên
Thực hiện Quyết định của Thủ tướng Chính phủ:
I. MỤC TIÊU
1. Phấn đấu hằng năm: ⁽¹⁾ giảm người mới nghiện; ⁽²⁾ tư vấn cho trên 80%.
2. Tập trung các việc:
1. Tuyên truyền tại trường¹.
2. Tuyên truyền trên mạng.
¹ Theo số liệu của Sở Giáo dục.
3. Báo cáo hằng quý.`,
}

describe.each(Object.entries(excerpts))('a plan of %s', (_, text) => {
  it('keeps every word', async () => {
    const { markdown, source, errors } = await recognise(text)
    const kept = [...markdown, ...source.leftOut.map((remark) => remark.text)].flatMap((line) =>
      wordsOf(line),
    )

    expect(errors).toEqual([])
    expect(kept.filter((word) => !['ký', 'người'].includes(word)).sort()).toEqual(
      wordsOf(text.replace(/(?<!⁽)¹/g, ''))
        .filter((word) => !['ký', 'người'].includes(word))
        .sort(),
    )
  })
})

describe('recognisePlan', () => {
  it('makes parts and items headings, joins what a page broke and puts the table under its heading', async () => {
    const { markdown } = await recognise(
      excerpts['a district, numbered in bold, with a table behind it'] ?? '',
    )

    expect(lines(markdown)).toEqual([
      '# KẾ HOẠCH Triển khai Tháng hành động phòng, chống ma túy trên địa bàn phường An Bình',
      'Số: 12/KH-UBND',
      'An Bình, ngày 02 tháng 5 năm 2026',
      'Thực hiện Kế hoạch của Ủy ban nhân dân thành phố, phường ban hành kế hoạch như sau:',
      '## I. MỤC ĐÍCH, YÊU CẦU',
      '1. Nâng cao nhận thức của người dân.',
      '2. Kế hoạch phải thiết thực.',
      '## II. NỘI DUNG',
      '### 1. Tuyên truyền',
      'a) Tổ chức nói chuyện tại trường học, trong đó có mời người đã cai nghiện kể lại.',
      '- Mỗi quý một buổi;',
      '- Có chỗ hỏi kín.',
      'b) Phát tờ rơi.',
      '### 2. Vận động',
      'Đến từng nhà có người nghiện.',
      '## Nơi nhận',
      '- Ủy ban nhân dân thành phố;',
      '- Lưu: VT.',
      'TM. ỦY BAN NHÂN DÂN',
      'CHỦ TỊCH',
      'Trần Văn B',
      '## BIỂU GIAO CHỈ TIÊU CAI NGHIỆN',
      '| TT | Khu phố | Số người |',
      '|---|---|---|',
      '| 1 | Một | 3 |',
      '|  | Tổng | 3 |',
    ])
  })

  it('keeps all items of a part as paragraphs when one of them is', async () => {
    const { markdown } = await recognise(
      excerpts['a province, its numbered offices each with bullets or a sentence'] ?? '',
    )

    expect(lines(markdown)).toEqual(
      expect.arrayContaining([
        '1. Công an tỉnh',
        '- Rà soát người nghiện.',
        '2. Sở Y tế: Tập huấn, cấp chứng chỉ.',
        '3. Sở Tài chính',
      ]),
    )
    expect(markdown.filter((line) => line.startsWith('###'))).toEqual([])
  })

  it('puts the signature behind the addressees', async () => {
    const { markdown } = await recognise(excerpts['a youth union, signed before the addressees'] ?? '')

    expect(lines(markdown).slice(-5)).toEqual([
      '## Nơi nhận',
      '- Ban Dân vận;',
      '- Lưu VT.',
      'TM. BAN THƯỜNG VỤ',
      'PHÓ BÍ THƯ',
    ])
  })

  it('keeps the articles of the decision out of the parts of the plan', async () => {
    const { markdown } = await recognise(excerpts['a decision that puts a plan in force'] ?? '')
    const found = lines(markdown)

    expect(found.indexOf('Điều 2. Quyết định này có hiệu lực kể từ ngày ký.')).toBeLessThan(
      found.indexOf('## KẾ HOẠCH PHÒNG, CHỐNG MA TÚY'),
    )
    expect(found).toContain('## II. MỤC TIÊU')
  })

  it('keeps numbers inside an item apart from items, and a footnote with its sentence', async () => {
    const { markdown, doubts } = await recognise(
      excerpts['a provincial programme with a raised footnote and numbers inside an item'] ?? '',
    )

    expect(lines(markdown).slice(-4)).toEqual([
      '2. Tập trung các việc:',
      '- 1. Tuyên truyền tại trường. (Theo số liệu của Sở Giáo dục.)',
      '- 2. Tuyên truyền trên mạng.',
      '- 3. Báo cáo hằng quý.',
    ])
    expect(doubts.map(({ why }) => why)).toEqual([expect.stringContaining('it may be a new item')])
  })

  it.each([
    ['a part twice', 'I. A\n1. Được.\nI. B\n1. Được.', 'errors', 'part I stands twice'],
    ['no part', 'Người nghiện được hỗ trợ.', 'errors', 'no part “I. …”'],
    ['a missing part', 'I. A\n1. Được.\nIII. B\n1. Được.', 'gaps', 'part III stands where II is expected'],
    ['a missing item', 'I. A\n1. Được.\n3. Được.', 'gaps', 'I.3 stands where I.2 is expected'],
  ] as const)('reports %s', async (_, text, where, why) => {
    expect((await recognise(text))[where].map((remark) => remark.why).join('\n')).toContain(why)
  })
})
