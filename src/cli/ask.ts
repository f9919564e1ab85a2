import { parseArgs } from 'node:util'
import { systemClock, vietnamDay } from '../core/clock.ts'
import type { Answer } from '../core/passage.ts'
import { createKnowledge } from '../knowledge/answer.ts'
import { loadKnowledge } from '../knowledge/load-knowledge.ts'
import { detectRefusal } from '../safety/detect-refusal.ts'
import type { CommandContext } from './command-context.ts'

const USAGE =
  'npm run ask -- "câu hỏi" [--json] [--as-of YYYY-MM-DD] [--top K] [--place SLUG] [--language vi|en]'
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** `npm run ask -- "…"`: the cited answer to a question. Exit code 2 when it is called wrongly. */
export async function main(
  args: string[],
  context: Pick<CommandContext, 'print' | 'printError'>,
): Promise<number> {
  const options = readOptions(args)
  if (options === null) {
    context.printError(USAGE)
    return 2
  }
  const { index } = await loadKnowledge(options.knowledge)
  const knowledge = createKnowledge(index, { detectRefusal })
  const { question, asOf, top, place, language } = options
  const answer = knowledge.answer(question, { asOf, top, place, language })
  context.print(options.json ? JSON.stringify(toJson(answer)) : answer.answer)
  return 0
}

function readOptions(args: string[]) {
  const parsed = tryParse(args)
  if (parsed === null) return null
  const { values, positionals } = parsed
  const question = positionals.join(' ').trim()
  const top = Number(values.top)
  const language = values.language === 'en' ? ('en' as const) : ('vi' as const)
  const asOf = values['as-of'] ?? vietnamDay(systemClock.now())
  const isDay = DAY.test(asOf) && !Number.isNaN(Date.parse(asOf))
  if (question === '' || !isDay || !Number.isInteger(top) || top < 1) return null
  return {
    question,
    asOf,
    top,
    language,
    json: values.json,
    knowledge: values.knowledge,
    place: values.place,
  }
}

function tryParse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        'as-of': { type: 'string' },
        top: { type: 'string', default: '5' },
        place: { type: 'string' },
        language: { type: 'string', default: 'vi' },
        knowledge: { type: 'string', default: 'knowledge' },
      },
    })
  } catch {
    return null
  }
}

/** The form that CONTRACTS promises. */
function toJson(answer: Answer) {
  return {
    question: answer.question,
    refused: answer.refused,
    ...(answer.reason === undefined ? {} : { reason: answer.reason }),
    answer: answer.answer,
    citations: answer.citations,
    passages: answer.passages.map(({ doc, dieu, khoan, section, score, inForce, text }) => ({
      doc,
      dieu,
      khoan,
      section,
      score,
      inForce,
      text,
    })),
  }
}
