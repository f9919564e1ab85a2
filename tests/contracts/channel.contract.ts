import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, WebhookRequest } from '../../src/channels/channel.ts'
import type { MsgOut } from '../../src/core/message.ts'

/** A channel with its fake platform, in the words of the contract. */
export interface ChannelUnderTest {
  channel: Channel
  /** A well-formed, proven request that brings this text from contact "5". */
  textRequest(text: string): WebhookRequest
  /** A proven request of a kind that nobody knows. */
  unknownRequest(): WebhookRequest
  /** Texts that reached contact "5" since the last call. */
  arrived(): string[]
  /** Makes the next delivery fail. */
  failNext(how: 'throttled' | 'server_error' | 'hang_up' | 'contact_gone' | 'not_json'): void
  stop(): Promise<void>
}

const TO_LONG_TEXT = Array.from({ length: 200 }, (_, i) => `Đây là câu số ${i} của một bài dài.`).join(' ')

export function message(fields: Partial<MsgOut> = {}): MsgOut {
  return { id: 'm1', text: 'Chào bạn', choices: [], protect: false, urgent: false, ...fields }
}

/** What every channel must do, whatever the platform. */
export function describeChannel(name: string, start: () => Promise<ChannelUnderTest>): void {
  describe(`${name} as a channel`, () => {
    let under: ChannelUnderTest
    beforeAll(async () => {
      under = await start()
    })
    afterAll(() => under.stop())
    const contact = () => ({ channel: under.channel.type, id: '5' })

    it('maps a text, composed, with who wrote and when', async () => {
      const [msg, ...others] = await under.channel.receive(under.textRequest('Xin chào'))

      expect(others).toEqual([])
      expect(msg).toMatchObject({ from: contact(), content: { type: 'text', text: 'Xin chào' } })
      expect(msg?.id).not.toBe('')
      expect(msg?.sentAt).toBeGreaterThan(1_600_000_000_000)
    })

    it('refuses a request without proof, with a wrong one, or changed on the way where the proof covers the body', async () => {
      const request = under.textRequest('Xin chào')
      const wrong = Object.fromEntries(Object.keys(request.headers).map((header) => [header, 'a'.repeat(64)]))

      await expect(under.channel.receive({ ...request, headers: {} })).rejects.toMatchObject({
        code: 'channel:unverified',
      })
      await expect(under.channel.receive({ ...request, headers: wrong })).rejects.toMatchObject({
        code: 'channel:unverified',
      })
    })

    it('calls malformed what will never parse', async () => {
      const request = under.textRequest('Xin chào')
      for (const body of ['', '{', 'null', '7', '[]', '"text"', '\0\0']) {
        const received = under.channel.receive({ ...request, body: Buffer.from(body) })
        await expect(received, body).rejects.toMatchObject({
          code: expect.stringMatching(/^channel:(malformed|unverified)$/),
        })
      }
    })

    it('takes strange texts as they are', async () => {
      for (const text of ['a\0b', '\ud800', '\u202eabc', '😀'.repeat(1_000), 'x'.repeat(100_000)]) {
        const [msg] = await under.channel.receive(under.textRequest(text))
        expect(msg?.content.type).toBe('text')
      }
    })

    it('takes unknown kinds of events without a message', async () => {
      expect(await under.channel.receive(under.unknownRequest())).toEqual([])
    })

    it('delivers a text and says what the platform calls it', async () => {
      const sent = await under.channel.send(contact(), message())

      expect(sent.platformId).toEqual(expect.any(String))
      expect(under.arrived()).toEqual(['Chào bạn'])
    })

    it('delivers a long text in parts that end at sentences, in order and whole', async () => {
      await under.channel.send(contact(), message({ text: TO_LONG_TEXT }))

      const parts = under.arrived()
      expect(parts.length).toBeGreaterThan(1)
      for (const part of parts) expect(part).toMatch(/\.$/)
      expect(parts.join(' ')).toBe(TO_LONG_TEXT)
      expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(under.channel.maxTextChars)
    })

    it('divides a message the way it sends it', async () => {
      const msg = message({ text: TO_LONG_TEXT, choices: [{ id: 'a', title: 'Một' }], prompt: 'p' })
      const parts = under.channel.divide?.(msg) ?? []

      expect(parts.length).toBeGreaterThan(1)
      expect(parts.slice(0, -1).every((part) => part.choices.length === 0)).toBe(true)
      expect(parts.at(-1)).toMatchObject({ choices: msg.choices, prompt: 'p' })
      expect(new Set(parts.map((part) => part.id)).size).toBe(parts.length)
      for (const part of parts) await under.channel.send(contact(), part)
      expect(under.arrived()).toHaveLength(parts.length)
    })

    it('tells failures apart', async () => {
      const retryable = [
        ['throttled', 'channel:throttled'],
        ['server_error', 'channel:unreachable'],
        ['hang_up', 'channel:unreachable'],
        ['not_json', 'channel:unreachable'],
      ] as const
      for (const [how, code] of retryable) {
        under.failNext(how)
        const sending = under.channel.send(contact(), message())
        await expect(sending, how).rejects.toMatchObject({ code, retryable: true })
      }
      under.failNext('contact_gone')
      await expect(under.channel.send(contact(), message())).rejects.toMatchObject({
        code: 'channel:contact_gone',
        retryable: false,
      })
      under.arrived()
    })

    it('waits as long as the platform says', async () => {
      under.failNext('throttled')

      const error = await under.channel.send(contact(), message()).catch((thrown: unknown) => thrown)

      expect(error).toMatchObject({ retryAfterMs: expect.any(Number) })
      under.arrived()
    })

    it('keeps content, addresses and credentials out of its errors', async () => {
      for (const how of ['throttled', 'server_error', 'hang_up', 'contact_gone', 'not_json'] as const) {
        under.failNext(how)
        const secret = message({ text: 'canary-text' })
        const error = await under.channel.send(contact(), secret).catch((thrown: unknown) => thrown)
        const shown = `${error instanceof Error ? error.stack : String(error)} ${JSON.stringify(error)} ${String(Reflect.get(Object(error), 'cause'))}`
        expect(shown).not.toMatch(/canary|123:ABC|secret-for-tests|access-0/)
      }
      under.arrived()
    })
  })
}
