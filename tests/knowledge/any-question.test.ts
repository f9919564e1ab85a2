import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { checkCitations } from '../../src/cli/check-citations.ts'
import { readQuestions } from '../../src/cli/eval-knowledge.ts'
import type { Answer } from '../../src/core/passage.ts'
import { createKnowledge } from '../../src/knowledge/answer.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
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
    expect(answer.answer).toMatch(/^This is what I found/)
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

describe('whether a law still holds', () => {
  it.each([
    'Luật 73 còn áp dụng không',
    'luat 73 con hieu luc ko',
    'Luật Phòng, chống ma túy 73/2021 hết hiệu lực chưa?',
    'is law 73 still in force',
  ])('is said by the clause that ended it: %s', (question) => {
    const answer = ask(question)

    expect(answer.citations[0]).toMatchObject({ doc: 'luat-120-2025', dieu: '55', khoan: '2', inForce: true })
    expect(answer.answer).toContain('hết hiệu lực từ ngày 01/7/2026')
  })
})

describe('people who write English', () => {
  it.each([
    ['Can a foreigner be deported for using drugs in Vietnam?', 'người nước ngoài có thể bị trục xuất'],
    ['is cannabis legal in vietnam', 'cần sa'],
    ['what happens if police catch me with marijuana', 'Người tàng trữ'],
    ['my son is addicted, what should I do', 'gọi 115 ngay'],
    ['Where can I get methadone in Hanoi?', 'Methadone ở Hà Nội'],
  ])('are led to the same passages: %s', (question, words) => {
    expect(ask(question).answer).toContain(words)
  })
})

describe('other people’s subjects', async () => {
  const strays = readQuestions(await readFile('eval/questions-off-topic.jsonl', 'utf8'))

  it.each(['q', 'nodia', 'teen'] as const)('are answered in at most five of a hundred: %s', (variant) => {
    const answered = strays.filter((stray) => !ask(stray[variant] ?? stray.q).refused)

    expect(strays.length).toBeGreaterThan(200)
    expect(answered.length).toBeLessThanOrEqual(strays.length * 0.05)
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
  const files = ['questions', 'questions-unseen', 'questions-acts', 'questions-people']
  const questions = (
    await Promise.all(files.map(async (file) => readQuestions(await readFile(`eval/${file}.jsonl`, 'utf8'))))
  ).flat()
  const answers = questions.flatMap(({ q, nodia, teen, asOf }) =>
    [q, nodia, teen].flatMap((text) =>
      text === undefined
        ? []
        : [{ asOf: asOf ?? TODAY, answer: knowledge.answer(text, { asOf: asOf ?? TODAY, language: 'vi' }) }],
    ),
  )

  it('cites what exists, has no number that its source lacks, and shows nothing repealed as in force', () => {
    const check = checkCitations(answers, index)

    expect(check.cited).toBeGreaterThan(2_000)
    expect(check).toMatchObject({ missing: 0, foreignNumbers: 0, repealedAsCurrent: 0 })
  })

  it('is looked at by a check that finds each of the three', () => {
    const right = ask('Thời hạn cai nghiện lần đầu là mấy tháng?')
    const [citation] = right.citations
    const wrong: Answer[] = [
      { ...right, citations: right.citations.map((one) => ({ ...one, dieu: '999' })) },
      { ...right, answer: `Mất 77 tháng.\n${right.answer}` },
      { ...right, passages: right.passages.map((one) => ({ ...one, doc: 'luat-73-2021', inForce: true })) },
    ]
    const checks = wrong.map((answer) => checkCitations([{ answer, asOf: TODAY }], index))

    expect(citation?.dieu).toBe('29')
    expect(checks[0]?.missing).toBeGreaterThan(0)
    expect(checks[1]?.foreignNumbers).toBe(1)
    expect(checks[2]?.repealedAsCurrent).toBe(1)
  })
})
