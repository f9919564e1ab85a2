import { z } from 'zod'
import type { ContentProblem, KnowledgeDocument } from './document.ts'
import { type ListEntry, ListHead, makeListDocument } from './list-document.ts'
import { readYaml } from './read-yaml.ts'

const Words = z.string().min(1)

/** A substance, to be recognised and kept away from. Nothing on getting, making or dosing belongs here. */
const Substance = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: Words.describe('Formal name, with the name people know'),
  streetNames: z.array(Words),
  what: Words.describe('One sentence: what it is'),
  signs: Words.describe('Signs that somebody uses it'),
  shortHarm: Words,
  longHarm: Words,
  withdrawal: Words.nullable(),
  disguise: Words.nullable().describe('What it is hidden in or sold as'),
  urgent: Words.describe('When to call 115'),
  asked: z.array(Words).default([]).describe('How people ask about it'),
})
type Substance = z.infer<typeof Substance>

const Substances = z.strictObject({
  id: z.literal('chat'),
  ...ListHead.shape,
  substances: z.array(Substance).min(1),
})

/** `knowledge/substances.yaml`: one passage an entry. Pure; the document is null only when the file cannot be read. */
export function parseSubstances(
  file: string,
  text: string,
): { document: KnowledgeDocument | null; problems: ContentProblem[] } {
  const { value, problems, lineOf } = readYaml(Substances, file, text)
  if (value === null) return { document: null, problems }
  const entries = value.substances.map(
    (substance, i): ListEntry => ({
      id: substance.id,
      name: substance.name,
      line: lineOf(['substances', i, 'id']),
      heading: [value.title, substance.name],
      text: describeSubstance(substance),
      asked: substance.asked,
    }),
  )
  return makeListDocument({ file, kind: 'substances', head: value, entries })
}

/** A lead and one line a subject, so that an answer can give the lines that were asked for. */
function describeSubstance(substance: Substance): string {
  const { name, streetNames, withdrawal, disguise } = substance
  const called = streetNames.length === 0 ? '' : ` Người ta hay gọi là: ${streetNames.join(', ')}.`
  return [
    `${name}: ${substance.what}.${called}`,
    `Dấu hiệu đang dùng: ${substance.signs}.`,
    `Hại trước mắt: ${substance.shortHarm}.`,
    `Hại lâu dài: ${substance.longHarm}.`,
    ...(withdrawal === null ? [] : [`Khi thiếu, khi dừng: ${withdrawal}.`]),
    ...(disguise === null ? [] : [`Hay được ngụy trang (núp bóng) thành: ${disguise}.`]),
    `Gọi 115 ngay khi: ${substance.urgent}.`,
  ].join('\n')
}
