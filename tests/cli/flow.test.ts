import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { main as checkContent } from '../../src/cli/content.ts'
import { main } from '../../src/cli/flow.ts'
import type { Content } from '../../src/content.ts'
import { requireDeployment } from '../../src/deployment-file.ts'
import { loadFlows } from '../../src/flows/load-flows.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { Transcript } from '../support/transcript.ts'

async function* typed(lines: readonly string[]): AsyncIterable<string> {
  yield* lines
}

describe('npm run flow', () => {
  let content: Content
  beforeAll(async () => {
    const [deployment, { flowSet }, { index }] = await Promise.all([
      requireDeployment('config/long-bien.yaml'),
      loadFlows('flows'),
      loadKnowledge('knowledge'),
    ])
    content = { deployment, flows: flowSet, knowledge: index }
  })

  async function run(args: string[], lines: readonly string[] = []) {
    const printed: string[] = []
    const errors: string[] = []
    const context = {
      content: async () => content,
      print: (line: string) => void printed.push(line),
      printError: (line: string) => void errors.push(line),
    }
    const code = await main(args, context, typed(lines))
    return { code, printed: printed.join('\n'), errors: errors.join('\n') }
  }

  it('plays a tip to its receipt, really sealed, and prints a transcript that the tests can read', async () => {
    const { code, printed } = await run(
      ['report-tip'],
      [
        '1',
        '1',
        'Mấy người bán ở đầu ngõ',
        'ngõ 12 Ngọc Lâm',
        'tối qua',
        'bỏ qua',
        'không',
        '1',
        'gửi',
        ':quit',
        'never',
      ],
    )

    expect(code).toBe(0)
    const transcript = Transcript.parse(parse(printed.slice(printed.lastIndexOf('\nflow: '))))
    expect(transcript.turns).toHaveLength(10)
    expect(JSON.stringify(transcript.turns)).toMatch(/(?:[a-z]+-[a-z]+ ){6}[a-z]+-[a-z]+/)
  })

  it('answers questions from the knowledge base', async () => {
    const { printed } = await run(['ask', '--language', 'vi'], ['cai nghiện bắt buộc bao lâu'])

    expect(printed).toContain('Điều')
  })

  it('draws a chart', async () => {
    const { printed } = await run(['emergency', '--graph'])

    expect(printed).toMatch(/^flowchart TD\n/)
    expect(printed).toContain('begin -- overdose --> n_overdose')
  })

  it('says what it needs', async () => {
    expect(await run([])).toMatchObject({ code: 2, errors: expect.stringContaining('npm run flow -- ID') })
    expect(await run(['nothing'])).toMatchObject({ code: 2, errors: expect.stringContaining('report_tip') })
  })
})

describe('npm run content', () => {
  async function check(deployment: string) {
    const printed: string[] = []
    const print = (line: string) => void printed.push(line)
    const code = await checkContent(['--json'], {
      print,
      printError: print,
      config: { DEPLOYMENT: deployment },
    })
    expect(printed).toHaveLength(1)
    const found = z
      .object({
        errors: z.number(),
        warnings: z.number(),
        problems: z.array(z.object({ file: z.string(), line: z.number() })),
      })
      .parse(JSON.parse(printed[0] ?? ''))
    return { code, ...found }
  }

  it('fails exactly when there is something to correct', async () => {
    const { code, errors, warnings, problems } = await check('config/long-bien.yaml')

    expect(problems).toHaveLength(errors + warnings)
    expect(code).toBe(problems.length === 0 ? 0 : 1)
    expect(problems.filter((problem) => problem.file.startsWith('flows/'))).toEqual([])
  })

  it('names file and line of what is wrong', async () => {
    const { code, problems } = await check('tests/flows/one/alone.yaml')

    expect(code).toBe(1)
    expect(
      problems
        .filter((problem) => problem.file === 'tests/flows/one/alone.yaml')
        .map((problem) => problem.line),
    ).toContain(1)
  })
})
