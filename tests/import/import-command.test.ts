import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/import.ts'
import { runCommand } from '../../src/cli/run-command.ts'
import { parseDocument } from '../../src/knowledge/parse-document.ts'
import { type Folder, makeDocx, makeFolder, wordParagraph } from './support.ts'

const LAW = `QUỐC HỘI
Luật số: 9/2026/QH16
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Nội, ngày 02 tháng 3 năm 2026
LUẬT
HỖ TRỢ NGƯỜI SAU CAI NGHIỆN
Căn cứ Hiến pháp;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định việc hỗ trợ.
Điều 2. Mức hỗ trợ
1. Mức hỗ trợ học nghề là 3.000.000 đồng.
2. Hồ sơ gồm:
a) đơn;
b) giấy xác nhận.
Điều 3. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.
CHỦ TỊCH QUỐC HỘI
`
const NEEDED = ['--in-force-from', '2026-07-01']
const law = (content: string | Uint8Array = LAW, name = 'luat.txt') => ({ name, content })

let folder: Folder
beforeEach(async () => {
  folder = await makeFolder()
})
afterEach(() => folder.remove())

describe('npm run import', () => {
  it('writes a knowledge file that the knowledge base reads, and tells what it did', async () => {
    const { code, out, errors } = await folder.run(law(), NEEDED)

    expect(errors).toBe('')
    expect(code).toBe(0)
    const { document, problems } = parseDocument(
      'luat-9-2026.md',
      await folder.read('law/luat-9-2026.md'),
      null,
    )
    expect(problems).toEqual([])
    expect(document?.front).toMatchObject({
      id: 'luat-9-2026',
      kind: 'law',
      number: '9/2026/QH16',
      title: 'Luật Hỗ trợ người sau cai nghiện',
      shortTitle: 'Luật 9/2026/QH16',
      issuer: 'Quốc hội',
      place: 'vn',
      issued: '2026-03-02',
      inForceFrom: '2026-07-01',
      inForceTo: null,
      verifiedOn: '2026-11-21',
      reviewBy: '2027-05-22',
      wording: 'original',
    })
    expect(document?.places.map(({ key }) => key)).toEqual(['1', '2', '3'])
    expect(out).toContain('3 articles, 2 clauses, 2 points')
    expect(out).toContain('line 3: “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” the national title')
    expect(Object.keys(await folder.knowledge())).toEqual(['law/luat-9-2026.md'])
  })

  it('tells a Word document by its content, whatever its name', async () => {
    const content = makeDocx(
      LAW.trim()
        .split('\n')
        .map((line) => wordParagraph(line)),
    )

    expect((await folder.run(law(content, 'luat.txt'), NEEDED)).code).toBe(0)
    expect(await folder.read('law/luat-9-2026.md')).toContain('### Điều 2. Mức hỗ trợ')
  })

  it('writes a plan among the plans, asking nothing that a file answers', async () => {
    const plan =
      'KẾ HOẠCH\nPhòng, chống ma túy phường An Bình\nThực hiện chỉ đạo của quận:\nI. MỤC TIÊU\n1. Giảm người nghiện.\nII. VIỆC LÀM\n1. Đến từng nhà.'
    await folder.write(
      'front.yaml',
      'id: plan-anbinh\nnumber: 5/KH-UBND\nshortTitle: Kế hoạch An Bình\nissuer: Ủy ban nhân dân phường An Bình\nplace: ha-noi\nissued: 2026-05-02\ninForceFrom: null\n',
    )
    const { code, errors } = await folder.run({ name: 'kh.md', content: plan }, [
      '--front',
      `${folder.path}/knowledge/front.yaml`,
    ])

    expect(errors).toBe('')
    expect(code).toBe(0)
    expect(await folder.read('plans/plan-anbinh.md')).toContain('inForceFrom: null\ninForceTo: null')
  })

  it('only reports with --dry-run', async () => {
    const { code, out } = await folder.run(law(), [...NEEDED, '--dry-run'])

    expect(code).toBe(0)
    expect(out).toContain('Nothing written')
    expect(await folder.knowledge()).toEqual({})
  })

  it('can be called like every command', async () => {
    expect(await runCommand('import', [])).toBe(2)
  })

  it.each([[[]], [['a', 'b']], [['a', '--nonsense']], [['a', '--replace', '--beside']]])(
    'says how it is called: %j',
    async (args) => {
      const errors: string[] = []
      const code = await main(args, { print: () => {}, printError: (line) => void errors.push(line) })

      expect(code).toBe(2)
      expect(errors.join('')).toContain('npm run import -- FILE')
    },
  )
})

describe('the front matter', () => {
  it('is asked for on a terminal, with what the text suggests as the default', async () => {
    const asked: string[] = []
    const answers = ['hôm nay', '2026-02-31', '']
    const ask = (question: string): Promise<string> => {
      asked.push(question)
      return Promise.resolve(answers.shift() ?? '')
    }

    expect((await folder.run(law(), [], { ask })).code).toBe(0)
    expect(asked).toEqual(
      Array.from({ length: 3 }, () => expect.stringMatching(/^first day in force.*\[2026-07-01\]: $/)),
    )
    expect(await folder.read('law/luat-9-2026.md')).toContain('inForceFrom: 2026-07-01')
  })

  it('is not guessed where a wrong day would tell people a wrong rule', async () => {
    const { code, errors } = await folder.run(law())

    expect(code).toBe(1)
    expect(errors).toContain('--in-force-from (the text suggests 2026-07-01)')
  })

  it('is taken from the document that is replaced, but not its check', async () => {
    await folder.run(law(), [
      ...NEEDED,
      '--source',
      'https://vanban.chinhphu.vn/9',
      '--verified-on',
      '2026-10-01',
      '--verified-how',
      'So bằng mắt.',
    ])
    const { code, errors } = await folder.run(law(), ['--replace'])

    expect(errors).toBe('')
    expect(code).toBe(0)
    const written = await folder.read('law/luat-9-2026.md')
    expect(written).toContain('source: https://vanban.chinhphu.vn/9\nverifiedOn: 2026-11-21')
    expect(written).not.toContain('So bằng mắt')
  })

  it('must be of the same document as the text', async () => {
    const { code, errors } = await folder.run(law(), [...NEEDED, '--number', '120/2025/QH15'])

    expect(code).toBe(1)
    expect(errors).toContain('The text says it is number 9/2026/QH16, the front matter says 120/2025/QH15')
  })

  it.each([
    ['no YAML', '{id: [', 'is not YAML'],
    ['a list', '- id', 'must be lines “key: text”'],
    ['a number for a text', 'title: 5', 'look at title'],
    ['a key that nobody reads', 'isuer: Quốc hội', 'keys that nobody reads: isuer'],
    ['a wrong value', 'issued: 02/03/2026', 'issued:'],
  ])('is refused when broken: %s', async (_, yaml, message) => {
    await folder.write('front.yaml', yaml)
    const given = await folder.run(law(), [...NEEDED, '--front', `${folder.path}/knowledge/front.yaml`])
    const own = await folder.run(law(`---\n${yaml}\n---\n${LAW}`, 'luat.md'), NEEDED)

    expect([given.code, own.code]).toEqual([1, 1])
    expect(given.errors).toContain(message)
    expect(own.errors).toContain(message)
    expect(Object.keys(await folder.knowledge())).toEqual(['front.yaml'])
  })
})

describe('a document that is there already', () => {
  const OTHER = LAW.replace('3.000.000', '4.000.000')
  const ASKED = '"2":\n  - được hỗ trợ bao nhiêu\n'
  beforeEach(async () => {
    await folder.run(law(), NEEDED)
    await folder.write('law/luat-9-2026.asked.yaml', ASKED)
  })

  it('stays as it is unless told otherwise', async () => {
    const { code, errors } = await folder.run(law(OTHER))

    expect(code).toBe(1)
    expect(errors).toContain('--replace')
    expect(await folder.read('law/luat-9-2026.md')).toContain('3.000.000')
  })

  it('is replaced and keeps its questions', async () => {
    expect((await folder.run(law(OTHER), ['--replace'])).out).toContain('Replaced')
    expect(await folder.read('law/luat-9-2026.md')).toContain('4.000.000')
    expect(await folder.read('law/luat-9-2026.asked.yaml')).toBe(ASKED)
  })

  it('gets the original beside it, and both may be in force', async () => {
    const { code, errors } = await folder.run(law(OTHER), ['--beside'])

    expect(errors).toBe('')
    expect(code).toBe(0)
    expect(await folder.read('law/luat-9-2026-goc.md')).toContain('id: luat-9-2026-goc')
    expect(await folder.read('law/luat-9-2026.md')).toContain('3.000.000')
  })

  it('is not replaced when questions would lead nowhere', async () => {
    await folder.write('law/luat-9-2026.asked.yaml', '"4":\n  - hỏi gì\n')
    const { code, errors } = await folder.run(law(OTHER), ['--replace'])

    expect(code).toBe(1)
    expect(errors).toContain('luat-9-2026.asked.yaml:1 “4” leads nowhere')
    expect(await folder.read('law/luat-9-2026.md')).toContain('3.000.000')
  })

  it('is not joined by another that claims the same number', async () => {
    const { code, errors } = await folder.run(law(OTHER), ['--id', 'luat-moi', ...NEEDED, '--allow-gaps'])

    expect(code).toBe(1)
    expect(errors).toContain('both claim to be in force')
    expect((await folder.run(law(OTHER), ['--id', 'luat-moi', ...NEEDED, '--allow-problems'])).out).toContain(
      'npm run content will complain',
    )
  })
})

describe('bad input', () => {
  const twice = LAW.replace('Điều 3.', 'Điều 2.')
  it.each<[string, string | Uint8Array, string]>([
    ['two Điều 2', twice, 'line 17: “Hiệu lực thi hành” Điều 2 stands twice; the first is at 12'],
    ['a missing Điều', LAW.replace('Điều 3.', 'Điều 4.'), 'Điều 3 is missing before 4'],
    ['a missing khoản', LAW.replace('\n2. Hồ', '\n3. Hồ'), 'Điều 2 khoản 2 is missing before 3'],
    ['an article without a word', `${LAW.split('Điều 3.')[0]}Điều 3.\n`, 'Điều 3 has no text'],
    ['an empty file', '', 'empty'],
    ['a PDF renamed .docx', '%PDF-1.7\n1 0 obj', 'This is a PDF, whatever its name'],
    ['a binary', new Uint8Array(2000), 'not a text'],
    ['20 MB', new Uint8Array(20 * 1024 * 1024), 'larger than 10 MB'],
    [
      'a citation that leads nowhere',
      LAW.replace('Luật này quy', 'Theo Điều 77 Luật này quy'),
      'leads nowhere',
    ],
  ])('is named and refused, and nothing is written: %s', async (_, content, message) => {
    const { code, out, errors } = await folder.run(law(content, 'luat.docx'), NEEDED)

    expect(code).toBe(1)
    expect(out).toBe('')
    expect(errors).toContain('luat.docx: not imported, nothing written.')
    expect(errors).toContain(message)
    expect(await folder.knowledge()).toEqual({})
  })

  it('is named and refused: no such file, a folder', async () => {
    for (const file of ['none.docx', folder.path]) {
      const errors: string[] = []
      expect(await main([file], { print: () => {}, printError: (line) => void errors.push(line) })).toBe(1)
      expect(errors.join('')).toContain('There is no file')
    }
  })

  it('is imported with its gaps when told that the document itself has them', async () => {
    const { code, out } = await folder.run(law(LAW.replace('Điều 3.', 'Điều 4.')), [
      ...NEEDED,
      '--allow-gaps',
    ])

    expect(code).toBe(0)
    expect(out).toContain('Điều 3 is missing before 4')
  })
})
