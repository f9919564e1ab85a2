import { z } from 'zod'
import { Tip } from '../core/tip.ts'
import { QueueEntry } from './queue-entry.ts'
import { tipLimits } from './tip-limits.ts'

/** `docs/queue.schema.json`, as text: what other systems may rely on when they read a unit's queue. */
export function describeQueue(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'The police queue, version 1',
    description: [
      'Redis stream antam:{unit:ID}:tips, one entry a tip; consumer group triage (use another name for your own reader).',
      'entry: the fields of a stream entry. tip: the JSON that `sealed` opens to, followed by white space.',
      `A sealed tip has one of ${tipLimits.sealedBytes.length} lengths: ${tipLimits.sealedBytes.join(', ')} bytes.`,
      'A sealed file stands under antam:{unit:ID}:file:FILEID; it opens to its bytes, followed by zeros: cut at `bytes`.',
    ].join(' '),
    $defs: { entry: schemaOf(QueueEntry), tip: schemaOf(Tip) },
    $ref: '#/$defs/entry',
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

function schemaOf(schema: z.ZodType): object {
  const { $schema: _once, ...rest } = z.toJSONSchema(schema, { io: 'output' })
  return rest
}
