import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event, ServiceCall, ServiceOutcome } from '../../src/core/event.ts'
import { Command, MsgOut } from '../../src/core/message.ts'
import { createEngine } from '../../src/engine/create-engine.ts'
import type { Input } from '../../src/engine/engine.ts'
import { Session } from '../../src/engine/session.ts'
import { requireFlows } from '../../src/flows/load-flows.ts'
import { hasKey } from '../../src/lib/has-key.ts'
import { scriptedUnderstanding } from '../support/scripted-understanding.ts'
import { testDeployment } from '../support/test-deployment.ts'

/** Texts that lead on, and texts that nobody should write. */
const text = fc.oneof(
  fc.constantFrom(
    '1',
    '2',
    'số 3',
    'báo tin',
    'tối qua',
    'Gia Thụy',
    'bỏ qua',
    'xong',
    'gửi',
    'sửa lại',
    'quay lại',
    'không thở',
    'muốn chết',
    'mua o dau',
    'xoá',
    'có',
    'không',
    'lam sao cai?',
    '5 người',
    '0912345678',
  ),
  fc.string({ maxLength: 60, unit: 'binary' }),
  fc.string({ maxLength: 60, unit: 'grapheme' }),
  fc.constantFrom(
    '\ud800',
    '\udfff\ud83d',
    '\u0000\u0000',
    '\u202eabc\u202c',
    '😀'.repeat(1_000),
    'ế'.repeat(100_000),
    '{{receipt}} {{result.what}}',
    '__proto__',
    'constructor',
    '\\"'.repeat(4_000),
  ),
)

const choice = fc.constantFrom(
  ...[
    'tip',
    'ask',
    'language',
    'selling',
    'using',
    'yes',
    'no',
    'none',
    'done',
    'cmd.skip',
    'cmd.menu',
    'cmd.edit',
    'cmd.keep',
    'cmd.human',
    'cmd.danger',
    'edit.what',
    'edit.place',
    'edit.nothing',
  ],
  ...[
    'ward.bo-de',
    'ward.unknown',
    'ward.nowhere',
    'time.now',
    'time.often',
    'photo.done',
    'confirm.send',
    'confirm.cancel',
    'constructor',
    'x'.repeat(50_000),
  ],
)

const number = fc.oneof(
  fc.double(),
  fc.constantFrom(21.04, 105.88, 0, -1, Number.NaN, Number.POSITIVE_INFINITY),
)

const outcome: fc.Arbitrary<ServiceOutcome> = fc.oneof(
  text.map(
    (answer): ServiceOutcome => ({
      type: 'question_answered',
      answer: { question: '', refused: false, answer, citations: [], passages: [], nearest: [] },
    }),
  ),
  fc.constantFrom<ServiceOutcome>(
    { type: 'tip_submitted', receipt: 'a b c', unit: 'u' },
    { type: 'tip_not_submitted', reason: 'unavailable' },
    { type: 'tip_not_submitted', reason: 'incomplete' },
    { type: 'receipt_found', status: 's', updated: 'u', notes: ['n'] },
    { type: 'receipt_not_found', reason: 'wrong_word' },
    { type: 'addition_sent' },
    { type: 'addition_not_sent', reason: 'closed' },
    { type: 'link_made', url: 'https://example.test/' },
    { type: 'human_requested', waitMinutes: null },
    { type: 'conversation_erased' },
    { type: 'service_failed' },
  ),
)

const input: fc.Arbitrary<Input> = fc.oneof(
  {
    weight: 6,
    arbitrary: text.map((value): Input => ({ type: 'msg', content: { type: 'text', text: value } })),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(choice, fc.constantFrom('live', 'none', 'old')).map(
      ([value, prompt]): Input => ({
        type: 'msg',
        content: { type: 'choice', choice: value, ...(prompt !== 'none' && { prompt }) },
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...Command.options)
      .map((command): Input => ({ type: 'msg', content: { type: 'command', command } })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom<Command>('start', 'danger', 'language'), text)
      .map(
        ([command, argument]): Input => ({ type: 'msg', content: { type: 'command', command, argument } }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(number, number, text).map(
      ([latitude, longitude, name]): Input => ({
        type: 'msg',
        content: { type: 'location', latitude, longitude, name },
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(text, fc.nat(9)).map(
      ([caption, ref]): Input => ({
        type: 'msg',
        content: {
          type: 'photo',
          photo: { channel: 'web', kind: 'photo', ref: 'r'.repeat(ref * 300) },
          caption,
        },
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: text.map((phone): Input => ({ type: 'msg', content: { type: 'contact', phone } })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('sticker', 'voice', 'file', 'constructor', '?')
      .map((kind): Input => ({ type: 'msg', content: { type: 'unsupported', kind } })),
  },
  { weight: 2, arbitrary: fc.constant<Input>({ type: 'tick' }) },
  { weight: 4, arbitrary: outcome.map((one): Input => ({ type: 'service', outcome: one })) },
)

/** Besides plain inputs: what somebody does who goes along. */
type Move = Input | { type: 'press_offered'; which: number } | { type: 'serve' }

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(11).map((which): Move => ({ type: 'press_offered', which })) },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom('mấy người ra vào', 'ngõ 3', 'tối qua', '7', '30')
      .map((value): Move => ({ type: 'msg', content: { type: 'text', text: value } })),
  },
  { weight: 4, arbitrary: fc.constant<Move>({ type: 'serve' }) },
  { weight: 3, arbitrary: input },
)

const served: { [T in ServiceCall['type']]: ServiceOutcome } = {
  answer_question: {
    type: 'question_answered',
    answer: { question: '', refused: true, answer: 'a', citations: [], passages: [], nearest: [] },
  },
  submit_tip: { type: 'tip_submitted', receipt: 'a b c', unit: 'u' },
  look_up_receipt: { type: 'receipt_found', status: 's', updated: 'u', notes: [] },
  add_to_tip: { type: 'addition_sent' },
  make_sealed_link: { type: 'link_made', url: 'https://example.test/' },
  request_human: { type: 'human_requested', waitMinutes: 3 },
  erase_conversation: { type: 'conversation_erased' },
}

function outcomeOf(call: string): ServiceOutcome {
  return hasKey(served, call) ? served[call] : { type: 'service_failed' }
}

describe('the engine, whatever comes in', async () => {
  const flows = await requireFlows('tests/engine/flows', testDeployment)
  const engine = createEngine({ flows, deployment: testDeployment, understanding: scriptedUnderstanding })

  /** Runs the inputs; a press with prompt "live" gets the prompt that waits. */
  function run(inputs: readonly Move[], minutes: readonly number[], serialised: boolean) {
    let session = engine.begin({ id: 'p', channel: 'web', language: 'vi' })
    let now = 1_790_000_000_000
    const events: Event[] = []
    for (const [i, one] of inputs.entries()) {
      now += (minutes[i] ?? 0) * 60_000
      const before = serialised ? null : JSON.stringify(session)
      const turn = engine.resume(session, inputOf(one, session, events), {
        now,
        seed: Uint8Array.from({ length: 32 }, (_, j) => (i + j) & 0xff),
      })
      if (before !== null) expect(JSON.stringify(session)).toBe(before)
      session = serialised ? Session.parse(JSON.parse(JSON.stringify(turn.session))) : turn.session
      events.push(...turn.events)
      for (const event of turn.events) if (event.type === 'msg_created') MsgOut.parse(event.msg)
    }
    return { session, events }
  }

  function inputOf(one: Move, session: Session, events: readonly Event[]): Input {
    if (one.type === 'press_offered') return press(events, one.which)
    if (one.type === 'serve')
      return session.waiting.for === 'service'
        ? { type: 'service', outcome: outcomeOf(session.waiting.call) }
        : { type: 'tick' }
    if (
      one.type !== 'msg' ||
      one.content.type !== 'choice' ||
      one.content.prompt !== 'live' ||
      session.waiting.for !== 'answer'
    )
      return one
    return { type: 'msg', content: { ...one.content, prompt: session.waiting.prompt } }
  }

  function press(events: readonly Event[], which: number): Input {
    const asked = events.findLast((event) => event.type === 'msg_created' && event.msg.choices.length > 0)
    if (asked?.type !== 'msg_created') return { type: 'tick' }
    const { choices, prompt } = asked.msg
    const pressed = choices[which % choices.length]
    return {
      type: 'msg',
      content: { type: 'choice', choice: pressed?.id ?? '', ...(prompt !== undefined && { prompt }) },
    }
  }

  const sequence = fc.array(move, { minLength: 5, maxLength: 60 })
  const times = fc.array(fc.constantFrom(0, 0, 0, 1, 40, 200), { maxLength: 60 })

  it('never throws, never changes what it was given, makes only messages that channels can send', () => {
    fc.assert(
      fc.property(sequence, times, (inputs, minutes) => void run(inputs, minutes, false)),
      { numRuns: 300 },
    )
  })

  it('goes on identically from a session that was stored in between', () => {
    fc.assert(
      fc.property(sequence, times, (inputs, minutes) => {
        const kept = run(inputs, minutes, false)
        const stored = run(inputs, minutes, true)

        expect(stored.session).toStrictEqual(kept.session)
        expect(stored.events).toStrictEqual(kept.events)
      }),
      { numRuns: 150 },
    )
  })

  it('keeps the session under 60 kB', () => {
    const encoder = new TextEncoder()
    fc.assert(
      fc.property(sequence, (inputs) => {
        const { session } = run(inputs, [], true)

        expect(encoder.encode(JSON.stringify(session)).length).toBeLessThan(60_000)
      }),
      { numRuns: 150 },
    )
  })
})
