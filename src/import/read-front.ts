import { parse } from 'yaml'
import { z } from 'zod'
import { type FrontKey, type FrontValues, frontKeys } from './gather-front.ts'
import { refuseImport } from './refuse-import.ts'

const Values = z.record(z.string(), z.union([z.string(), z.null()]))

/**
 * Front matter as YAML, any part of it.
 * @throws AppError `content:invalid` when it is no YAML, has an unknown key, or a value that is no text.
 */
export function readFront(yaml: string, where: string): FrontValues {
  let content: unknown
  try {
    content = parse(yaml.normalize('NFC'), { schema: 'core' })
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : ''
    refuseImport(`The front matter in ${where} is not YAML: ${reason}`)
  }
  const values = Values.safeParse(content)
  if (!values.success) {
    const keys = values.error.issues.map((issue) => issue.path.join('.')).filter(Boolean)
    refuseImport(
      `The front matter in ${where} must be lines “key: text”${keys.length === 0 ? '' : `; look at ${keys.join(', ')}`}.`,
    )
  }
  const unknown = Object.keys(values.data).filter((key) => !isFrontKey(key))
  if (unknown.length > 0)
    refuseImport(`The front matter in ${where} has keys that nobody reads: ${unknown.join(', ')}.`)
  return values.data
}

function isFrontKey(key: string): key is FrontKey {
  return frontKeys.some((known) => known === key)
}
