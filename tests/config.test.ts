import { describe, expect, it } from 'vitest'
import { loadConfig } from '../src/config.ts'

describe('config', () => {
  it('needs nothing: every promise but the messengers holds without a setting', () => {
    expect(loadConfig({})).toMatchObject({
      PORT: 8080,
      STAFF_PORT: 8081,
      STAFF_HOST: '127.0.0.1',
      DATA_DIR: './data',
    })
  })

  it('treats an empty value as absent', () => {
    expect(loadConfig({ TELEGRAM_BOT_TOKEN: '' }).TELEGRAM_BOT_TOKEN).toBeUndefined()
  })

  it('lists every problem at once, by name and never by value', () => {
    const bad = {
      ...{ PORT: 'eighty', HOTLINE_SECRET: 'hunter2', TELEGRAM_TOKEN: '12:abc', ZALO_APP_ID: '1' },
      ...{ MESSENGER_APP_SECRET: 'hunter3', MESSENGER_VERIFY_TOKEN: 'short' },
    }

    const error = catchError(() => loadConfig(bad))

    const names = ['PORT', 'HOTLINE_SECRET', 'TELEGRAM_TOKEN', 'ZALO_OA_SECRET', 'MESSENGER_PAGE_TOKEN']
    for (const name of [...names, 'MESSENGER_VERIFY_TOKEN']) expect(error.message).toContain(name)
    for (const value of ['eighty', 'hunter2', '12:abc', 'hunter3']) expect(error.message).not.toContain(value)
  })

  it('takes models whole: an address with a name, and nobody who reads along', () => {
    const model = { LLM_BASE_URL: 'http://localhost:9/v1', LLM_MODEL: 'm' }

    expect(loadConfig(model)).toMatchObject(model)
    expect(catchError(() => loadConfig({ LLM_MODEL: 'm' })).message).toContain('LLM_BASE_URL')
    expect(catchError(() => loadConfig({ LLM_BASE_URL: model.LLM_BASE_URL })).message).toContain('LLM_MODEL')
    const traced = { ...model, LANGSMITH_TRACING: 'true', LANGCHAIN_VERBOSE: 'true' }
    for (const name of ['LANGSMITH_TRACING', 'LANGCHAIN_VERBOSE'])
      expect(catchError(() => loadConfig(traced)).message).toContain(name)
  })

  it('cannot be changed after start', () => {
    const config = loadConfig({})

    expect(() => Object.assign(config, { PORT: 1 })).toThrow(TypeError)
  })
})

function catchError(run: () => unknown): Error {
  try {
    run()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('nothing was thrown')
}
