import { z } from 'zod'
import { hasKey } from '../lib/has-key.ts'
import { Flow } from './flow.ts'
import { limits } from './limits.ts'
import { serviceExits, serviceValues } from './service-exits.ts'

/** JSON Schema as far as it is used here. */
interface Schema {
  type?: string
  const?: string | number
  enum?: unknown[]
  description?: string
  default?: unknown
  pattern?: string
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  maxLength?: number
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  additionalProperties?: Schema | boolean
}

/** Keys that mean the same in every wait: described once. */
const COMMON = ['skippable', 'label', 'reminder', 'timeout']

/** The editor's schema of a flow file. */
export function flowSchema(): Record<string, unknown> {
  return { title: 'A flow of An Tâm', ...z.toJSONSchema(Flow, { io: 'input', unrepresentable: 'any' }) }
}

/** The reference of the language, as Markdown tables, from the same schemas that read the files. */
export function describeLanguage(): string {
  const flow: Schema = flowSchema()
  const node = schemaIn(part(flow, 'nodes').additionalProperties)
  const router = part(node, 'router')
  const waits = part(node, 'wait').oneOf ?? []
  return [
    section('A flow', table(flow)),
    section('A node', table(node)),
    section('Actions', actionsOf(node)),
    section('Waits', waitsOf(waits)),
    section('A choice', table(choiceIn(waits))),
    section('A router', table(router)),
    section('A case of a router', table(itemsOf(router, 'cases'))),
    section('An intent', table(itemsOf(flow, 'intents'))),
    section('What services give', services()),
    section('Limits', limitsTable()),
  ].join('\n\n')
}

function actionsOf(node: Schema): string {
  const actions = itemsOf(node, 'actions').oneOf ?? []
  return actions.map((action) => kind(action, ['type'])).join('\n\n')
}

function waitsOf(waits: readonly Schema[]): string {
  return [waitsInCommon(waits), ...waits.map((wait) => kind(wait, ['type', ...COMMON]))].join('\n\n')
}

function part(schema: Schema, key: string): Schema {
  return schema.properties?.[key] ?? {}
}

function itemsOf(schema: Schema, key: string): Schema {
  return part(schema, key).items ?? {}
}

function schemaIn(value: Schema | boolean | undefined): Schema {
  return typeof value === 'object' ? value : {}
}

function section(title: string, body: string): string {
  return `### ${title}\n\n${body}`
}

function choiceIn(waits: readonly Schema[]): Schema {
  return (
    waits.find((wait) => wait.properties?.['choices'] !== undefined)?.properties?.['choices']?.items ?? {}
  )
}

function kind(schema: Schema, leftOut: readonly string[]): string {
  const name = String(schema.properties?.['type']?.const ?? '')
  const own = Object.keys(schema.properties ?? {}).filter((key) => !leftOut.includes(key))
  const about = `**\`${name}\`**: ${schema.description ?? ''}`
  return own.length === 0 ? about : `${about}\n\n${table(schema, leftOut)}`
}

function waitsInCommon(waits: readonly Schema[]): string {
  const [first] = waits
  const others = Object.keys(first?.properties ?? {}).filter((key) => !COMMON.includes(key))
  return `Every wait may have:\n\n${table(first ?? {}, others)}`
}

function table(schema: Schema, leftOut: readonly string[] = []): string {
  const rows = Object.entries(schema.properties ?? {})
    .filter(([key]) => !leftOut.includes(key))
    .map(
      ([key, value]) =>
        `| \`${key}\` | ${shape(value)} | ${needed(key, value, schema)} | ${cell(value.description ?? '')} |`,
    )
  return ['| key | value | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function needed(key: string, value: Schema, parent: Schema): string {
  if (value.default !== undefined) return `\`${JSON.stringify(value.default)}\``
  return parent.required?.includes(key) === true ? 'required' : ''
}

function shape(schema: Schema): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``
  if (schema.enum !== undefined) return schema.enum.map((one) => `\`${String(one)}\``).join(' ')
  const variants = schema.anyOf ?? schema.oneOf
  if (variants !== undefined)
    return variants.length > 3 ? 'see below' : [...new Set(variants.map(shape))].join(' or ')
  if (schema.type === 'array')
    return `list${itemShape(schema.items ?? {})}${range(schema.minItems, schema.maxItems)}`
  if (schema.type === 'object') return objectShape(schema)
  return `${schema.type ?? 'value'}${range(schema.minimum, schema.maximum)}${schema.maxLength === undefined ? '' : `, at most ${schema.maxLength} characters`}`
}

function itemShape(items: Schema): string {
  const inner = shape(items)
  return inner === 'see below' ? ' (see below)' : ` of ${inner}`
}

function objectShape(schema: Schema): string {
  const keys = Object.keys(schema.properties ?? {})
  if (keys.length > 4) return 'see below'
  return keys.length > 0 ? `\`{ ${keys.join(', ')} }\`` : 'map'
}

function range(from: number | undefined, to: number | undefined): string {
  const high = to === undefined || to > 1_000_000 ? undefined : to
  const low = from === undefined || from < -1_000_000 ? undefined : from
  if (low === undefined && high === undefined) return ''
  return high === undefined
    ? `, at least ${low}`
    : low === undefined
      ? `, at most ${high}`
      : `, ${low} to ${high}`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function services(): string {
  const rows = Object.entries(serviceExits).map(([name, exits]) => {
    const values: readonly string[] = hasKey(serviceValues, name) ? serviceValues[name] : []
    return `| \`${name}\` | ${code(exits)} | ${code(values.map((value) => `{{${value}}}`))} |`
  })
  return [
    '| action | exits, all needed | values for texts of the same flow |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n')
}

function code(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' ')
}

function limitsTable(): string {
  const rows = Object.entries(limits).map(([name, value]) => `| \`${name}\` | ${value} |`)
  return ['| limit | value |', '| --- | --- |', ...rows].join('\n')
}
