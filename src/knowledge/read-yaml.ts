import { isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { ContentProblem } from './document.ts'

export interface YamlFile<T> {
  /** Null when the file cannot be read as the schema wants. */
  value: T | null
  problems: ContentProblem[]
  /** Line of a node, from 1; where there is none, that of the nearest one around it. */
  lineOf: (path: readonly PropertyKey[]) => number
}

/** One YAML file through its schema; every problem with its line. Pure. */
export function readYaml<T>(schema: z.ZodType<T>, file: string, text: string): YamlFile<T> {
  const lines = new LineCounter()
  const yaml = parseDocument(text.normalize('NFC'), { lineCounter: lines, schema: 'core' })
  const lineOf = (path: readonly PropertyKey[]): number => {
    const node = yaml.getIn(path, true)
    if (isNode(node)) return lines.linePos(node.range?.[0] ?? 0).line
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1))
  }
  const problem = (line: number, message: string): ContentProblem => {
    return { file, line, severity: 'error', message }
  }
  if (yaml.errors.length > 0) {
    const problems = yaml.errors.map((error) => problem(lines.linePos(error.pos[0]).line, error.message))
    return { value: null, problems, lineOf }
  }
  const parsed = schema.safeParse(yaml.toJS())
  if (parsed.success) return { value: parsed.data, problems: [], lineOf }
  const problems = parsed.error.issues.map((issue) =>
    problem(lineOf(issue.path), `${issue.path.join('.')}: ${issue.message}`),
  )
  return { value: null, problems, lineOf }
}
