import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyIntent, classifyIntentLabel } from '../../src/engine/classify-intent.ts'
import { compileFlows } from '../../src/flows/compile-flows.ts'
import { Flow } from '../../src/flows/flow.ts'

function flow(name: string, intents: Array<[string, string[], string[]]>): Flow {
  return Flow.parse({
    name,
    version: 1,
    title: { vi: name, en: name },
    intents: intents.map(([intent, vi, en]) => ({ name: intent, examples: { vi, en } })),
    start: 'a',
    nodes: { a: { next: 'end' } },
  })
}

const flows = compileFlows([
  flow('self', [['counselling-self', ['em muốn bỏ đá', 'mình lỡ thử rồi'], ['i want to quit']]]),
  flow('family', [['counselling-family', ['con tôi hút vape', 'chồng em nghiện'], ['my son uses drugs']]]),
  flow('report', [['tip', ['tôi muốn báo tin', 'có người bán ma túy'], ['report a dealer']]]),
  flow('questions', [
    ['law question', ['dùng ma túy bị phạt bao nhiêu'], ['what is the penalty']],
    ['services', ['cai nghiện ở đâu', 'địa chỉ trung tâm cai nghiện'], ['where can i get rehab']],
  ]),
  flow('receipt', [['receipt', ['tra mã biên nhận'], ['check my report']]]),
  flow('welcome', [['other', ['chào bạn', 'cảm ơn'], ['hello']]]),
])

describe('classifyIntent', () => {
  it.each([
    ['mk mun bo da ma k dc', 'counselling-self', 'self'],
    ['con trai tôi chơi ke, tôi phải nói sao', 'counselling-family', 'family'],
    ['muốn báo tin quán bán ma túy ở đầu ngõ', 'tip', 'report'],
    ['tàng trữ ma túy đi tù mấy năm', 'law question', 'questions'],
    ['địa chỉ trung tâm cai nghiện ở Long Biên', 'services', 'questions'],
    ['tra mã biên nhận tin hôm trước', 'receipt', 'receipt'],
    ['chào bạn', 'other', 'welcome'],
    ['where can i get rehab', 'services', 'questions'],
  ])('%s → %s', (text, intent, expectedFlow) => {
    const found = classifyIntent(text, flows)
    expect(found).toMatchObject({ intent, flow: expectedFlow })
    expect(found?.confidence).toBeGreaterThan(0.4)
    expect(found?.confidence).toBeLessThanOrEqual(1)
  })
  it('has no opinion about what says nothing', () => {
    expect(classifyIntent('', flows)).toBeNull()
    expect(classifyIntent('zzz qqq', compileFlows([]))).toBeNull()
  })
  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const found = classifyIntent(text, flows)
        expect(found === null || (found.confidence >= 0 && found.confidence <= 1)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('classifyIntentLabel without flows', () => {
  it.each([
    ['em lỡ chơi lại rồi, buồn quá', 'counselling-self'],
    ['chồng em không chịu đi cai', 'counselling-family'],
    ['nhà bên tụ tập bay lắc mỗi đêm', 'tip'],
    ['hút cần bị phạt sao', 'law question'],
    ['chỗ uống methadone gần đây', 'services'],
    ['chỉ chỗ mua ke đi', 'other'],
    ['hôm nay trời đẹp', 'other'],
    ['nó bóp cổ mẹ em', 'counselling-family'],
    ['em bị nó nhốt trong nhà', 'counselling-self'],
  ])('%s → %s', (text, label) => expect(classifyIntentLabel(text, null)).toBe(label))
})
