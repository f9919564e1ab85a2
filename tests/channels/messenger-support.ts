import { afterEach, beforeEach } from 'vitest'
import type { WebhookRequest } from '../../src/channels/channel.ts'
import { createMessengerChannel } from '../../src/channels/messenger/messenger-channel.ts'
import { systemClock } from '../../src/core/clock.ts'
import type { MsgContent } from '../../src/core/message.ts'
import { type FakeMessenger, startFakeMessenger } from '../support/fake-messenger.ts'

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

/** A new platform and channel for each test; look at the fields inside tests only. */
export function eachWithMessenger() {
  const world = {} as ReturnType<typeof createChannel> & { fake: FakeMessenger }
  beforeEach(async () => {
    const fake = await startFakeMessenger()
    Object.assign(world, { fake }, createChannel(fake))
  })
  afterEach(async () => {
    await world.channel.close()
    await world.fake.close()
  })
  return world
}

/** What becomes of these events. */
export async function contentsOf(
  { channel, fake }: ReturnType<typeof eachWithMessenger>,
  ...events: object[]
): Promise<MsgContent[]> {
  return (await channel.receive(request(fake, ...events))).map((msg) => msg.content)
}
