import { describe, expect, it, vi } from 'vitest'
import { main } from '../../src/cli/ask.ts'
import { main as evalKnowledge } from '../../src/cli/eval-knowledge.ts'

// Each run reads the whole knowledge base anew.
vi.setConfig({ testTimeout: 60_000 })

async function run(command: typeof main, args: string[]) {
  const out: string[] = []
  const errors: string[] = []
  const code = await command(args, {
    print: (line) => out.push(line),
    printError: (line) => errors.push(line),
  })
  return { code, out, errors }
}

describe('npm run ask', () => {
  it('prints the answer', async () => {
    const { code, out } = await run(main, ['Cai nghiện mất bao lâu?'])

    expect(code).toBe(0)
    expect(out.join('\n')).toContain('Điều 29')
  })

  it('prints with --json one object of the promised form', async () => {
    const { out } = await run(main, ['--json', '--top', '2', 'Cai nghiện mất bao lâu?'])
    const answer = JSON.parse(out.join(''))

    expect(out).toHaveLength(1)
    expect(answer).toMatchObject({ question: 'Cai nghiện mất bao lâu?', refused: false })
    expect(answer.citations).toContainEqual(
      expect.objectContaining({ doc: 'luat-120-2025', dieu: '29', inForce: true }),
    )
    expect(answer.passages).toHaveLength(2)
    expect(Object.keys(answer.passages[0])).toEqual(
      expect.arrayContaining(['doc', 'score', 'inForce', 'text']),
    )
  })

  it('answers as of another day', async () => {
    const { out } = await run(main, ['--json', '--as-of', '2024-01-01', 'Cai nghiện tự nguyện mất bao lâu?'])

    expect(JSON.parse(out.join('')).citations[0].doc).toBe('luat-73-2021')
  })

  it.each([[[]], [['--as-of', 'hôm qua', 'hỏi']], [['--top', '0', 'hỏi']], [['--lạ', 'hỏi']]])(
    'says how it is called: %j',
    async (args) => {
      const { code, errors } = await run(main, args)

      expect(code).toBe(2)
      expect(errors.join('')).toContain('npm run ask')
    },
  )
})

describe('npm run eval:knowledge', () => {
  it('reaches the figures that we hold ourselves to', async () => {
    const { code, out } = await run(evalKnowledge, ['--json'])
    const report = JSON.parse(out.join(''))

    expect(code).toBe(0)
    expect(report.byKind.plan.q['recall@3']).toBeGreaterThanOrEqual(0.98)
    expect(report.byKind.plan.nodia['recall@3']).toBeGreaterThanOrEqual(0.97)
    expect(report.byKind.plan.teen['recall@3']).toBeGreaterThanOrEqual(0.93)
    expect(report.byKind.law.q['recall@3']).toBeGreaterThanOrEqual(0.9)
    expect(report.byKind.law.nodia['recall@3']).toBeGreaterThanOrEqual(0.87)
    expect(report.byKind.law.teen['recall@3']).toBeGreaterThanOrEqual(0.8)
    expect(report.repealedFirst).toBe(0)
  })
})
