import { describe, expect, it } from 'vitest'
import { createDraw } from '../../src/chaos/draw.ts'
import { answerTo } from '../../src/chaos/what-people-say.ts'

const telling = () => ({ draw: createDraw(1), mark: 'zwbacodefigu' })

function shown(text: string, titles: string[]) {
  const options = titles.map((title) => ({ title, data: null }))
  return { text, options, at: 0, bot: 0, answerLost: false }
}

describe('what people say', () => {
  it('chooses by what stands on the button', () => {
    const menu = shown('Bạn cần gì?', ['Tôi đang cần giúp ngay', 'Báo tin về ma túy'])

    expect(answerTo(menu, telling())).toEqual({ type: 'choose', title: 'Báo tin về ma túy' })
  })

  it('tells the story with the words by which it is known again', () => {
    const move = answerTo(shown('Bạn thấy hoặc nghe được gì?', ['Bỏ qua']), telling())

    expect(move).toMatchObject({ type: 'write', text: expect.stringContaining('zwbacodefigu') })
  })

  it('sends a summary only when it holds what was told', () => {
    const titles = ['Gửi', 'Sửa', 'Huỷ']

    expect(answerTo(shown('Bạn xem lại giúp mình. quán zwbacodefigu', titles), telling())).toEqual({
      type: 'choose',
      title: 'Gửi',
    })
    expect(answerTo(shown('Bạn xem lại giúp mình. quán khác', titles), telling())).toEqual({
      type: 'write',
      text: 'huỷ',
    })
  })

  it('sends again what was not saved', () => {
    const move = answerTo(shown('CHƯA chắc tin đã tới nơi', ['Gửi lại', 'Thôi, xóa bản nháp']), telling())

    expect(move).toEqual({ type: 'choose', title: 'Gửi lại' })
  })
})
