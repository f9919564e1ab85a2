import { beforeAll, describe, expect, it } from 'vitest'
import type { Event, ServiceCall, ServiceOutcome } from '../../src/core/event.ts'
import type { MsgContent } from '../../src/core/message.ts'
import { createEngine } from '../../src/engine/create-engine.ts'
import type { Engine, Input } from '../../src/engine/engine.ts'
import { runTurn } from '../../src/engine/run-turn.ts'
import type { Session } from '../../src/engine/session.ts'
import { Flow, type FlowSet } from '../../src/flows/flow.ts'
import { requireFlows } from '../../src/flows/load-flows.ts'
import { scriptedUnderstanding } from '../support/scripted-understanding.ts'
import { testDeployment } from '../support/test-deployment.ts'

const NOW = Date.parse('2026-11-21T20:00:00+07:00')
const SUBMITTED: ServiceOutcome = { type: 'tip_submitted', receipt: 'a b c', unit: 'u' }

describe('createEngine', () => {
  let flows: FlowSet
  let engine: Engine
  beforeAll(async () => {
    flows = await requireFlows('tests/engine/flows', testDeployment)
    engine = createEngine({ flows, deployment: testDeployment, understanding: scriptedUnderstanding })
  })

  /** Several messages with the clock standing; strings are texts. */
  function say(
    session: Session,
    ...messages: (string | MsgContent | Input)[]
  ): { session: Session; events: Event[] } {
    const events: Event[] = []
    for (const message of messages) {
      const seed = Uint8Array.from({ length: 32 }, (_, i) => (session.turn + i) & 0xff)
      const turn = engine.resume(session, inputOf(message), { now: NOW, seed })
      session = turn.session
      events.push(...turn.events)
    }
    return { session, events }
  }

  function inputOf(message: string | MsgContent | Input): Input {
    if (typeof message === 'string') return { type: 'msg', content: { type: 'text', text: message } }
    return message.type === 'msg' || message.type === 'service' || message.type === 'tick'
      ? message
      : { type: 'msg', content: message }
  }

  const begin = () => engine.begin({ id: 'c1', channel: 'telegram', language: 'vi' })
  const atTip = () => say(begin(), { type: 'command', command: 'start', argument: 'tip' }).session
  const TO_SUMMARY = ['1', 'bán ở ngõ 9', 'Thạch Bàn', 'hôm kia', '3', 'bỏ qua']
  const calls = (events: readonly Event[]): ServiceCall[] =>
    events.flatMap((event) => (event.type === 'service_called' ? [event.call] : []))
  const texts = (events: readonly Event[]): string[] =>
    events.flatMap((event) => (event.type === 'msg_created' ? [event.msg.text] : []))

  it('builds the draft from the answers, and leaves out what was skipped', () => {
    const { events } = say(atTip(), ...TO_SUMMARY, 'gửi')

    expect(calls(events)).toEqual([
      {
        type: 'submit_tip',
        secret: expect.stringMatching(/^[0-9a-f]{64}$/),
        draft: {
          category: 'selling',
          what: 'bán ở ngõ 9',
          people: '3',
          place: { ward: 'phuc-loi', text: 'Thạch Bàn' },
          when: { text: 'hôm kia', from: '2026-11-18T17:00:00.000Z', to: '2026-11-19T17:00:00.000Z' },
          files: [],
          language: 'vi',
        },
      },
    ])
  })

  it('keeps nothing of a tip once it is stored, not even the texts for danger', () => {
    const before = say(atTip(), ...TO_SUMMARY, 'gửi').session
    const { session, events } = say(before, { type: 'service', outcome: SUBMITTED })

    expect(texts(events)[0]).toBe('Đã nhận. Mã của bạn: a b c')
    expect(events.find((event) => event.type === 'msg_created')).toMatchObject({
      msg: { protect: true, urgent: false },
    })
    expect(JSON.stringify(session)).not.toContain('ngõ 9')
    expect(session).toMatchObject({ runs: [], values: {}, recent: [], waiting: { for: 'anything' } })
  })

  it('gives the same call with the same secret when the same turn runs again', () => {
    const before = say(atTip(), ...TO_SUMMARY).session
    const [once, twice] = [say(before, 'gửi'), say(before, 'gửi')]

    expect(twice).toStrictEqual(once)
  })

  it('keeps the secret while a tip is tried again, and takes another for the next tip', () => {
    const first = say(atTip(), ...TO_SUMMARY, 'gửi')
    const again = say(
      first.session,
      { type: 'service', outcome: { type: 'tip_not_submitted', reason: 'unavailable' } },
      'gửi',
    )
    const next = say(
      say(again.session, { type: 'service', outcome: SUBMITTED }).session,
      { type: 'command', command: 'start', argument: 'tip' },
      ...TO_SUMMARY,
      'gửi',
    )

    const secrets = [first, again, next].map(({ events }) =>
      calls(events)
        .map((call) => (call.type === 'submit_tip' ? call.secret : ''))
        .at(-1),
    )
    expect(secrets[1]).toBe(secrets[0])
    expect(secrets[2]).not.toBe(secrets[0])
  })

  it('asks a service again when a message comes while it owes an answer', () => {
    const waiting = say(atTip(), ...TO_SUMMARY, 'gửi')
    const { session, events } = say(waiting.session, 'gửi chưa vậy')

    expect(calls(events)).toEqual(calls(waiting.events))
    expect(session.waiting).toMatchObject({ for: 'service', call: 'submit_tip' })
  })

  it('answers danger before a service that owes an answer, and asks that again afterwards', () => {
    const waiting = say(atTip(), ...TO_SUMMARY, 'gửi')
    const { session, events } = say(waiting.session, 'có người bất tỉnh')
    const after = say(session, 'còn thở', 'đã an toàn')

    expect(texts(events)).toEqual(['Gọi 115 NGAY. Họ còn thở không?'])
    expect(calls(after.events)).toEqual(calls(waiting.events))
  })

  it('marks everything said in danger as urgent, and remembers which danger until it is over', () => {
    const danger = say(atTip(), 'có đứa bất tỉnh')

    expect(danger.session.danger).toEqual({ type: 'overdose', level: 'red', at: NOW })
    expect(
      danger.events.flatMap((event) => (event.type === 'msg_created' ? [event.msg.urgent] : [])),
    ).toEqual([true])
    expect(say(danger.session, 'dừng').session.danger).toBeNull()
  })

  it('sees danger told over several short messages, unless long ago', () => {
    const started = say(begin(), 'menu').session
    const told = say(started, 'nó bất').session
    const later = { ...told, recentAt: NOW - 31 * 60_000 }

    expect(say(told, 'tỉnh rồi').session.danger?.type).toBe('overdose')
    expect(say(later, 'tỉnh rồi').session.danger).toBeNull()
  })

  it('starts again, politely, where the session stands in a flow that is gone', () => {
    const old = atTip()
    const lost: Session = { ...old, flowSet: 'gone', runs: old.runs.map((run) => ({ ...run, node: 'gone' })) }

    expect(texts(say(lost, 'alo').events)[0]).toMatch(/^Mình vừa được cập nhật/)
    expect(texts(say(lost, 'bất tỉnh rồi').events).at(-1)).toBe('Gọi 115 NGAY. Họ còn thở không?')
    expect(say(lost, { type: 'tick' }).session).toMatchObject({ runs: [], flowSet: flows.hash })
  })

  it('begins new flows with its own flow set', () => {
    expect(say({ ...begin(), flowSet: 'old' }, 'menu').session.flowSet).toBe(flows.hash)
  })

  it('goes no deeper than the limit, but always into danger', () => {
    const run = atTip().runs[0]
    if (run === undefined) throw new Error('no run')
    const deep: Session = { ...atTip(), runs: Array.from({ length: 6 }, () => ({ ...run })) }

    expect(texts(say(deep, 'gặp người thật').events)[0]).toBe('Lúc này mình chưa nối được với người thật.')
    expect(say(deep, 'bất tỉnh').session.runs.at(-1)?.flow).toBe('emergency')
  })

  it('gives each message of a conversation its own id', () => {
    const { events } = say(begin(), 'menu', 'alo', 'huỷ', '1', 'blah', 'menu')
    const ids = events.flatMap((event) => (event.type === 'msg_created' ? [event.msg.id] : []))

    expect(new Set(ids).size).toBe(ids.length)
  })

  it('cuts what is far too long, says so, and keeps the session small', () => {
    const long = 'ế'.repeat(100_000)
    const { session, events } = say(atTip(), '1', long, long, long, '3', {
      type: 'photo',
      photo: { channel: 'web', kind: 'photo', ref: 'r'.repeat(2_000) },
      caption: long,
    })

    expect(texts(events)).toContain(
      'Tin dài quá nên mình chỉ giữ được phần đầu. Bạn có thể gửi phần còn lại ở câu sau.',
    )
    expect(session.runs[0]?.results['what']?.text.length).toBeGreaterThanOrEqual(4_000)
    expect(new TextEncoder().encode(JSON.stringify(session)).length).toBeLessThan(60_000)
  })

  /** An engine whose flow `ask` has these nodes only. */
  function engineWith(nodes: Record<string, unknown>): Engine {
    const ask = Flow.parse({ name: 'ask', version: 1, title: { vi: 'A', en: 'A' }, start: 'start', nodes })
    const changed = { hash: 'changed', flows: { ...flows.flows, ask } }
    return createEngine({ flows: changed, deployment: testDeployment, understanding: scriptedUnderstanding })
  }

  function startAsk(other: Engine, id = 'c1') {
    const session = other.begin({ id, channel: 'web', language: 'vi' })
    const input = inputOf({ type: 'command', command: 'start', argument: 'ask' })
    return other.resume(session, input, { now: NOW, seed: new Uint8Array(32) })
  }

  it('shows one of several wordings, the same for the same turn', () => {
    const vi = ['A', 'B', 'C', 'D', 'E']
    const other = engineWith({
      start: { actions: [{ type: 'send_msg', text: { vi, en: 'x' } }], next: 'end' },
    })
    const shown = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => texts(startAsk(other, id).events)[0])

    expect(new Set(shown).size).toBeGreaterThan(1)
    expect(vi).toEqual(expect.arrayContaining([...new Set(shown)]))
    expect(texts(startAsk(other, 'a').events)[0]).toBe(shown[0])
  })

  it.each([
    ['a circle without a question', { start: { next: 'start' } }, 'nodes_per_turn'],
    [
      'a flow that is not there',
      { start: { actions: [{ type: 'enter_flow', flow: 'gone' }], next: 'end' } },
      'unknown_flow',
    ],
    ['a node that is not there', { start: { next: 'gone' } }, 'lost_place'],
    [
      'a flow that enters itself',
      { start: { actions: [{ type: 'enter_flow', flow: 'ask' }], next: 'end' } },
      'run_depth',
    ],
  ])('ends a turn in which the author wrote %s, and says so', (_, nodes, limit) => {
    const { session, events } = startAsk(engineWith(nodes))

    expect(events).toContainEqual({ type: 'limit_reached', limit })
    expect(texts(events)[0]).toMatch(/^Xin lỗi, mình bị vướng/)
    expect(session).toMatchObject({ runs: [], waiting: { for: 'anything' } })
  })

  it('never fills in placeholders that a person wrote', () => {
    const { events } = say(
      atTip(),
      '1',
      '{{receipt}} {{hotline.emergency}}',
      'bỏ qua',
      'bỏ qua',
      'bỏ qua',
      'bỏ qua',
    )

    expect(texts(events).at(-1)).toContain('{{receipt}} {{hotline.emergency}}')
  })

  it('says of a number that nobody checked that one should ask first', () => {
    const vi =
      '{{hotline.drug-tips}}, {{hotline.drug-tips.name}}, {{hotline.emergency.hours}}, {{place}}, {{hotline.gone}}.'
    const { events } = startAsk(
      engineWith({ start: { actions: [{ type: 'send_msg', text: { vi, en: 'x' } }], next: 'end' } }),
    )

    expect(texts(events)[0]).toBe('0769 04 04 04 (gọi trước để hỏi), Báo tin ma túy, 24/7, Quận Thử, .')
  })

  describe('runTurn', () => {
    const start: Input = { type: 'msg', content: { type: 'text', text: 'lam sao cai?' } }

    it('carries a turn through its services, all events in order', async () => {
      const turn = await runTurn(
        engine,
        async () => ({
          type: 'question_answered',
          answer: {
            question: '',
            refused: false,
            answer: 'Theo luật…',
            citations: [],
            passages: [],
            nearest: [],
          },
        }),
        begin(),
        start,
        { now: NOW, seed: new Uint8Array(32) },
      )

      expect(turn.events.map((event) => event.type)).toEqual([
        'flow_entered',
        'service_called',
        'msg_created',
        'msg_created',
        'flow_ended',
      ])
      expect(turn.session.waiting).toEqual({ for: 'anything' })
    })

    it('takes a rejection for a service that is not there', async () => {
      const turn = await runTurn(engine, () => Promise.reject(new Error('away')), begin(), start, {
        now: NOW,
        seed: new Uint8Array(32),
      })

      expect(texts(turn.events)[0]).toMatch(/^Lúc này mình chưa tra cứu được/)
    })

    it('splits an answer that is longer than a message may be', async () => {
      const answer = Array.from({ length: 200 }, (_, i) => `Điều ${i}: nội dung của điều này.`).join('\n')
      const turn = await runTurn(
        engine,
        async () => ({
          type: 'question_answered',
          answer: { question: '', refused: false, answer, citations: [], passages: [], nearest: [] },
        }),
        begin(),
        start,
        { now: NOW, seed: new Uint8Array(32) },
      )

      expect(texts(turn.events).length).toBeGreaterThan(3)
      expect(texts(turn.events).slice(0, -1).join('\n')).toBe(answer)
    })
  })
})
