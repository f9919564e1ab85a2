import { describe, expect, it } from 'vitest'
import { createKnowledge } from '../../src/knowledge/answer.ts'
import { checkActs } from '../../src/knowledge/check-acts.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { openKnowledge } from '../../src/knowledge/open-knowledge.ts'
import { readQuestion } from '../../src/knowledge/read-question.ts'

const TODAY = '2026-11-22'
const { index } = await loadKnowledge('knowledge')
const open = openKnowledge(index)
const knowledge = createKnowledge(index, { detectRefusal: () => null })

function firstOf(question: string) {
  const [first] = knowledge.answer(question, { asOf: TODAY, language: 'vi' }).passages
  return first === undefined ? 'refused' : `${first.doc}/${first.dieu ?? first.section}/${first.khoan ?? ''}`
}

function leadsOf(question: string): string[] {
  return readQuestion(question, open, { today: TODAY }).leads.map(({ group, khoan }) => {
    const [document, key] = index.groups[group] ?? [-1, '']
    return `${index.documents[document]?.id}/${key}/${khoan ?? ''}`
  })
}

describe('an act that is told and not named', () => {
  it.each([
    ['cho bạn mượn phòng để tụi nó chơi thì mình có bị gì không', 'blhs/256/1'],
    ['cho ban muon phong de tui no choi thi minh co bi gi khong', 'blhs/256/1'],
    ['Cả nhóm hùn tiền mua về chơi chung thì bị mấy năm?', 'blhs/255/1'],
    ['Xách hộ cái ba lô qua sân bay, trong đó có hàng cấm thì bị xử thế nào', 'blhs/250/1'],
    ['Vợ biết chồng buôn mà làm thinh thì vợ có tội không?', 'blhs/390/1'],
    ['Bỏ thuốc lắc vào ly nước của bạn gái thì bị tội gì?', 'blhs/257/1'],
    ['Trung tâm cai chui không phép thì phạt bao nhiêu tiền', 'nghi-dinh-282-2025/31/6'],
    ['Cho người ta mượn kho để cất hàng thì phạt nhiêu', 'nghi-dinh-282-2025/30/7'],
    ['Lên Facebook dựng chuyện hàng xóm bán ma túy thì bị sao', 'blhs/156/2'],
    ['Ông nội mất mà đang ở trong trại cai thì có được về không', 'nghi-dinh-163-2026/121/1'],
    ['what is the penalty for possession of cannabis', 'blhs/249/1'],
  ])('%s → %s', (question, place) => {
    expect(firstOf(question)).toBe(place)
  })

  it.each([
    ['other words between', 'cho mấy đứa bạn cùng lớp mượn cái phòng trọ để hút, có bị phạt không'],
    ['another order', 'có bị phạt không nếu tụi nó hút ở phòng trọ mà mình cho mượn'],
  ])('is found with %s', (_, question) => {
    expect(leadsOf(question)).toContain('blhs/256/1')
  })

  it('leads nowhere when nobody asks what comes of it', () => {
    expect(leadsOf('bạn em bán hàng trắng cho cả xóm')).toEqual([])
  })

  it('is not read out of syllables that mean something else without their marks', () => {
    expect(leadsOf('cong an phuong lam viec thu bay khong')).toEqual([])
    expect(leadsOf('toi trom cap tai san bi may nam tu')).toEqual([])
  })

  it('is not read out of one doubtful word beside somebody else’s subject', () => {
    expect(leadsOf('Đăng ký kết hôn ở phường cần mang gì, thiếu thì có bị phạt không')).toEqual([])
  })
})

describe('the directory', () => {
  it('gives the place of the province that is named', () => {
    expect(firstOf('Nhà ở Cẩm Phả muốn đưa con đi cai thì trại của tỉnh nằm chỗ nào?')).toContain(
      'Quảng Ninh',
    )
  })
})

describe('the check of acts', () => {
  const broken = { ...index.vocabulary, acts: index.vocabulary.acts.slice(0, 1) }

  it('finds nothing in ours', () => {
    expect(checkActs('acts.yaml', index)).toEqual([])
  })

  it.each([
    [{ all: ['nobody'] }, '“nobody”'],
    [{ unless: ['nobody'] }, '“nobody”'],
    [{ leads: ['blhs/999/1'] }, '“blhs/999/1” leads nowhere'],
  ])('names %j', (change, words) => {
    const acts = broken.acts.map((act) => ({ ...act, ...change }))
    const [problem] = checkActs('acts.yaml', { ...index, vocabulary: { ...broken, acts } })

    expect(problem).toMatchObject({ file: 'acts.yaml', severity: 'error' })
    expect(problem?.message).toContain(words)
  })
})
