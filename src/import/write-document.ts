import { stringify } from 'yaml'
import type { FrontMatter } from '../knowledge/document.ts'
import { frontKeys } from './gather-front.ts'

/** A whole knowledge file: head, then body. */
export function writeDocument(front: FrontMatter, body: readonly string[]): string {
  const head = Object.fromEntries(frontKeys.map((key) => [key, front[key]]))
  return `---\n${stringify(head, { lineWidth: 0, schema: 'core' })}---\n${body.join('\n').trim()}\n`
}
