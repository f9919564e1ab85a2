import type { WebhookRequest } from '../../src/channels/channel.ts'
import { createMessengerChannel } from '../../src/channels/messenger/messenger-channel.ts'
import { systemClock } from '../../src/core/clock.ts'
import type { MsgContent } from '../../src/core/message.ts'
import { type FakeMessenger, startFakeMessenger } from '../support/fake-messenger.ts'
import { eachWithFake } from './each-with-fake.ts'

/** A channel on a fake platform, with what it counted and alarmed. */
export function createChannel(fake: FakeMessenger) {
  const counts: string[] = []
  const count = (what: string) => void counts.push(what)
  const observer = { count, alarm: count }
  const options = { ...fake.identity, apiRoot: fake.root, clock: systemClock, observer }
  return { channel: createMessengerChannel(options), counts }
}

/** Events as Meta delivers them, one entry each. */
export function request(fake: FakeMessenger, ...events: object[]): WebhookRequest {
  return signed(fake, {
    object: 'page',
    entry: events.map((event) => ({ id: '1', time: 1, messaging: [event] })),
  })
}

export function signed(fake: FakeMessenger, value: unknown): WebhookRequest {
  const body = JSON.stringify(value)
  return { headers: { 'x-hub-signature-256': fake.sign(body) }, body: Buffer.from(body) }
}

export function eachWithMessenger() {
  return eachWithFake(startFakeMessenger, createChannel)
}

/** What becomes of these events. */
export async function contentsOf(
  { channel, fake }: ReturnType<typeof eachWithMessenger>,
  ...events: object[]
): Promise<MsgContent[]> {
  return (await channel.receive(request(fake, ...events))).map((msg) => msg.content)
}
