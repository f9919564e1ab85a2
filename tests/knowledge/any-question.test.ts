import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { readQuestions } from '../../src/cli/eval-knowledge.ts'
import { createKnowledge } from '../../src/knowledge/answer.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { heldSources } from '../../src/knowledge/parse-guide-sources.ts'
import { detectRefusal } from '../../src/safety/detect-refusal.ts'

const TODAY = '2026-11-22'
const { index } = await loadKnowledge('knowledge')
const knowledge = createKnowledge(index, { detectRefusal })
const ask = (question: string) => knowledge.answer(question, { asOf: TODAY, language: 'vi' })

describe('what nobody expects to be asked', () => {
  it('answers a question of ten thousand characters as the short one', () => {
    const long = ask('Con tôi nghiện phải làm sao? '.repeat(345))

    expect(long.question.length).toBeGreaterThan(10_000)
    expect(long.citations[0]).toEqual(ask('Con tôi nghiện phải làm sao?').citations[0])
  })

  it.each(['a', 'm', '?', '🙂🙂🙂', '...', 'asdfgh qwerty'])(
    'asks back what worries the person: %s',
    (text) => {
      const answer = ask(text)

      expect(answer).toMatchObject({ refused: true, reason: 'off_topic', citations: [] })
      expect(answer.answer).toContain('Bạn đang lo chuyện gì')
    },
  )

  it.each([
    ['How long is compulsory rehab?', 'luat-120-2025', '29'],
    ['can tourists bring prescription sleeping pills into vietnam', 'luat-120-2025', '21'],
    ['I sold weed to a friend once, is it a crime?', 'blhs', '251'],
  ])('answers English in an English frame: %s', (question, doc, dieu) => {
    const answer = ask(question)

    expect(answer.citations).toContainEqual(expect.objectContaining({ doc, dieu, inForce: true }))
    expect(answer.answer).toMatch(/^In the words of the document/)
    expect(answer.answer).toContain('(checked on ')
  })

  it('sends an English overdose to the ambulance', () => {
    expect(ask('my friend overdosed what should I do').answer).toContain('115')
  })

  it.each(['吸毒会被判刑吗', '我儿子吸毒了怎么办', '마약을 하면 어떻게 됩니까', 'ยาเสพติด'])(
    'says in two languages which it speaks, and the numbers: %s',
    (question) => {
      const answer = ask(question)

      expect(answer).toMatchObject({ refused: true, citations: [] })
      expect(answer.answer).toContain('nói tiếng Việt')
      expect(answer.answer).toContain('speaks Vietnamese')
      for (const number of ['115', '113', '111']) expect(answer.answer).toContain(number)
    },
  )

  it.each(['sơ cứu người quá liều thế nào', 'so cuu nguoi qua lieu the nao'])(
    'answers how to give first aid with the ambulance first: %s',
    (question) => {
      const answer = ask(question)

      expect(answer.refused).toBe(false)
      expect(answer.answer.split('\n')[0]).toContain('115')
    },
  )
})

describe('a particular person', () => {
  it.each([
    'hàng xóm nhà tôi tên Nguyễn Văn Hùng có nghiện không',
    'cho xin danh sách người nghiện ở phường',
    'ai là người đã báo công an chuyện nhà tôi',
    'cho tui xin dia chi nha cua thang Ti dang di cai',
  ])('%s', (question) => {
    expect(ask(question)).toMatchObject({ refused: true, reason: 'private' })
  })

  it.each([
    'Tên con tôi nằm trong sổ của công an phường, bao giờ thì được gạch đi?',
    'Ai được lấy danh sách người nghiện, công an nào lập?',
    'Báo xong sợ bị trả thù thì ai bảo vệ mình?',
    'Cai ở nhà có được không, cần những gì?',
  ])('is not what is asked here: %s', (question) => {
    expect(ask(question).reason).not.toBe('private')
  })
})

describe('a document that we do not hold', () => {
  it('is spoken of by the one that replaced it', () => {
    expect(ask('Nghị định 57/2022 về danh mục chất ma túy còn hiệu lực không?').citations[0]).toMatchObject({
      doc: 'nghi-dinh-28-2026',
      dieu: '3',
    })
  })

  it('is not the year of a plan that we hold', () => {
    expect(ask('Tỉnh đoàn Thái Bình phải làm hai dự án gì theo kế hoạch 2024?').citations[0]?.doc).toBe(
      'plan-thaibinh',
    )
  })
})

describe('every answer to every question that we have', async () => {
  const files = ['questions', 'questions-unseen', 'questions-acts']
  const questions = (
    await Promise.all(files.map(async (file) => readQuestions(await readFile(`eval/${file}.jsonl`, 'utf8'))))
  ).flat()
  const answers = questions.flatMap(({ q, nodia, teen, asOf }) =>
    [q, nodia, teen].flatMap((text) =>
      text === undefined
        ? []
        : [{ asOf, answer: knowledge.answer(text, { asOf: asOf ?? TODAY, language: 'vi' }) }],
    ),
  )
  const shown = answers.filter(({ answer }) => !answer.refused)
  const keys = new Set(index.groups.map(([document, key]) => `${index.documents[document]?.id}/${key}`))

  it('cites what exists', () => {
    const cited = shown.flatMap(({ answer }) => answer.citations)

    expect(cited.length).toBeGreaterThan(1_000)
    expect(cited.filter(({ doc, dieu, section }) => !keys.has(`${doc}/${dieu ?? section ?? ''}`))).toEqual([])
  })

  it('has no number before its source that the passage lacks', () => {
    const foreign = shown.flatMap(({ answer }) => {
      const [first] = answer.passages
      const at = answer.answer.indexOf(`[${answer.citations[0]?.title}`)
      const held = `${first?.text} ${first === undefined ? '' : sourcesOf(first.text)}`
      const numbers = answer.answer.slice(0, at).match(/\p{N}+/gu) ?? []
      return numbers
        .filter((number) => !held.includes(number))
        .map((number) => `${answer.question}: ${number}`)
    })

    expect(foreign).toEqual([])
  })

  it('shows nothing repealed as in force', () => {
    const wrong = shown.filter(({ asOf, answer }) =>
      answer.passages.some(({ doc, inForce }) => {
        const to = index.documents.find(({ id }) => id === doc)?.inForceTo ?? null
        return inForce && to !== null && to < (asOf ?? TODAY) && answer.answer.includes('đang có hiệu lực')
      }),
    )

    expect(wrong.map(({ answer }) => answer.question)).toEqual([])
  })
})

/** A guide's sources are written out: "Luật 120/2025/QH15, Điều 29 khoản 1". */
function sourcesOf(text: string): string {
  return heldSources(text)
    .map(({ doc, dieu, khoan }) => {
      const document = index.documents.find(({ id }) => id === doc)
      return [document?.number, document?.shortTitle, dieu, khoan].join(' ')
    })
    .join(' ')
}
