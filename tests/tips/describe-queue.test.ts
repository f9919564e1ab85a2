import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { describeQueue } from '../../src/tips/describe-queue.ts'

describe('describe-queue', () => {
  it('names the agreed fields of an entry, all required', () => {
    const schema = JSON.parse(describeQueue())

    const fields = ['v', 'id', 'category', 'urgency', 'ward', 'hour', 'lang', 'files', 'sealed']
    expect(Object.keys(schema.$defs.entry.properties)).toEqual(fields)
    expect(schema.$defs.entry.required).toEqual(fields)
    expect(schema.$defs.tip.properties.v).toEqual({ type: 'number', const: 1 })
  })

  it('is what docs/queue.schema.json says', () => {
    expect(readFileSync('docs/queue.schema.json', 'utf8')).toBe(describeQueue())
  })
})
