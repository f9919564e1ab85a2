import { describe, expect, it } from 'vitest'
import type { DocumentInfo } from '../../src/core/passage.ts'
import { checkSentences } from '../../src/model/check-sentences.ts'
import type { SourcePassage } from '../../src/model/source-passage.ts'

const law: DocumentInfo = {
  ...{ id: 'luat-120-2025', kind: 'law', number: '120/2025/QH15', title: 'Luật Phòng, chống ma túy' },
  ...{ shortTitle: 'Luật 120/2025/QH15', place: 'vn', formerPlace: null, inForceFrom: '2026-07-01' },
  ...{ inForceTo: null, replacedBy: null, source: null, verifiedOn: '2026-11-21' },
}
const old: DocumentInfo = {
  ...law,
  id: 'luat-73-2021',
  shortTitle: 'Luật 73/2021/QH14',
  inForceTo: '2026-06-30',
}

function passage(id: string, document: DocumentInfo, dieu: string, text: string): SourcePassage {
  const found = { id, doc: document.id, dieu, heading: [], text, score: 1, inForce: document === law }
  const title = `${document.shortTitle}, Điều ${dieu}`
  return { id, title, text, document, found, isCurrent: document === law }
}

const passages = [
  passage(
    'a',
    law,
    '29',
    'Thời hạn cai nghiện ma túy lần đầu là 24 tháng; từ lần thứ hai trở lên là 36 tháng.',
  ),
  passage(
    'b',
    law,
    '34',
    'Người nghiện đăng ký cai nghiện tự nguyện với Công an cấp xã trong 24 giờ, kể từ ngày 01/7/2026.',
  ),
  passage('c', old, '31', 'Thời hạn cai nghiện ma túy tự nguyện là từ đủ 06 tháng đến 12 tháng.'),
]

function check(text: string, passageIds: string[], language: 'vi' | 'en' = 'vi') {
  return checkSentences([{ text, passageIds }], {
    passages,
    language,
    isHarmful: (said) => /nấu đá/.test(said),
  })
}

describe('checking a model’s sentences', () => {
  it.each([
    ['Cai nghiện lần đầu là 24 tháng.', ['a']],
    ['Lần đầu là hai mươi bốn tháng, từ lần thứ hai là ba mươi sáu tháng.', ['a']],
    ['Theo Điều 29, thời hạn cai nghiện lần đầu là 24 tháng.', ['a']],
    ['Người nghiện đăng ký với công an xã trong 24 giờ.', ['b']],
    ['Đăng ký cai nghiện tự nguyện không quá 24 giờ.', ['b']],
    ['Từ ngày 1 tháng 7 năm 2026, đăng ký cai tự nguyện với công an cấp xã.', ['b']],
    ['Đăng ký với công an cấp xã; lần đầu cai 24 tháng.', ['a', 'b']],
    ['Theo quy định cũ, cai nghiện tự nguyện từ đủ 6 tháng đến 12 tháng.', ['c']],
  ])('keeps: %s', (text, ids) => {
    expect(check(text, ids)).toMatchObject({ kept: [{ text }], dropped: [] })
  })

  it.each([
    ['fact', 'Cai nghiện lần đầu là 18 tháng.', ['a']],
    ['fact', 'Cai nghiện lần đầu là mười tám tháng.', ['a']],
    ['fact', 'Cai nghiện lần đầu là 24 giờ.', ['a']],
    ['fact', 'Cai nghiện lần đầu là tối đa 24 tháng.', ['a']],
    ['fact', 'Cai nghiện lần đầu ít nhất 24 tháng.', ['a']],
    ['joined_wrongly', 'Cai nghiện lần thứ hai là 24 tháng.', ['a']],
    ['joined_wrongly', 'Cai nghiện lần đầu là 24 tháng đến 36 tháng.', ['a']],
    ['fact', 'Thời hạn cai nghiện lần đầu là 24 hoặc 36 giờ.', ['a']],
    ['fact', 'Theo Điều 30, thời hạn cai nghiện lần đầu là 24 tháng.', ['a']],
    ['fact', 'Theo khoản 2, thời hạn cai nghiện lần đầu là 24 tháng.', ['a']],
    ['fact', 'Theo Luật 73/2021/QH14, cai nghiện lần đầu là 24 tháng.', ['a']],
    ['fact', 'Đăng ký cai nghiện tự nguyện với công an tỉnh trong 24 giờ.', ['b']],
    ['fact', 'Tòa án nhận đăng ký cai nghiện tự nguyện trong 24 giờ.', ['b']],
    ['fact', 'Đăng ký cai nghiện tự nguyện kể từ ngày 02/7/2026.', ['b']],
    ['fact', 'Đăng ký cai nghiện tự nguyện với công an xã, gọi 1900 9999.', ['b']],
    ['fact', 'Thời hạn cai nghiện lần đầu là nửa năm.', ['a']],
    ['fact', 'Thời hạn cai nghiện lần đầu là 24 tháng.', ['b']],
    ['name', 'Thời hạn cai nghiện lần đầu ở Cần Thơ là 24 tháng.', ['a']],
    ['unknown_passage', 'Cai nghiện lần đầu là 24 tháng.', ['z']],
    ['unknown_passage', 'Cai nghiện lần đầu là 24 tháng.', ['a', 'z']],
    ['unknown_passage', 'Cai nghiện lần đầu là 24 tháng.', []],
    ['markup', 'Cai nghiện lần đầu là 24 tháng [Luật 120].', ['a']],
    ['markup', 'Cai nghiện lần đầu xem https://example.org nhé.', ['a']],
    ['markup', 'Cai nghiện lần đầu xem CaiNghien.VN nhé.', ['a']],
    ['markup', 'Cai nghiện lần đầu là 24\u202e tháng.', ['a']],
    ['language', 'The first term of rehabilitation is 24 months.', ['a']],
    ['language', 'Cai nghien lan dau la 24 thang.', ['a']],
    ['language', 'Thời hạn cai nghiện 首次 là 24 tháng.', ['a']],
    ['promise', 'Con bạn sẽ không bị bắt khi cai nghiện lần đầu.', ['a']],
    ['promise', 'Cai nghiện lần đầu là 24 tháng, chắc chắn.', ['a']],
    ['harmful', 'Cai nghiện lần đầu thì nấu đá 24 tháng.', ['a']],
    ['negation', 'Thời hạn cai nghiện lần đầu không là 24 tháng.', ['a']],
    ['ungrounded', 'Hãy chuyển tiền đặt cọc cho trung tâm rồi nghỉ ngơi thoải mái.', ['a']],
    ['repealed', 'Cai nghiện tự nguyện là từ đủ 6 tháng đến 12 tháng.', ['c']],
    ['repealed', 'Cai nghiện tự nguyện là từ đủ 6 tháng, trước ngày đến hạn thì báo.', ['c']],
    [
      'repealed',
      'Theo quy định cũ, thời hạn cai nghiện ma túy tự nguyện hiện nay là từ đủ 06 tháng đến 12 tháng.',
      ['c'],
    ],
    ['repealed', 'Cai nghiện tự nguyện là 12 tháng, lần đầu là 24 tháng.', ['a', 'c']],
    ['too_long', `Cai nghiện ${'lần đầu '.repeat(40)}`, ['a']],
    ['empty', '24', ['a']],
    ['fragment', 'Thời hạn cai nghiện lần đầu là:', ['a']],
  ])('drops (%s): %s', (fault, text, ids) => {
    expect(check(text, ids)).toEqual({ kept: [], dropped: [fault] })
  })

  it('keeps what stands beside a dropped sentence, at most five, each once', () => {
    const good = { text: 'Cai nghiện lần đầu là 24 tháng.', passageIds: ['a'] }
    const bad = { text: 'Cai nghiện lần đầu là 25 tháng.', passageIds: ['a'] }
    const needs = { passages, language: 'vi', isHarmful: () => false } as const

    expect(checkSentences([bad, good, good], needs)).toMatchObject({
      kept: [{ text: good.text }],
      dropped: ['fact', 'repeated'],
    })
    const many = [
      'Lần đầu',
      'Thời hạn lần đầu',
      'Cai lần đầu',
      'Cai nghiện ma túy lần đầu',
      'Thời hạn cai',
      'Ma túy lần đầu',
    ]
    const checked = checkSentences(
      many.map((lead) => ({ text: `${lead} là 24 tháng.`, passageIds: ['a'] })),
      needs,
    )
    expect(checked.kept).toHaveLength(5)
    expect(checked.dropped).toEqual(['one_too_many'])
  })

  it('holds English to the same numbers and agencies', () => {
    expect(check('The first term of rehabilitation is 24 months.', ['a'], 'en').dropped).toEqual([])
    expect(check('You must register with the commune police within 24 hours.', ['b'], 'en').dropped).toEqual(
      [],
    )
    expect(check('The first term of rehabilitation is 18 months.', ['a'], 'en').dropped).toEqual(['fact'])
    expect(check('Register with the provincial police within 24 hours.', ['b'], 'en').dropped).toEqual([
      'fact',
    ])
    expect(check('You will not be arrested within the 24 months.', ['a'], 'en').dropped).toEqual(['promise'])
    expect(check('Thời hạn cai nghiện lần đầu là 24 tháng.', ['a'], 'en').dropped).toEqual(['language'])
  })
})
