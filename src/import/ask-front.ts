import { FrontMatter } from '../knowledge/document.ts'
import { type FrontKey, type FrontValues, idFromNumber, missingKeys } from './gather-front.ts'
import type { Guess } from './guess-front.ts'
import { refuseImport } from './refuse-import.ts'

const HINTS: Partial<Record<FrontKey, string>> = {
  id: 'id, as in luat-120-2025: lower-case letters, digits, hyphens',
  kind: 'kind: law, decree, code or plan',
  number: 'number, as in 120/2025/QH15; "-" when it has none',
  title: 'title',
  shortTitle: 'short title, as it is cited: Luật 120/2025/QH15',
  issuer: 'issuer, as the document names them',
  place: 'place: vn, or a province: ha-noi, dong-thap …',
  issued: 'day of issue, YYYY-MM-DD; "-" when the copy does not say',
  inForceFrom: 'first day in force, YYYY-MM-DD; "-" when the copy does not say',
}
const MAX_TRIES = 3

export interface Terminal {
  ask(question: string): Promise<string | null>
}

/** Asks for what is missing, offering what the text suggests. @throws AppError `content:invalid` when no answer fits. */
export async function askFront(front: FrontValues, guess: Guess, terminal: Terminal): Promise<FrontValues> {
  const answers: FrontValues = { ...front }
  for (const key of missingKeys(front))
    answers[key] = await askKey(key, suggest(key, answers, guess), terminal)
  return answers
}

async function askKey(key: FrontKey, suggestion: string | null, terminal: Terminal): Promise<string | null> {
  const question = `${HINTS[key] ?? key}${suggestion === null ? '' : ` [${suggestion}]`}: `
  for (let i = 0; i < MAX_TRIES; i++) {
    const typed = await terminal.ask(question)
    if (typed === null) break
    const answer = typed.trim() === '' ? suggestion : typed.trim() === '-' ? null : typed.trim()
    if (FrontMatter.shape[key].safeParse(answer).success) return answer
  }
  return refuseImport(`No answer for ${key}.`)
}

/** What the document seems to say; never taken without a person's word. */
function suggest(key: FrontKey, front: FrontValues, guess: Guess): string | null {
  if (key === 'id') return idFromNumber(front.kind, front.number)
  if (key === 'title') return guess.title
  if (key === 'shortTitle') return front.title ?? null
  return key === 'inForceFrom' ? guess.inForceFrom : null
}

/** For a run without a terminal: every missing key as the option that gives it. @throws always */
export function refuseMissing(front: FrontValues, guess: Guess): never {
  const list = missingKeys(front).map((key) => {
    const suggestion = suggest(key, front, guess)
    return `  --${toOption(key)}${suggestion === null ? '' : ` (the text suggests ${suggestion})`}`
  })
  return refuseImport(`Not known, give these options or --front FILE.yaml:\n${list.join('\n')}`)
}

/** "inForceFrom" → "in-force-from". */
export function toOption(key: FrontKey): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
