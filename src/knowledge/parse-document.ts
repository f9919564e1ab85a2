import { parse as parseYaml } from 'yaml'
import { type ContentProblem, FrontMatter, type KnowledgeDocument } from './document.ts'
import type { BodyContext, Line } from './document-body.ts'
import { parseLaw } from './parse-law.ts'
import { parsePlan } from './parse-plan.ts'

/**
 * Reads one knowledge file. Pure: `asked` is the text of the sidecar, if there is one.
 * Every problem is reported at once; the document is null only when its head cannot be read.
 */
export function parseDocument(
  file: string,
  text: string,
  asked: { file: string; text: string } | null,
): { document: KnowledgeDocument | null; problems: ContentProblem[] } {
  const problems: ContentProblem[] = []
  const head = readFrontMatter(file, text, problems)
  if (head === null) return { document: null, problems }
  const context: BodyContext = {
    doc: head.front.id,
    report: (line, message) => problems.push({ file, line, severity: 'error', message }),
  }
  const parsed = isLawLike(head.front) ? parseLaw(head.body, context) : parsePlan(head.body, context)
  // Each section of a guide is about the guide's subject, whether or not its own heading says so.
  if (head.front.kind === 'guide')
    for (const passage of parsed.passages) passage.heading = [head.front.title, ...passage.heading]
  if (parsed.passages.length === 0) context.report(1, 'There is no text to quote in this file')
  const places = parsed.places.map((place) => place.key)
  return {
    document: {
      file,
      front: head.front,
      ...parsed,
      asked: asked === null ? new Map() : readAsked(asked, places, problems),
    },
    problems,
  }
}

function isLawLike(front: FrontMatter): boolean {
  return front.kind === 'law' || front.kind === 'decree' || front.kind === 'code'
}

function readFrontMatter(
  file: string,
  text: string,
  problems: ContentProblem[],
): { front: FrontMatter; body: Line[] } | null {
  const lines = text.normalize('NFC').split(/\r?\n/)
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end < 0) {
    problems.push({
      file,
      line: 1,
      severity: 'error',
      message: 'The file must begin with a head between two lines “---”',
    })
    return null
  }
  const head = lines.slice(1, end)
  const parsed = FrontMatter.safeParse(readYaml(head.join('\n')))
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const key = String(issue.path[0] ?? (issue.code === 'unrecognized_keys' ? issue.keys[0] : ''))
      const at = head.findIndex((line) => line.startsWith(`${key}:`))
      problems.push({
        file,
        line: at < 0 ? 1 : at + 2,
        severity: 'error',
        message: `${key}: ${issue.message}`,
      })
    }
    return null
  }
  const body = lines.slice(end + 1).map((line, i) => ({ text: line.trimEnd(), number: end + 2 + i }))
  return { front: parsed.data, body }
}

function readYaml(text: string): unknown {
  try {
    return parseYaml(text, { schema: 'core' })
  } catch {
    return null
  }
}

function readAsked(
  asked: { file: string; text: string },
  places: readonly string[],
  problems: ContentProblem[],
): Map<string, string[]> {
  const lines = asked.text.split(/\r?\n/)
  const content = readYaml(asked.text)
  const result = new Map<string, string[]>()
  const report = (line: number, message: string) =>
    problems.push({ file: asked.file, line, severity: 'error', message })
  if (content === null || typeof content !== 'object' || Array.isArray(content)) {
    report(1, 'Must be a map from an article or section to a list of questions')
    return result
  }
  for (const [key, value] of Object.entries(content)) {
    const line = lines.findIndex((l) => l.startsWith(`"${key}":`) || l.startsWith(`${key}:`)) + 1
    if (!places.some((place) => place === key || place.startsWith(`${key}.`))) {
      report(line, `“${key}” leads nowhere: the document has no such article or section`)
    }
    if (Array.isArray(value) && value.every((question) => typeof question === 'string')) {
      result.set(
        key,
        value.map((question) => question.normalize('NFC')),
      )
    } else report(line, `“${key}” must have a list of questions`)
  }
  return result
}
