import { describe, expect, it } from 'vitest'
import type { Services } from '../../src/conversation/services.ts'
import type { MsgIn } from '../../src/core/message.ts'
import { createWorld, memoryStores, type Stores, textFrom } from '../support/conversation-world.ts'
import { createCrash } from '../support/create-crash.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { createRecordingChannel, type RecordingChannel } from '../support/recording-channel.ts'

/** Tips as the desk keeps them: the same secret is the same tip. */
function createTips() {
  const tips = new Set<string>()
  const services: Services = async (caller, call) => {
    if (call.type === 'submit_tip') {
      tips.add(call.secret)
      return { type: 'tip_submitted', receipt: 'ba-na', unit: 'Công an' }
    }
    if (call.type === 'erase_conversation') caller.erase()
    return call.type === 'erase_conversation' ? { type: 'conversation_erased' } : { type: 'service_failed' }
  }
  return { tips, services }
}

const WORDS = ['/start', 'một', 'hai', 'gửi', 'ba']
const ANSWERS = ['Chào bạn', 'Nghe: một', 'Nghe: hai', 'Đã nhận: ba-na', 'Nghe: ba']

interface Order {
  /** The message after the one that the process died of arrives before that one is delivered again. */
  overtaken: boolean
}

/** Delivers the conversation as Telegram does, restarting the process when it dies. */
async function converse(at: number, when: 'before' | 'after', { overtaken }: Order = { overtaken: false }) {
  const stores = memoryStores()
  const channel = createRecordingChannel()
  const clock = fixedClock()
  const { tips, services } = createTips()
  const crash = createCrash(at, when)
  const doomed = worldOn(
    { sessions: crash.wrap(stores.sessions), outbox: crash.wrap(stores.outbox), archive: stores.archive },
    crash.wrap(channel),
  )
  const healthy = worldOn(stores, channel)

  function worldOn(own: Stores, platform: RecordingChannel) {
    return createWorld({
      stores: own,
      channel: platform,
      clock,
      services: (caller, call) =>
        (own === stores ? services : crash.wrap({ services }).services)(caller, call),
    }).conversations
  }

  let late: MsgIn | null = null
  let storedBefore = 0
  for (const word of WORDS) {
    const msg = textFrom('an', word)
    const lived = !crash.isDead()
    if (lived) await Promise.race([doomed.handle(msg), crash.died])
    if (!crash.isDead()) continue
    if (lived && overtaken) {
      storedBefore = tips.size
      late = msg
      continue
    }
    await healthy.handle(msg)
    if (late !== null) await healthy.handle(late)
    late = null
  }
  if (late !== null) await healthy.handle(late)
  await Promise.race([doomed.idle(), crash.died])
  clock.advance(20_000)
  await healthy.sweep()
  await healthy.idle()
  return { texts: channel.texts('an'), tips, crash, storedBefore }
}

function withoutRepeats(texts: string[]): string[] {
  return texts.filter((text, at) => text !== texts[at - 1])
}

describe('a crash', () => {
  for (const when of ['before', 'after'] as const) {
    it(`${when} any step outside the process loses nothing and has no effect twice`, async () => {
      let at = 1
      for (; ; at += 1) {
        const { texts, tips, crash } = await converse(at, when)
        if (!crash.isDead()) break
        const place = `died ${when} step ${at} (${crash.diedAfter()})`
        expect(withoutRepeats(texts), place).toEqual(ANSWERS)
        expect(tips.size, place).toBe(1)
        // Only a message whose delivery could not be noted may arrive twice.
        expect(texts.length, place).toBeLessThanOrEqual(ANSWERS.length + 1)
      }
      expect(at).toBeGreaterThan(15)
    })

    it(`${when} any step leaves no tip in the queue whose giver hears otherwise, whatever arrives next`, async () => {
      let overtakings = 0
      for (let at = 1; ; at += 1) {
        const { texts, tips, crash, storedBefore } = await converse(at, when, { overtaken: true })
        if (!crash.isDead()) break
        const place = `died ${when} step ${at} (${crash.diedAfter()}): ${texts.join(' | ')}`
        expect(tips.size, place).toBe(1)
        expect(texts, place).toContain('Đã nhận: ba-na')
        if (storedBefore === 0 || texts.indexOf('Nghe: ba') < 0) continue
        overtakings += 1
        expect(texts.indexOf('Đã nhận: ba-na'), place).toBeLessThan(texts.indexOf('Nghe: ba'))
      }
      expect(overtakings).toBeGreaterThan(0)
    })
  }
})
