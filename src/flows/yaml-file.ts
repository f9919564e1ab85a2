import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { FlowPath } from './flow-source.ts'
import type { Problem } from './problem.ts'

/** A YAML file read against a schema. `value` is null where there are problems. */
export interface YamlFile<T> {
  value: T | null
  problems: Problem[]
  lineAt: (path: FlowPath) => number
}

/** Reads YAML text (up to its first fault), then the schema: every problem at once, each with its line. Never throws. */
export function readYaml<S extends z.ZodType>(file: string, text: string, schema: S): YamlFile<z.output<S>> {
  const lines = new LineCounter()
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const lineAt = (path: FlowPath): number => lineOf(doc.contents, path, lines)
  const [unreadable] = doc.errors
  if (unreadable !== undefined) {
    const line = lines.linePos(unreadable.pos[0]).line
    return {
      value: null,
      problems: [problemAt(file, line, `not readable as YAML: ${firstLine(unreadable.message)}`)],
      lineAt,
    }
  }
  const parsed = schema.safeParse(doc.toJS({ maxAliasCount: 100 }))
  if (parsed.success) return { value: parsed.data, problems: [], lineAt }
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, file, lineAt))
  return { value: null, problems, lineAt }
}

function problemAt(file: string, line: number, message: string): Problem {
  return { file, line: Math.max(1, line), severity: 'error', message }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text
}

function problemsOf(issue: z.core.$ZodIssue, file: string, lineAt: (path: FlowPath) => number): Problem[] {
  const path = issue.path.filter((key) => typeof key !== 'symbol')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      problemAt(file, lineAt([...path, key]), `${at(path)}there is no key "${key}" here; check the spelling`),
    )
  }
  return [problemAt(file, lineAt(path), `${at(path)}${inWords(issue)}`)]
}

function at(path: FlowPath): string {
  return path.length === 0 ? '' : `${path.join('.')}: `
}

function inWords(issue: z.core.$ZodIssue): string {
  if (issue.message.endsWith('received undefined')) return 'is missing'
  if (issue.code === 'invalid_key') return issue.issues.map((one) => one.message).join(', or ')
  return issue.code === 'invalid_union' ? unionInWords(issue) : issue.message
}

function unionInWords(issue: z.core.$ZodIssueInvalidUnion): string {
  if (issue.discriminator !== undefined) {
    const known = 'options' in issue ? (issue.options ?? []).map(String).join(', ') : ''
    return `is not a known kind; there are: ${known}`
  }
  const each = issue.errors.flat().map((one) => one.message)
  if (each.length > 0 && each.every((message) => message.endsWith('received undefined'))) return 'is missing'
  return [...new Set(each)].join(', or ')
}

/** Walks the YAML nodes as far as the path goes; for a map's value the line of its key. */
function lineOf(contents: unknown, path: FlowPath, lines: LineCounter): number {
  let here: unknown = contents
  let offset = startOf(contents)
  for (const key of path) {
    const found = childOf(here, key)
    if (found === null) break
    offset = found.offset ?? offset
    here = found.value
  }
  return lines.linePos(offset ?? 0).line
}

function childOf(parent: unknown, key: string | number): { value: unknown; offset: number | null } | null {
  if (isMap(parent)) {
    const pair = parent.items.find(
      (item) => isPair(item) && String(isScalar(item.key) ? item.key.value : item.key) === String(key),
    )
    return pair === undefined ? null : { value: pair.value, offset: startOf(pair.key) }
  }
  if (isNode(parent) && 'items' in parent && Array.isArray(parent.items) && typeof key === 'number') {
    const item: unknown = parent.items[key]
    return item === undefined ? null : { value: item, offset: startOf(item) }
  }
  return null
}

function startOf(node: unknown): number | null {
  return isNode(node) && node.range ? node.range[0] : null
}
