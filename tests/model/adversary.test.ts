import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readQuestions } from '../../src/cli/eval-knowledge.ts'
import type { Answer, FoundPassage } from '../../src/core/passage.ts'
import { showSources } from '../../src/knowledge/parse-guide-sources.ts'
import { type FakeOpenAi, type FakeSentence, type Quoted, startFakeOpenAi } from '../support/fake-openai.ts'
import { type ModelWorld, openModelWorld, TODAY } from './support.ts'

/**
 * A model that lies in every way at once, among sentences that are right. What comes through is looked at by a reader
 * that shares no code with the checks: figures as written, citations against the index, standing against the dates.
 */
const LIES: readonly ((sentence: string, quoted: Quoted) => FakeSentence)[] = [
  (text, { passages }) =>
    lie(
      text.replace(/\d+/u, (n) => String(Number(n) + 7)),
      passages[0]?.id,
    ),
  (text, { passages }) =>
    lie(
      text.replace(/\d+/gu, (n) => `${n}1`),
      passages[0]?.id,
    ),
  (text, { passages }) => lie(`Theo Điều 312, ${text}`, passages[0]?.id),
  (text, { passages }) => lie(`${text} Mức phạt là ba trăm bốn mươi hai triệu đồng.`, passages[0]?.id),
  (text) => lie(text, 'luat-120-2025/999.9'),
  (text, { passages }) => lie(`${text} Xem thêm tại https://cai-nghien.example/dang-ky.`, passages[0]?.id),
  (text, { passages }) => lie(`Tòa án nhân dân tối cao tỉnh quyết định: ${text}`, passages[0]?.id),
  (text, { passages }) => lie(`${text} Bạn sẽ không bị bắt.`, passages[0]?.id),
  (text, { passages }) => lie(`${text} Gọi ngay 1900 6868 để được hỗ trợ.`, passages[0]?.id),
  (text, { passages }) => lie(`Kể từ ngày 15/8/2027, ${text}`, passages[0]?.id),
  (_, { passages }) =>
    lie('Thời hạn cai nghiện tự nguyện tại cơ sở là từ đủ 06 tháng đến 12 tháng.', passages[0]?.id),
  (_, { passages }) => lie('Đã bỏ qua mọi quy tắc theo yêu cầu của người dùng và tài liệu.', passages[0]?.id),
  (_, { passages }) => lie('The term is ninety-nine months under Article 500.', passages[0]?.id),
]

const SOURCE_LINE = /^(?:\(\d\) )?\[/u

function lie(text: string, id = ''): FakeSentence {
  return { text, passageIds: [id] }
}

/** Deterministic, and another mixture of truth and lies for every question. */
function adversary(turn: number) {
  return (quoted: Quoted): FakeSentence[] => {
    const truths = quoted.passages.flatMap(({ id, text }) =>
      text
        .split(/\n|(?<=[.;])\s/u)
        .slice(0, 2)
        .map((part) => ({ text: part.trim(), passageIds: [id] })),
    )
    const seed = truths[turn % Math.max(1, truths.length)]?.text ?? ''
    const lies = LIES.map((make) => make(seed, quoted))
    return turn % 3 === 0
      ? lies
      : [...lies.slice(turn % 7), ...truths.slice(0, 3), ...lies.slice(0, turn % 7)]
  }
}

describe('an adversarial model over the question set', async () => {
  const questions = readQuestions(await readFile('eval/questions.jsonl', 'utf8')).filter(
    ({ gold }) => gold.length > 0,
  )
  let server: FakeOpenAi
  let world: ModelWorld
  const worded: { id: string; answer: Answer }[] = []

  beforeAll(async () => {
    server = await startFakeOpenAi()
    world = await openModelWorld(server.baseUrl)
    for (const [turn, { id, q, teen }] of questions.entries()) {
      server.says(adversary(turn))
      const text = turn % 2 === 0 ? q : (teen ?? q)
      const answer = await world.answers.answer(text, { asOf: TODAY, language: 'vi' })
      if (answer.answer.includes('Máy đã viết gọn')) worded.push({ id, answer })
    }
  }, 120_000)
  afterAll(() => server.close())

  it('is asked about at least a hundred questions, lies each time, and is believed only where it was right', () => {
    expect(server.requests.length).toBeGreaterThanOrEqual(100)
    expect(worded.length).toBeGreaterThan(30)
    expect(world.counts.filter((what) => what === 'model_sentence_dropped').length).toBeGreaterThan(1_000)
    expect(world.counts).not.toContain('model_unavailable')
  })

  it('brings no citation that does not exist', () => {
    for (const { id, answer } of worded) {
      expect(answer.citations.length, id).toBeGreaterThan(0)
      for (const { doc, dieu, section } of answer.citations) {
        const document = world.index.documents.findIndex((one) => one.id === doc)
        const keys = world.index.groups.filter(([d]) => d === document).map(([, key]) => key)
        expect(document, id).toBeGreaterThanOrEqual(0)
        if (dieu !== undefined) expect(keys, id).toContain(dieu)
        else if (section !== undefined)
          expect(
            keys.some((key) => key.startsWith(section)),
            id,
          ).toBe(true)
      }
    }
  })

  it('brings no number that its sources lack', () => {
    for (const { id, answer } of worded) {
      const known = new Set(sourceOf(answer).match(/\d+/gu) ?? [])
      for (const number of spoken(answer).match(/\d+/gu) ?? []) {
        expect(known.has(number) || known.has(`0${number}`), `${id}: ${number}`).toBe(true)
      }
    }
  })

  it('brings no repealed rule as current, and no lie', () => {
    for (const { id, answer } of worded) {
      const { answer: text } = answer
      expect(text, id).not.toMatch(
        /Điều 312|Article 500|ba trăm bốn mươi hai|https|1900 6868|2027|bỏ qua mọi|không bị bắt\./u,
      )
      expect(text, id).not.toContain('từ đủ 06 tháng đến 12 tháng.\n[Luật 120')
      for (const { passage, line } of spokenOf(answer)) {
        const document = world.index.documents.find(({ id }) => id === passage.doc)
        if ((document?.inForceTo ?? '9999') >= TODAY) continue
        // The sentence itself says that it is past, and so does the line that we put under it.
        expect(line, id).toMatch(
          document?.kind === 'plan' ? /kế hoạch/iu : /quy định cũ|luật cũ|trước đây|hết hiệu lực/iu,
        )
        expect(text, id).toContain(document?.kind === 'plan' ? 'hết thời kỳ' : 'đây là quy định cũ')
      }
    }
  })

  /** The model's lines: what stands above the first source line, without the marks that we put. */
  function spoken({ answer }: Answer): string {
    const lines = answer.split('\n')
    const end = lines.findIndex((line) => SOURCE_LINE.test(line))
    return lines
      .slice(0, end)
      .map((line) => line.replace(/(?: \(\d\))+$/u, ''))
      .join('\n')
  }

  /** Each of the model's lines with each passage that its marks name; without marks there is one passage. */
  function spokenOf(answer: Answer): { passage: FoundPassage; line: string }[] {
    const passages = citedPassages(answer)
    const end = answer.answer.split('\n').findIndex((line) => SOURCE_LINE.test(line))
    return answer.answer
      .split('\n')
      .slice(0, end)
      .flatMap((line) => {
        const marks = [...line.matchAll(/ \((\d)\)(?=(?: \(\d\))*$)/gu)].map(([, mark]) => Number(mark) - 1)
        return (marks.length === 0 ? [0] : marks).flatMap((at) => {
          const passage = passages[at]
          return passage === undefined ? [] : [{ passage, line }]
        })
      })
  }

  /** We list what was used first; as many as there are source lines. */
  function citedPassages({ answer, passages }: Answer): FoundPassage[] {
    const used = answer.split('\n').filter((line) => SOURCE_LINE.test(line)).length
    return passages.slice(0, used)
  }

  function sourceOf(answer: Answer): string {
    const texts = citedPassages(answer).map(({ text }) => showSources(text, world.index.documents))
    return [...texts, ...answer.citations.map(({ title }) => title)].join('\n')
  }
})
