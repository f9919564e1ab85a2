import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readSource } from '../../src/import/read-source.ts'
import { makeDocx, wordParagraph } from './support.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const texts = async (content: Uint8Array): Promise<string[]> =>
  (await readSource(content)).lines.map(({ text }) => text)

/** As legal sites give it: tables for the letterhead, anchors, footnotes, hidden lines, hard spaces. */
const PAGE = `<html><head><meta charset="utf-8"><title>x</title></head><body>
<nav>Trang chủ Đăng nhập</nav>
<table width="100%"><tr><td><p align=center><b>QUỐC&nbsp;HỘI</b><br>--------</p></td><td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b></p></td></tr></table>
<p><a name="dieu_1"></a><b>&#208;iều&nbsp;1.&nbsp;Phạm vi<br>điều chỉnh</b><a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a></p>
<p>1. Người nghiện được hỗ trợ
   tại cơ sở cấp xã rộng 20 m<sup>2</sup>.</p>
<p style="display:none">Bản quyền của trang</p>
<p>2. Mức hỗ trợ&#8203; <strike>cũ</strike> như sau:</p>
<table border=1><tr><th>TT</th><th colspan=2>Mức hỗ trợ</th></tr><tr><td rowspan=2>1</td><td>Học nghề</td><td>3.000.000 đồng</td></tr><tr><td>Ăn ở</td><td>1.000.000 đồng</td></tr></table>
<ol type="a"><li>Người lớn;</li><li>Trẻ em.</li></ol>
<hr><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Điều này được sửa đổi.</p><p>“Điều 9. Cũ”</p></div>
<footer>Liên hệ</footer></body></html>`

describe('a page of a legal site', () => {
  it('is read as its paragraphs and rows', async () => {
    const { lines, leftOut, doubts } = await readSource(bytes(PAGE))

    expect(lines.map(({ text }) => text)).toEqual([
      'QUỐC HỘI',
      'Điều 1. Phạm vi điều chỉnh',
      '1. Người nghiện được hỗ trợ tại cơ sở cấp xã rộng 20 m².',
      '2. Mức hỗ trợ cũ như sau:',
      'TT Mức hỗ trợ',
      '1 Học nghề 3.000.000 đồng',
      'Ăn ở 1.000.000 đồng',
      'a) Người lớn;',
      'b) Trẻ em.',
    ])
    expect(lines[4]?.row?.cells).toEqual(['TT', 'Mức hỗ trợ', ''])
    expect(lines[6]?.row?.cells).toEqual(['', 'Ăn ở', '1.000.000 đồng'])
    expect(lines[1]?.notes).toEqual(['Điều này được sửa đổi. “Điều 9. Cũ”'])
    expect(leftOut.map(({ why }) => why)).toEqual([
      'hidden on the page',
      'a rule',
      'the national title',
      'the national motto',
    ])
    expect(doubts.map(({ text }) => text)).toEqual(['cũ'])
  })

  it('is read in the encoding that it names', async () => {
    const page = Buffer.from(
      '<meta charset="windows-1258"><p>\xD0i\xEA\xCCu 1. M\xF4\xF2t ng\xFD\xF5\xCCi \xF0\xFD\xF5\xF2c h\xF4\xDE tr\xF5\xF2.</p>',
      'latin1',
    )

    expect(await texts(page)).toEqual(['Điều 1. Một người được hỗ trợ.'])
  })
})

const LEVELS = [
  'upperRoman|Chương %1.|',
  'decimal|Điều %2.|<w:lvlRestart w:val="0"/>',
  'decimal|%3.|',
  'lowerLetter|%4)|',
]
const NUMBERING = `<w:numbering><w:abstractNum w:abstractNumId="0">${LEVELS.map((level, i) => {
  const [format, text, more] = level.split('|')
  return `<w:lvl w:ilvl="${i}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`
}).join(
  '',
)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`
const STYLES =
  '<w:styles><w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="DieuCon"><w:basedOn w:val="Dieu"/></w:style></w:styles>'
const at = (level: number, num = 1): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${num}"/></w:numPr>`

describe('a Word document', () => {
  it('gets the numbers that Word draws written out, by list, by style and by override', async () => {
    const body = [
      wordParagraph('QUY ĐỊNH CHUNG', at(0)),
      wordParagraph('Phạm vi', '<w:pStyle w:val="Dieu"/>'),
      wordParagraph('Người nghiện được hỗ trợ:', at(2)),
      wordParagraph('người lớn;', at(3)),
      wordParagraph('trẻ em.', at(3)),
      wordParagraph('TỔ CHỨC', at(0)),
      wordParagraph('Cơ quan', '<w:pStyle w:val="DieuCon"/>'),
      wordParagraph('Công an xã.', at(2, 2)),
      wordParagraph('Không số.', '<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
    ]

    expect(await texts(makeDocx(body, { 'numbering.xml': NUMBERING, 'styles.xml': STYLES }))).toEqual([
      'Chương I. QUY ĐỊNH CHUNG',
      'Điều 1. Phạm vi',
      '1. Người nghiện được hỗ trợ:',
      'a) người lớn;',
      'b) trẻ em.',
      'Chương II. TỔ CHỨC',
      'Điều 2. Cơ quan',
      '5. Công an xã.',
      'Không số.',
    ])
  })

  it('brings its footnotes and insertions, and leaves its deletions', async () => {
    const footnotes =
      '<w:footnotes><w:footnote w:id="1"><w:p><w:r><w:t>Khoản này được sửa đổi.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    const reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    const changes =
      '<w:ins w:id="1"><w:r><w:t xml:space="preserve"> và trẻ em</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText> cũ</w:delText></w:r></w:del>'
    const { lines } = await readSource(
      makeDocx([wordParagraph('1. Người nghiện được hỗ trợ', '', changes + reference)], {
        'footnotes.xml': footnotes,
      }),
    )

    expect(lines).toMatchObject([
      { text: '1. Người nghiện được hỗ trợ và trẻ em', notes: ['Khoản này được sửa đổi.'] },
    ])
  })

  it('keeps a table as rows', async () => {
    const cell = (text: string): string => `<w:tc>${wordParagraph(text)}</w:tc>`
    const row = (...cells: string[]): string => `<w:tr>${cells.map(cell).join('')}</w:tr>`
    const { lines } = await readSource(
      makeDocx([
        `<w:tbl>${row('Việc', 'Mức')}${row('Học nghề', '3.000.000 đồng')}</w:tbl>`,
        wordParagraph('Hết.'),
      ]),
    )

    expect(lines.map(({ row: of }) => of?.cells)).toEqual([
      ['Việc', 'Mức'],
      ['Học nghề', '3.000.000 đồng'],
      undefined,
    ])
  })
})

describe('a file that is not what it seems', () => {
  it.each<[string, Uint8Array | string, string]>([
    ['empty', '', 'The file is empty'],
    ['white space only', ' \n\t\n', 'The file is empty'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ', 'This is a PDF'],
    ['an old Word file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old Word file'],
    ['RTF', '{\\rtf1\\ansi}', '.rtf'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'picture'],
    ['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 0]), 'This is not a text'],
    ['a zip that is no document', zipSync({ 'a.txt': strToU8('x') }), 'no Word document'],
    ['half a zip', makeDocx([wordParagraph('Điều 1.')]).slice(0, 300), 'damaged'],
    ['a document of broken XML', makeDocx(['<w:p><w:r>']), 'damaged'],
    ['a document without a word', makeDocx(['<w:p/>']), 'There is no text'],
    ['not UTF-8', new Uint8Array([0x43, 0xe9, 0x20, 0xff, 0x41]), 'not utf-8 text'],
    ['an encoding that nobody knows', '<meta charset="tcvn-5712"><p>Điều 1</p>', 'not tcvn-5712 text'],
    ['text in an old font', 'LuËt nµy quy ®Þnh viÖc phßng, chèng ma tuý', 'old font'],
    ['text without tone marks', 'Luat nay quy dinh viec phong chong ma tuy', 'hardly any Vietnamese letters'],
    ['a text without line ends', 'Điều 1. Được. '.repeat(10_000), 'lost its line ends'],
    ['a page nested to exhaust the reader', `<p>Điều</p>${'<div>'.repeat(20_000)}`, 'nested too deeply'],
  ])('is refused: %s', async (_, content, message) => {
    await expect(readSource(typeof content === 'string' ? bytes(content) : content)).rejects.toThrow(message)
  })

  it('is refused: an archive that unpacks to far more than it weighs', async () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(61 * 1024 * 1024) }, { level: 9 })

    expect(bomb.byteLength).toBeLessThan(1024 * 1024)
    await expect(readSource(bomb)).rejects.toThrow('unpacks to far more')
  })
})
