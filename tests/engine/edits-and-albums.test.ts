import { beforeAll, describe, expect, it } from 'vitest'
import type { MsgContent } from '../../src/core/message.ts'
import { createEngine } from '../../src/engine/create-engine.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { Session } from '../../src/engine/session.ts'
import { requireFlows } from '../../src/flows/load-flows.ts'
import { scriptedUnderstanding } from '../support/scripted-understanding.ts'
import { testDeployment } from '../support/test-deployment.ts'

const NOW = Date.parse('2026-11-21T20:00:00+07:00')

describe('what messengers send besides answers', () => {
  let engine: Engine
  let session: Session
  beforeAll(async () => {
    const flows = await requireFlows('tests/engine/flows', testDeployment)
    engine = createEngine({ flows, deployment: testDeployment, understanding: scriptedUnderstanding })
  })

  function say(content: MsgContent | string): string[] {
    const said: MsgContent = typeof content === 'string' ? { type: 'text', text: content } : content
    const seed = new Uint8Array(32).fill(session.turn)
    const turn = engine.resume(session, { type: 'msg', content: said }, { now: NOW, seed })
    session = Session.parse(JSON.parse(JSON.stringify(turn.session)))
    return turn.events.flatMap((event) => (event.type === 'msg_created' ? [event.msg.text] : []))
  }
  const edit = (text: string): MsgContent => ({ type: 'unsupported', kind: 'edited_message', text })
  const photo = (ref: string, album?: string): MsgContent => ({
    type: 'photo',
    photo: { channel: 'telegram', kind: 'photo', ref },
    ...(album !== undefined && { album }),
  })
  function start(...answers: string[]): void {
    session = engine.begin({ id: 'c1', channel: 'telegram', language: 'vi' })
    say({ type: 'command', command: 'start', argument: 'tip' })
    for (const answer of answers) say(answer)
  }
  const TO_PHOTOS = ['1', 'bán ở ngõ 9', 'Thạch Bàn', 'hôm kia', '3']

  it('leaves an answer as it was taken when its message is edited later, and says how to change it', () => {
    start('1', 'bán ở ngõ 9')

    const [hint, question] = say(edit('bán ở ngõ 99'))

    expect(hint).toContain('“quay lại”')
    expect(question).toBe('Ở đâu?')
    expect(session.runs.at(-1)?.results['what']?.text).toBe('bán ở ngõ 9')
    expect(session.runs.at(-1)?.results['place']).toBeUndefined()
  })

  it('takes an edited message as the answer while its question is still open', () => {
    start(...TO_PHOTOS.slice(0, 4))
    say('ờ')

    expect(say(edit('12'))).toEqual(['Bạn có ảnh không?'])
  })

  it('recognises danger in an edited message', () => {
    start('1')

    expect(say(edit('bất tỉnh rồi')).join(' ')).toMatch(/115/)
  })

  it('takes the words under a video as the answer, and says that the video is not seen', () => {
    start('1')

    const video: MsgContent = { type: 'unsupported', kind: 'video', text: 'họ bán ở ngõ 9' }
    expect(say(video)).toEqual([expect.stringContaining('video'), 'Ở đâu?'])
    expect(session.runs.at(-1)?.results['what']?.text).toBe('họ bán ở ngõ 9')
    expect(say({ type: 'unsupported', kind: 'video', text: 'nó bất tỉnh' })[0]).toMatch(/115/)
  })

  it('answers an album once, and keeps each of its photos', () => {
    start(...TO_PHOTOS)

    expect(say(photo('a', 'album-1'))).toEqual([expect.stringContaining('Xong')])
    expect(session.runs.at(-1)?.results['photos']?.photos?.map(({ ref }) => ref)).toEqual(['a'])
    const [summary] = say(photo('b', 'album-1'))
    expect(summary).toContain('2 ảnh')
    // The question has changed meanwhile: the rest of the album is no answer to it, and gets none.
    expect(say(photo('c', 'album-1'))).toEqual([])
    expect(say(photo('d', 'album-2'))[0]).toContain('chưa dùng ảnh')
  })

  it('answers an album that nobody asked for once, in the middle and at the start', () => {
    start('1')
    expect([say(photo('a', 'x')).length, say(photo('b', 'x')).length]).toEqual([2, 0])

    session = engine.begin({ id: 'c1', channel: 'telegram', language: 'vi' })
    expect(say(photo('a', 'x')).length).toBeGreaterThan(0)
    expect(say(photo('b', 'x'))).toEqual([])
    expect(say(photo('c')).length).toBeGreaterThan(0)
  })
})
