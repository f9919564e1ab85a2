import { isAmbiguous } from '../commands.ts'
import { barePhrase, marksAgree } from '../plain-phrase.ts'
import { sentence } from '../render.ts'
import { NONE, type Reading, type WaitOf, type WaitTester } from './wait-tester.ts'

const SEND_WORDS = new Map(
  [
    'gửi',
    'gửi đi',
    'gửi luôn',
    'đồng ý',
    'ok',
    'ừ',
    'đúng',
    'đúng rồi',
    'đúng hết',
    'xác nhận',
    'có',
    'được',
    'send',
    'yes',
    'confirm',
    'send it',
  ].map((phrase) => [barePhrase(phrase), phrase]),
)

/** The summary: send it, correct one answer, or cancel. "Sửa" and "huỷ" when typed are the commands of that name. */
export const confirmTester: WaitTester<WaitOf<'confirm'>> = {
  numbered: true,
  offers: (turn) => {
    const { language } = turn.session
    return [
      { id: 'confirm.send', title: sentence(language, 'buttonSend') },
      { id: 'cmd.edit', title: sentence(language, 'buttonEdit') },
      { id: 'confirm.cancel', title: sentence(language, 'buttonCancel') },
    ]
  },
  read: (_turn, _wait, content) => {
    if (content.type === 'choice') return pressed(content.choice)
    if (content.type !== 'text') return NONE
    return saysSend(content.text) ? pressed('confirm.send') : NONE
  },
}

/** "ok gửi đi nhé", but neither "đừng gửi" nor "dung". */
function saysSend(text: string): boolean {
  const bare = barePhrase(text)
  if (isAmbiguous(text) || bare.split(' ').length > 5) return false
  const known = SEND_WORDS.get(bare)
  if (known !== undefined) return marksAgree(text, known)
  return (
    / gui /.test(` ${bare} `) &&
    !/\b(?:khong|chua|dung|khoi|thoi|sua|huy)\b/.test(bare) &&
    marksAgree(text, 'gửi')
  )
}

function pressed(choice: string): Reading {
  if (choice === 'confirm.send')
    return { type: 'answer', result: { text: '', choice: 'confirmed' }, exit: 'confirmed' }
  if (choice === 'confirm.cancel')
    return { type: 'answer', result: { text: '', choice: 'cancelled' }, exit: 'cancelled' }
  return NONE
}
