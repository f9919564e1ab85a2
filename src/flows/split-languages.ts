import type { Language } from '../core/language.ts'
import type { FlowSet } from './flow.ts'

/** What stands in one language, in the order in which the flows hold it. */
export type LanguageTexts = (string | string[])[]

/** Flows in which every text lacks one language. Not to be run as they are. */
export interface PartialFlowSet {
  hash: string
  flows: Record<string, unknown>
}

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value }

/** Takes one language out, so that a page on a slow network can begin without it. */
export function takeLanguageOut(
  set: FlowSet,
  language: Language,
): { rest: PartialFlowSet; texts: LanguageTexts } {
  const texts: LanguageTexts = []
  const rest = mapTexts(plain(set), (text) => {
    texts.push(text[language] as string | string[]) // Text, Phrases and titles are strings or lists of strings
    const { [language]: _taken, ...others } = text
    return others
  })
  return { rest: rest as unknown as PartialFlowSet, texts }
}

/** Puts a language back; without its texts, the other one stands in its place until they come. */
export function putLanguageBack(
  rest: PartialFlowSet,
  language: Language,
  texts: LanguageTexts | null,
): FlowSet {
  let next = 0
  const whole = mapTexts(rest as unknown as Value, (text) => {
    const own = texts?.[next++]
    return { ...text, [language]: own ?? Object.values(text)[0] ?? '' }
  })
  return whole as unknown as FlowSet
}

/** Whether no language is missing. */
export function isWhole(set: PartialFlowSet | FlowSet): set is FlowSet {
  let whole = true
  mapTexts(set as unknown as Value, (text) => {
    if (!('vi' in text) || !('en' in text)) whole = false
    return text
  })
  return whole
}

type Translations = { readonly [key: string]: Value }

/** A copy in which every object that holds nothing but languages is replaced. The order is that of the keys. */
function mapTexts(value: Value, replace: (text: Translations) => Value): Value {
  if (Array.isArray(value)) return value.map((one: Value) => mapTexts(one, replace))
  if (typeof value !== 'object' || value === null) return value
  const object = value as Translations // neither a list nor null
  const keys = Object.keys(object)
  if (keys.length > 0 && keys.every((key) => key === 'vi' || key === 'en')) return replace(object)
  return Object.fromEntries(keys.map((key) => [key, mapTexts(object[key] ?? null, replace)]))
}

function plain(set: FlowSet): Value {
  return JSON.parse(JSON.stringify(set)) as Value
}
