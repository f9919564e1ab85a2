import { afterEach, beforeEach } from 'vitest'

interface Closing {
  close(): Promise<void>
}

/** A new platform and channel for each test; look at the fields inside tests only. */
export function eachWithFake<Fake extends Closing, Made extends { channel: Closing }>(
  start: () => Promise<Fake>,
  create: (fake: Fake) => Made,
): Made & { fake: Fake } {
  const world = {} as Made & { fake: Fake }
  beforeEach(async () => {
    const fake = await start()
    Object.assign(world, { fake }, create(fake))
  })
  afterEach(async () => {
    await world.channel.close()
    await world.fake.close()
  })
  return world
}
