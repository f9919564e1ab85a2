import type { DangerType } from '../core/danger.ts'
import { type ConceptPhrases, compileLexicon, type Lexicon } from './lexicon.ts'
import { child } from './patterns/child.ts'
import { companionConcepts } from './patterns/companions.ts'
import { overdose } from './patterns/overdose.ts'
import type { DangerPatterns, Rule } from './patterns/pattern.ts'
import { psychosis } from './patterns/psychosis.ts'
import { sharedConcepts } from './patterns/shared.ts'
import { suicide } from './patterns/suicide.ts'
import { violence } from './patterns/violence.ts'
import { withdrawal } from './patterns/withdrawal.ts'
import { wordLists } from './patterns/word-lists.ts'
import { isFraming } from './signs.ts'

/** A rule with its concepts resolved to lexicon names ("overdose.weak"), ready to be tested. */
export interface CompiledRule {
  type: DangerType
  rule: Rule
  /** Its place among all rules, by rank. */
  order: number
  all: readonly (readonly string[])[]
  unless: readonly string[]
}

export interface Vocabulary {
  lexicon: Lexicon
  rules: readonly CompiledRule[]
  /** The rules by the concepts of one of their groups: of a rule that holds, one of these was found. */
  listed: ReadonlyMap<string, readonly CompiledRule[]>
  /** Every concept by which a rule can hold; the others only excuse, or tell what is meant. */
  counting: ReadonlySet<string>
}

const families: Readonly<Record<DangerType, DangerPatterns>> = {
  overdose,
  violence,
  child,
  psychosis,
  withdrawal,
  suicide,
}
let compiled: Vocabulary | undefined

/** All phrases and rules of danger, compiled at first use. @throws if our own data names an unknown concept. */
export function vocabulary(): Vocabulary {
  compiled ??= compile()
  return compiled
}

function compile(): Vocabulary {
  const concepts: Record<string, readonly string[]> = { ...sharedConcepts, ...companionConcepts }
  for (const family of Object.values(families)) {
    for (const [name, phrases] of Object.entries(family.concepts))
      concepts[`${family.type}.${name}`] = phrases
  }
  const rules = Object.values(families).flatMap((family) =>
    family.rules.map((rule) => compileRule(family, rule, concepts)),
  )
  const sorted = rules
    .sort((a, b) => a.rule.rank - b.rule.rank)
    .map((rule, order): CompiledRule => ({ ...rule, order }))
  const counting = new Set(sorted.flatMap(({ all }) => all.flat()))
  return { lexicon: compileLexicon(concepts, wordLists), rules: sorted, listed: list(sorted), counting }
}

/** By the group that says what is wrong, which fewest messages have; how it is said is in many. */
function list(rules: readonly CompiledRule[]): Map<string, CompiledRule[]> {
  const listed = new Map<string, CompiledRule[]>()
  for (const rule of rules) {
    const group = rule.all.find((concepts) => !concepts.some(isFraming)) ?? rule.all[0] ?? []
    for (const concept of new Set(group)) listed.set(concept, [...(listed.get(concept) ?? []), rule])
  }
  return listed
}

function compileRule(
  family: DangerPatterns,
  rule: Rule,
  concepts: ConceptPhrases,
): Omit<CompiledRule, 'order'> {
  const named = (name: string) => resolve(name, family.type, concepts)
  return {
    type: family.type,
    rule,
    all: rule.all.map((group) => group.split('|').map(named)),
    unless: (rule.unless ?? []).map(named),
  }
}

/** A concept of the rule's own family, else a shared one, else the one family that has it. */
function resolve(name: string, own: DangerType, concepts: ConceptPhrases): string {
  const candidates = [`${own}.${name}`, name, ...Object.keys(families).map((family) => `${family}.${name}`)]
  const found = candidates.find((candidate) => concepts[candidate] !== undefined)
  if (found === undefined) throw new Error(`a rule of ${own} names the unknown concept ${name}`)
  return found
}
