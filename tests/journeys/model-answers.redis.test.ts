import { afterEach, describe, expect, it, vi } from 'vitest'
import { type FakeOpenAi, startFakeOpenAi } from '../support/fake-openai.ts'
import { textUpdate } from '../support/fake-telegram.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const CHAT = 5_550_123_456

describe('a hotline with and without a model', () => {
  let world: WholeApp | undefined
  let server: FakeOpenAi | undefined
  afterEach(async () => {
    vi.restoreAllMocks()
    await world?.stop()
    await server?.close()
    world = undefined
    server = undefined
  })

  async function ask(question: string): Promise<string> {
    if (world === undefined) throw new Error('no world')
    const { telegram, app } = world
    const url = `${app.publicUrl}/webhooks/telegram`
    await telegram.deliver(url, textUpdate(CHAT, '/start'))
    // The greeting comes in two messages.
    await vi.waitFor(() => expect(telegram.texts(CHAT).length).toBeGreaterThan(1), 5_000)
    const before = telegram.texts(CHAT).length
    expect(await telegram.deliver(url, textUpdate(CHAT, question))).toEqual([200])
    await vi.waitFor(() => expect(telegram.texts(CHAT).length).toBeGreaterThan(before), 10_000)
    return telegram.texts(CHAT).slice(before).join('\n')
  }

  function post(): Promise<Response> {
    return fetch(`${world?.app.publicUrl}/api/answers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
  }

  it('words a messenger’s answer by the model, and opens /api/answers', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    server = await startFakeOpenAi()
    server.says(({ passages }) => [
      {
        text: 'Thời hạn cai nghiện ma túy lần đầu là 24 tháng.',
        passageIds: [passages.find(({ text }) => text.includes('lần đầu là 24 tháng'))?.id ?? ''],
      },
    ])
    world = await startWholeApp({ LLM_BASE_URL: server.baseUrl, LLM_MODEL: 'test-model' })

    expect(await ask('Cai nghiện lần đầu mất bao lâu?')).toContain('Máy đã viết gọn')
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]).not.toContain(String(CHAT))
    expect((await post()).status).toBe(400)
  })

  it('answers in the documents’ own words without one, and /api/answers is not there', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    world = await startWholeApp()

    const said = await ask('Cai nghiện lần đầu mất bao lâu?')
    expect(said).toContain('24 tháng')
    expect(said).not.toContain('Máy đã viết gọn')
    expect((await post()).status).toBe(404)
  })
})
