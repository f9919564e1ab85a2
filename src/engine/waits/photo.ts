import type { MsgContent, PhotoRef } from '../../core/message.ts'
import { isAnswered } from '../albums.ts'
import { plainPhrase } from '../plain-phrase.ts'
import { say, sentence } from '../render.ts'
import { fitText, keepResult, resultOf } from '../results.ts'
import type { Result } from '../session.ts'
import type { Standing, TurnState } from '../turn-state.ts'
import { NONE, type Reading, type WaitOf, type WaitTester } from './wait-tester.ts'

const DONE = 'photo.done'
const DONE_WORDS = new Set([
  'xong',
  'xong roi',
  'het',
  'het roi',
  'du roi',
  'the thoi',
  'vay thoi',
  'khong co anh',
  'done',
  'finished',
  'that is all',
  'thats all',
])

/** Photos until "xong" or the most allowed. They are kept as they come, so that nothing interrupts them away. */
export const photoTester: WaitTester<WaitOf<'photo'>> = {
  numbered: true,
  request: 'photo',
  offers: (turn) => [{ id: DONE, title: sentence(turn.session.language, 'buttonDone') }],
  read: (turn, wait, content, at) => {
    if (content.type === 'photo') {
      keepCaption(turn, content.caption ?? '', at)
      return received(turn, wait, content, at)
    }
    const done =
      content.type === 'choice'
        ? content.choice === DONE
        : content.type === 'text' && DONE_WORDS.has(plainPhrase(content.text))
    return done ? finished(turn, at) : NONE
  },
}

type PhotoContent = Extract<MsgContent, { type: 'photo' }>

function received(turn: TurnState, wait: WaitOf<'photo'>, content: PhotoContent, at: Standing): Reading {
  const { photo, album } = content
  if (photo.ref === '' || photo.ref.length > 2_000 || fitText(turn, photo.ref) !== photo.ref) return NONE
  const before = photosSoFar(turn, at)
  const known = before.some((one) => one.ref === photo.ref)
  const photos = known ? before : [...before, photo]
  if (photos.length >= wait.max) return { type: 'answer', result: resultWith(turn, photos) }
  if (at.node.router?.result !== undefined)
    keepResult(at.run, at.node.router.result, resultWith(turn, photos))
  // Of an album one answer is enough, and how many will have come is not known yet.
  if (album === undefined) say(turn, 'photoKept', { count: photos.length }, buttons(turn))
  else if (!isAnswered(turn, content)) say(turn, 'albumKept', {}, buttons(turn))
  return { type: 'handled' }
}

/** Words under a photo of a tip belong to its tale. */
function keepCaption(turn: TurnState, caption: string, at: Standing): void {
  const [name] = at.flow.gathersTip ? at.flow.told : []
  if (name === undefined || caption === '') return
  const before = resultOf(turn, name)?.text ?? ''
  if (before.includes(caption)) return
  keepResult(at.run, name, { text: before + fitText(turn, before === '' ? caption : `\n${caption}`) })
}

function finished(turn: TurnState, at: Standing): Reading {
  const photos = photosSoFar(turn, at)
  return {
    type: 'answer',
    result: photos.length === 0 ? { text: '', skipped: true } : resultWith(turn, photos),
  }
}

function photosSoFar(turn: TurnState, at: Standing): PhotoRef[] {
  const name = at.node.router?.result
  return name === undefined ? [] : (resultOf(turn, name)?.photos ?? [])
}

function resultWith(turn: TurnState, photos: PhotoRef[]): Result {
  return { text: sentence(turn.session.language, 'photoCount', { count: photos.length }), photos }
}

function buttons(turn: TurnState) {
  const { waiting, language } = turn.session
  if (waiting.for !== 'answer') return {}
  return { choices: [{ id: DONE, title: sentence(language, 'buttonDone') }], prompt: waiting.prompt }
}
