import type { FileRef, MsgContent, QuickReply } from '../../core/message.ts'
import { isAnswered } from '../albums.ts'
import { countSent } from '../count-sent.ts'
import { plainPhrase } from '../plain-phrase.ts'
import { say, sentence } from '../render.ts'
import { fitText, keepResult, resultOf } from '../results.ts'
import type { Result } from '../session.ts'
import type { Standing, TurnState } from '../turn-state.ts'
import { NONE, type Reading, type WaitOf, type WaitTester } from './wait-tester.ts'

const DONE = 'photo.done'
const DROP = 'photo.drop'
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

/** Photos and other files until "xong" or the most allowed. They are kept as they come, so that nothing interrupts them away. */
export const photoTester: WaitTester<WaitOf<'photo'>> = {
  numbered: true,
  request: 'photo',
  offers: (turn, _wait, at) => offersFor(turn, photosSoFar(turn, at)),
  read: (turn, wait, content, at) => {
    if (content.type === 'photo') {
      keepCaption(turn, content.caption ?? '', at)
      return received(turn, wait, content, at)
    }
    if (content.type === 'choice' && content.choice === DROP) return dropLast(turn, at)
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
  if (album === undefined)
    say(turn, 'photoKept', { count: countSent(photos, turn.session.language) }, buttons(turn, photos))
  else if (!isAnswered(turn, content)) say(turn, 'albumKept', {}, buttons(turn, photos))
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

function photosSoFar(turn: TurnState, at: Standing): FileRef[] {
  const name = at.node.router?.result
  return name === undefined ? [] : (resultOf(turn, name)?.photos ?? [])
}

function resultWith(turn: TurnState, photos: FileRef[]): Result {
  return { text: countSent(photos, turn.session.language), photos }
}

function buttons(turn: TurnState, photos: readonly FileRef[]) {
  const { waiting } = turn.session
  return waiting.for === 'answer' ? { choices: offersFor(turn, photos), prompt: waiting.prompt } : {}
}

function offersFor(turn: TurnState, photos: readonly FileRef[]): QuickReply[] {
  const { language } = turn.session
  const done = { id: DONE, title: sentence(language, 'buttonDone') }
  return photos.length === 0 ? [done] : [done, { id: DROP, title: sentence(language, 'buttonDropFile') }]
}

/** Takes the file back that came last; pressed again, the one before it. */
function dropLast(turn: TurnState, at: Standing): Reading {
  const name = at.node.router?.result
  const left = photosSoFar(turn, at).slice(0, -1)
  if (name !== undefined) keepResult(at.run, name, resultWith(turn, left))
  say(turn, 'photoKept', { count: countSent(left, turn.session.language) }, buttons(turn, left))
  return { type: 'handled' }
}
