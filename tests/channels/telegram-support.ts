import type { WebhookRequest } from '../../src/channels/channel.ts'
import { createTelegramChannel } from '../../src/channels/telegram/telegram-channel.ts'
import { systemClock } from '../../src/core/clock.ts'
import type { MsgContent } from '../../src/core/message.ts'
import { type FakeTelegram, messageUpdate, startFakeTelegram } from '../support/fake-telegram.ts'
import { eachWithFake } from './each-with-fake.ts'

export const SECRET = 'webhook-secret-for-tests'

/** A channel on a fake platform, with what it counted and alarmed. */
export function createChannel(fake: FakeTelegram) {
  const counts: string[] = []
  const count = (what: string) => void counts.push(what)
  const options = { token: fake.token, webhookSecret: SECRET, apiRoot: fake.root, clock: systemClock }
  return { channel: createTelegramChannel({ ...options, observer: { count, alarm: count } }), counts }
}

/** An update as Telegram delivers it. */
export function request(update: unknown, secret = SECRET): WebhookRequest {
  return { headers: { 'x-telegram-bot-api-secret-token': secret }, body: Buffer.from(JSON.stringify(update)) }
}

export function eachWithTelegram() {
  return eachWithFake(startFakeTelegram, createChannel)
}

/** What becomes of a message in chat 5 with these fields. */
export async function contentOf(
  { channel }: Pick<ReturnType<typeof createChannel>, 'channel'>,
  fields: object,
): Promise<MsgContent | undefined> {
  return (await channel.receive(request(messageUpdate(5, fields))))[0]?.content
}
