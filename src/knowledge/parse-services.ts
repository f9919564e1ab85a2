import { z } from 'zod'
import type { ContentProblem, KnowledgeDocument } from './document.ts'
import { type ListEntry, ListHead, makeListDocument } from './list-document.ts'
import { readYaml } from './read-yaml.ts'
import { sayDay } from './sentences.ts'

const Sentence = z.string().min(1)

/** Where somebody can call or go. */
export const Service = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  group: z.enum(['goi', 'co-quan', 'noi-giup']).describe('A number to call, an agency, a place of help'),
  name: Sentence,
  phone: z.string().min(2).nullable().describe('Null: no number that was checked'),
  address: Sentence.nullable().default(null),
  hours: Sentence.nullable().describe('Null: not known'),
  whatFor: Sentence.describe('A whole Vietnamese sentence, with its full stop'),
  who: Sentence.describe('Who may call or come; a whole Vietnamese sentence'),
  place: z
    .string()
    .regex(/^[a-z-]+$/)
    .describe('vn, or a province: ha-noi'),
  verified: z.iso.date().nullable().describe('Day of the last check; null: “gọi trước để hỏi”'),
  how: Sentence.describe('How it was checked, or why not; for editors'),
  source: Sentence.nullable().describe('Address; for editors'),
  asked: z.array(Sentence).default([]).describe('How people ask for it'),
})
export type Service = z.infer<typeof Service>

const Services = z.strictObject({
  id: z.literal('dich-vu'),
  ...ListHead.shape,
  services: z.array(Service).min(1),
})

const GROUPS: Readonly<Record<Service['group'], string>> = {
  goi: 'Số gọi',
  'co-quan': 'Cơ quan lo việc gì',
  'noi-giup': 'Nơi giúp đỡ',
}

/** `knowledge/services.yaml`: one passage an entry. Pure; the document is null only when the file cannot be read. */
export function parseServices(
  file: string,
  text: string,
): { document: KnowledgeDocument | null; problems: ContentProblem[] } {
  const { value, problems, lineOf } = readYaml(Services, file, text)
  if (value === null) return { document: null, problems }
  const entries = value.services.map(
    (service, i): ListEntry => ({
      id: service.id,
      name: service.name,
      line: lineOf(['services', i, 'id']),
      heading: [value.title, GROUPS[service.group], service.name],
      text: describeService(service),
      asked: service.asked,
      verified: service.verified,
    }),
  )
  return makeListDocument({ file, kind: 'services', head: value, entries })
}

/** Sentences that can be read out alone; an unchecked entry says so. */
export function describeService(service: Service): string {
  const { name, phone, address, hours, whatFor, who, verified } = service
  return [
    phone === null ? `${name}.` : `${name}: gọi ${phone}.`,
    whatFor,
    who,
    ...(address === null ? [] : [`Địa chỉ: ${address}.`]),
    ...(hours === null ? [] : [`Giờ: ${hours}.`]),
    standing(phone, verified, service.group),
  ].join(' ')
}

function standing(phone: string | null, verified: string | null, group: Service['group']): string {
  if (verified !== null) return `Đối chiếu ngày ${sayDay(verified)}.`
  if (phone !== null) return 'Chưa gọi kiểm số này: gọi trước để hỏi rồi hãy đến.'
  return group === 'noi-giup'
    ? 'Chưa kiểm chứng, chưa có số đã kiểm: gọi trước để hỏi công an phường, xã rồi hãy đến.'
    : 'Chưa có số đã kiểm.'
}
