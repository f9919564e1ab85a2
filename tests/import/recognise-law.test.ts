import { describe, expect, it } from 'vitest'
import { readSource } from '../../src/import/read-source.ts'
import { recogniseLaw } from '../../src/import/recognise-law.ts'

async function recognise(text: string) {
  return recogniseLaw((await readSource(new TextEncoder().encode(text))).lines)
}

const lines = (markdown: string[]): string[] => markdown.filter((line) => line !== '')

describe('recogniseLaw', () => {
  it('divides by Phần, Chương, Mục and Tiểu mục, with their titles beside or below them', async () => {
    const { markdown } = await recognise(
      'BỘ LUẬT\nVỀ VIỆC THỬ\nPHẦN THỨ NHẤT\nNHỮNG QUY ĐỊNH CHUNG\nChương I\nĐIỀU KHOẢN\nCƠ BẢN\nMục 1. Phạm vi\nTiểu mục 1: Người\nĐiều 1. Tuổi\nNgười từ đủ 16 tuổi trở lên.\nCHƯƠNG II. HÌNH PHẠT\nĐiều 2\nCác hình phạt\n1. Cảnh cáo.',
    )

    expect(lines(markdown)).toEqual([
      '# BỘ LUẬT VỀ VIỆC THỬ',
      '## Phần thứ nhất. NHỮNG QUY ĐỊNH CHUNG',
      '## Chương I. ĐIỀU KHOẢN CƠ BẢN',
      '### Mục 1. Phạm vi',
      '### Tiểu mục 1. Người',
      '### Điều 1. Tuổi',
      'Người từ đủ 16 tuổi trở lên.',
      '## Chương II. HÌNH PHẠT',
      '### Điều 2. Các hình phạt',
      '1. Cảnh cáo.',
    ])
  })

  it('takes a sentence that begins with “Điều 5 của…” or “Mục 2 của…” for a sentence', async () => {
    const { markdown, counts } = await recognise(
      'Điều 1. Một\n1. Người nêu tại:\nĐiều 5 của Luật khác được hỗ trợ.\nMục 2 của Chương này không áp dụng.',
    )

    expect(counts).toMatchObject({ articles: 1, clauses: 1 })
    expect(lines(markdown).slice(2)).toEqual([
      '   Điều 5 của Luật khác được hỗ trợ.',
      '   Mục 2 của Chương này không áp dụng.',
    ])
  })

  it('keeps quoted articles of an amending law inside the clause that quotes them', async () => {
    const { markdown, counts } = await recognise(
      'Điều 1. Sửa đổi một số điều\n1. Sửa đổi Điều 5 như sau:\n“Điều 5. Tên mới\n1. Người nghiện phải đăng ký.\nĐiều 6. Tên nữa\n1. Hết.”.\n2. Bãi bỏ Điều 7.\nĐiều 2. Hiệu lực\nTừ ngày ký.',
    )

    expect(counts).toMatchObject({ articles: 2, clauses: 2 })
    expect(lines(markdown)).toContain('   Điều 6. Tên nữa')
    expect(lines(markdown)).toContain('2. Bãi bỏ Điều 7.')
  })

  it('keeps further paragraphs, bullets and rows with their clause', async () => {
    const { markdown } = await recognise(
      'Điều 1. Mức\n1. Người vi phạm bị phạt:\na) cảnh cáo;\nb) phạt tiền.\nNgười tái phạm bị phạt gấp đôi.\n- trừ trẻ em.\nViệc\tMức\tGhi chú\nHọc nghề\t3.000.000 đồng\t\n2. Hết.',
    )

    expect(lines(markdown).slice(1)).toEqual([
      '1. Người vi phạm bị phạt:',
      '   a) cảnh cáo;',
      '   b) phạt tiền.',
      '   Người tái phạm bị phạt gấp đôi.',
      '   - trừ trẻ em.',
      '   Việc | Mức | Ghi chú',
      '   Học nghề | 3.000.000 đồng | ',
      '2. Hết.',
    ])
  })

  it('leaves signature and addressees out and says so, and keeps appendices', async () => {
    const { markdown, leftOut } = await recognise(
      'NGHỊ ĐỊNH\nVề việc thử\nĐiều 1. Một\nNgười nghiện đăng ký.\nNơi nhận:\n- Bộ Công an;\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nPHỤ LỤC\nDANH MỤC CHẤT MA TÚY\n1. Chất thứ nhất\n1. Chất thứ hai',
    )

    expect(leftOut.map(({ text }) => text)).toEqual([
      'Nơi nhận:',
      '- Bộ Công an;',
      'TM. CHÍNH PHỦ',
      'THỦ TƯỚNG',
    ])
    expect(lines(markdown).slice(-4)).toEqual([
      '## I. PHỤ LỤC',
      'DANH MỤC CHẤT MA TÚY',
      '   1. Chất thứ nhất',
      '   1. Chất thứ hai',
    ])
  })

  it('ties footnotes to their article and takes the marks out of the text', async () => {
    const { markdown } = await recognise(
      'Điều 1. Một[1]\n1. Người nghiện đăng ký[2] tại xã.\nĐiều 2. Hai\nHết.\n[1] Điều này được sửa đổi.\n[2] Khoản này được bổ sung.',
    )

    expect(lines(markdown)).toEqual([
      '### Điều 1. Một',
      '1. Người nghiện đăng ký tại xã.',
      'Xem thêm: Điều này được sửa đổi.',
      'Xem thêm: Khoản này được bổ sung.',
      '### Điều 2. Hai',
      'Hết.',
    ])
  })

  it('gives an article without a title its first words as one, keeps them in the text and says so', async () => {
    const { markdown, doubts } = await recognise(
      'Điều 1. Người nghiện ma túy phải tự giác khai báo tình trạng nghiện của mình với Ủy ban nhân dân.\nĐiều 2\nHết hiệu lực.',
    )

    expect(lines(markdown)).toEqual([
      '### Điều 1. Người nghiện ma túy phải tự giác khai báo tình trạng nghiện…',
      'Người nghiện ma túy phải tự giác khai báo tình trạng nghiện của mình với Ủy ban nhân dân.',
      '### Điều 2. Hết hiệu lực',
      'Hết hiệu lực.',
    ])
    expect(doubts.map(({ why }) => why)).toEqual([
      expect.stringContaining('Điều 1 has no title'),
      expect.stringContaining('Điều 2 has no title'),
    ])
  })

  it.each([
    ['two Điều 5', 'Điều 1. A\nĐược.\nĐiều 1. B\nĐược.', 'errors', 'Điều 1 stands twice; the first is at 1'],
    ['no article', 'Người nghiện được hỗ trợ.', 'errors', 'no “Điều 1.”'],
    [
      'an article behind the signature',
      'Điều 1. A\nĐược.\nTM. CHÍNH PHỦ\nĐiều 1. B\nĐược.',
      'errors',
      'another document is attached',
    ],
    ['a missing article', 'Điều 1. A\nĐược.\nĐiều 3. B\nĐược.', 'gaps', 'Điều 2 is missing before 3'],
    ['missing first articles', 'Điều 3. B\nĐược.', 'gaps', 'Điều 1 to 2 are missing before 3'],
    [
      'an article out of order',
      'Điều 1. A\nĐược.\nĐiều 2. B\nĐược.\nĐiều 3. C\nĐược.\nĐiều 2a. D\nĐược.',
      'gaps',
      'Điều 2 stands after Điều 3',
    ],
    ['a missing clause', 'Điều 1. A\n1. Được.\n3. Được.', 'gaps', 'Điều 1 khoản 2 is missing before 3'],
    ['a missing point', 'Điều 1. A\n1. Được:\na) một;\nc) ba.', 'doubts', 'point c) does not follow'],
    ['a number that goes back', 'Điều 1. A\n1. Được.\n2. Được.\n1. Lại.', 'doubts', 'the number goes back'],
    [
      'text between headings',
      'Chương I. A\n(Được sửa đổi năm 2026.)\nĐiều 1. B\nĐược.',
      'doubts',
      'between two headings',
    ],
  ] as const)('reports %s', async (_, text, where, why) => {
    const found = await recognise(text)

    expect(found[where].map((remark) => remark.why).join('\n')).toContain(why)
  })
})
