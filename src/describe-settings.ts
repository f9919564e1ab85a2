import { z } from 'zod'
import { Settings } from './config.ts'

const JsonSchema = z.object({
  properties: z.record(
    z.string(),
    z.object({ description: z.string(), default: z.union([z.string(), z.number()]).optional() }),
  ),
})

/** The settings table of README, from the descriptions in `config.ts`. */
export function describeSettings(): string {
  const { properties } = JsonSchema.parse(z.toJSONSchema(Settings, { io: 'input', unrepresentable: 'any' }))
  const rows = Object.entries(properties).map(([name, { description, default: value }]) => {
    const shown = value === undefined ? '' : `\`${value}\``
    return `| \`${name}\` | ${shown} | ${description} |`
  })
  return ['| Setting | Default | What for |', '| --- | --- | --- |', ...rows].join('\n')
}
