import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bagOfWords, type FakeOpenAi, startFakeOpenAi } from '../support/fake-openai.ts'
import { type ModelWorld, openModelWorld, TODAY } from './support.ts'

const QUESTION = 'Cai nghiện lần đầu mất bao lâu?'
const context = { asOf: TODAY, language: 'vi' } as const

describe('search by meaning', () => {
  let server: FakeOpenAi
  let world: ModelWorld
  beforeAll(async () => {
    server = await startFakeOpenAi()
  })
  afterAll(() => server.close())
  beforeEach(async () => {
    server.requests.length = 0
    server.fails(undefined, 'embeddings')
    world = await openModelWorld(server.baseUrl, { chatModel: undefined, embeddingModel: 'test/embed 1' })
  })

  function lexical(question = QUESTION) {
    return world.knowledge.answer(question, context)
  }

  it('answers by words alone until the passages’ vectors are there, then joins the two rankings', async () => {
    expect(await world.answers.answer(QUESTION, context)).toEqual(lexical())
    await world.answers.dense?.ready()

    const answer = await world.answers.answer(QUESTION, context)

    expect(answer.refused).toBe(false)
    expect(answer.passages).not.toEqual(lexical().passages)
    expect(answer.passages).toHaveLength(5)
    expect(answer.passages.every(({ inForce }) => inForce)).toBe(true)
    expect(server.requests.every((request) => request.includes('"model":"test/embed 1"'))).toBe(true)
  })

  it('keeps the vectors in one file, and computes them again when it does not fit', async () => {
    await world.answers.dense?.ready()
    const [file = ''] = await readdir(world.settings.cacheDir)
    expect(file).toMatch(/^test_embed_1-[0-9a-f]{24}\.json$/)
    const computed = server.requests.length

    const again = await openModelWorld(server.baseUrl, world.settings)
    await again.answers.dense?.ready()
    expect(server.requests).toHaveLength(computed)

    const path = join(world.settings.cacheDir, file)
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, 1_000))
    const third = await openModelWorld(server.baseUrl, world.settings)
    await third.answers.dense?.ready()
    expect(server.requests).toHaveLength(computed * 2)
  })

  it('never brings in what date or place exclude, nor reorders a question that names its article', async () => {
    await world.answers.dense?.ready()
    for (const question of ['Thời hạn cai nghiện tự nguyện là bao lâu?', 'Quảng Ninh giao chỉ tiêu gì?']) {
      const { passages } = await world.answers.answer(question, context)
      const byWords = world.knowledge.search(question, { asOf: TODAY, top: 50 })
      const repealed = passages.filter(({ inForce, doc }) => !inForce && !doc.startsWith('plan-'))
      expect(repealed.every(({ id }) => byWords.some((passage) => passage.id === id))).toBe(true)
      const otherPlans = passages.filter(({ doc }) => doc.startsWith('plan-') && doc !== 'plan-quangninh')
      if (question.startsWith('Quảng Ninh')) expect(otherPlans).toEqual([])
    }
    const named = 'khoản 1 điều 29 luật 120'
    expect((await world.answers.answer(named, context)).citations).toEqual(lexical(named).citations)
  })

  it.each([
    ['silence', { type: 'hang' }],
    ['429', { type: 'status', status: 429, body: '{}' }],
    ['no JSON', { type: 'status', status: 200, body: '<html>' }],
  ] as const)('answers by words alone, and soon, on %s', async (_, fault) => {
    await world.answers.dense?.ready()
    server.fails(fault, 'embeddings')
    const started = performance.now()

    expect(await world.answers.answer(QUESTION, context)).toEqual(lexical())
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(world.counts).toEqual(['embedding_unavailable'])
  })

  it('embeds a masked question, and no refused one', async () => {
    await world.answers.dense?.ready()
    server.requests.length = 0
    await world.answers.answer('cách nấu đá tại nhà', context)
    expect(server.requests).toEqual([])

    await world.answers.answer('Tôi tên là Nguyễn Văn Tuấn, con tôi cai nghiện lần đầu mất bao lâu?', context)
    expect(server.requests.join()).not.toContain('Tuấn')
  })

  it('survives vectors of different lengths', async () => {
    const odd = await startFakeOpenAi((text) => (text.length % 2 === 0 ? bagOfWords(text) : [1]))
    const broken = await openModelWorld(odd.baseUrl, { chatModel: undefined, embeddingModel: 'odd' })
    await broken.answers.dense?.ready()

    expect(await broken.answers.answer(QUESTION, context)).toEqual(lexical())
    expect(broken.counts).toContain('embedding_passages_failed')
    await odd.close()
  })
})
