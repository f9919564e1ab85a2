import { syllableKey } from '../lib/vietnamese-key.ts'

/**
 * Words that make a sentence a question and say nothing about its subject. Left out on the question's side only.
 * With marks, because without them half of them are other words ("là" / "lạ", "có" / "cỏ"); a question typed without
 * marks loses the same words by their folded form, except those in `KEPT_WITHOUT_MARKS`.
 */
const WORDS =
  'ạ à ơi ơ ừ ờ nhỉ nhé nha nhá hả hử há vậy thế là thì mà gì nào sao đâu ai có không chưa bao nhiêu mấy ấy này kia đó đấy ' +
  'cho hỏi xin giúp với em anh chị mình tôi tui tớ bạn cháu bác cô chú ad admin shop bot ơi dạ vâng rằng cái bị được phải ' +
  'như làm thế nào muốn biết nói giải thích ra rồi đã sẽ đang cũng vẫn còn nữa luôn thôi chỉ rất quá lắm hay hoặc và của các những ' +
  'một thật đi ở nếu khi lúc do vì nên để từ theo trong về tới đến bởi thôi xem coi kiểu thuộc nó họ'
const KEPT_WITHOUT_MARKS = new Set(
  'tu ban ke can cai bac an to chu nen dang nha dau thuoc ho con chi trong muon noi do'.split(' '),
)

const exact = new Set<string>()
const folded = new Set<string>()
for (const word of WORDS.split(' ')) {
  const key = syllableKey(word)
  exact.add(`${key.shaped}${key.tone}`)
  if (!KEPT_WITHOUT_MARKS.has(key.folded)) folded.add(key.folded)
}

/** Whether a word of the question carries no subject. `isMarkedText`: the writer uses tone marks. */
export function isQuestionWord(token: { exact: string; folded: string }, isMarkedText: boolean): boolean {
  return isMarkedText ? exact.has(token.exact) : folded.has(token.folded)
}

/** Carries no subject however it is typed: a question never looks it up. */
export function isNeverAsked(token: { exact: string; folded: string }): boolean {
  return exact.has(token.exact) && folded.has(token.folded)
}

/** Whether a folded word may be one of those. */
export function mayBeNeverAsked(foldedWord: string): boolean {
  return folded.has(foldedWord)
}
