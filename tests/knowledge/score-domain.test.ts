import { describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { openKnowledge } from '../../src/knowledge/open-knowledge.ts'
import { readQuestion } from '../../src/knowledge/read-question.ts'
import { scoreDomain } from '../../src/knowledge/score-domain.ts'

const open = openKnowledge((await loadKnowledge('knowledge')).index)

function lean(question: string): number {
  return scoreDomain(readQuestion(question, open, { today: '2026-11-22' }), open.domain)
}

describe('what the words of a question lean to', () => {
  // None of these has a word of `topics`.
  it.each([
    'báo rồi mà mấy tháng không thấy công an làm gì thì sao',
    'vòng hết pin thì có sao không',
    'Đài truyền hình Đồng Tháp được giao làm gì?',
    'Hang bi cong an thu roi thi nguoi ta xu ly the nao?',
  ])('our subject: %s', (question) => {
    expect(lean(question)).toBeGreaterThan(5)
  })

  it.each([
    'Hàng xóm hát karaoke ồn ào tới khuya',
    'vuot den do phat bao nhieu',
    'Tối nay ăn món gì cho ngon',
    'lai suat ngan hang nao cao nhat',
  ])('another: %s', (question) => {
    expect(lean(question)).toBeLessThan(0)
  })

  it('nothing, when no text has its words', () => {
    expect(lean('asdfgh qwertz')).toBe(0)
    expect(lean('')).toBe(0)
  })
})
