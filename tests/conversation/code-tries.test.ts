import { describe, expect, it } from 'vitest'
import { createCodeTries } from '../../src/conversation/code-tries.ts'
import { createServices } from '../../src/conversation/services.ts'
import { AppError } from '../../src/core/errors.ts'
import { fixedClock } from '../support/fixed-clock.ts'

describe('code-tries', () => {
  it('allows a dozen tries an hour to each conversation, apart from the others', () => {
    const clock = fixedClock(0)
    const mayTry = createCodeTries(clock)

    expect(Array.from({ length: 14 }, () => mayTry('one')).filter(Boolean)).toHaveLength(12)
    expect(mayTry('other')).toBe(true)
    clock.advance(3_600_000)
    expect(mayTry('one')).toBe(true)
  })

  it('says so in words, and derives nothing, when there were too many', async () => {
    let lookedUp = 0
    const services = createServices({
      knowledge: { answer: () => Promise.reject(new AppError('internal')) },
      tipDesk: {
        submit: () => Promise.reject(new AppError('internal')),
        add: () => Promise.reject(new AppError('internal')),
        lookUp: async () => {
          lookedUp += 1
          return { type: 'receipt_not_found', reason: 'unknown' }
        },
      },
      mayTryCode: createCodeTries(fixedClock(0)),
      makeSealedLink: async () => null,
      requestHuman: async () => null,
    })
    const ask = () =>
      services(
        { conversation: 'one', erase: () => {} },
        { type: 'look_up_receipt', code: 'ba-dem', language: 'vi' },
      )

    for (let i = 0; i < 12; i++) expect(await ask()).toMatchObject({ reason: 'unknown' })
    expect(await ask()).toMatchObject({ reason: 'wrong_word', slip: expect.stringContaining('Chờ một giờ') })
    expect(lookedUp).toBe(12)
  })
})
