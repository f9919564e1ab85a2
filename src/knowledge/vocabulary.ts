import { z } from 'zod'

/** Words that lead from how people talk to how documents are written. Read from YAML files in `knowledge/`. */

const Phrases = z.array(z.string().min(1)).min(1)

export const Slang = z.strictObject({
  say: Phrases.describe('What people say; several words are safest'),
  means: z.string().min(1).describe('The documents’ word, added to the search at half weight'),
  after: Phrases.optional().describe('Only just after one of these: verbs of use, quantities'),
  isTopic: z.boolean().default(false).describe('The phrase alone shows that a question is about our subject'),
  notBefore: Phrases.optional().describe('Never just before one of these: "đá bóng", "kế hoạch"'),
})
export type Slang = z.infer<typeof Slang>

const Place = z.strictObject({
  slug: z.string().regex(/^[a-z-]+$/),
  names: Phrases.describe('As people write it, short forms included'),
  former: z.record(z.string(), Phrases).default({}).describe('Places that became part of it: slug → names'),
})
export type Place = z.infer<typeof Place>

export const Act = z.strictObject({
  id: z.string().min(1),
  all: Phrases.describe('Names of word lists, each of which must be met, in any order; "a|b": either'),
  unless: z.array(z.string()).default([]).describe('Word lists none of which is met'),
  means: z.string().min(1).describe('The documents’ words, added to the search at half weight'),
  leads: z
    .array(z.string().regex(/^[a-z0-9-]+\/[^/]+(?:\/[^/]+)?$/))
    .default([])
    .describe('Where the rule stands: document/article or document/article/clause, likeliest first'),
  always: z.boolean().default(false).describe('Leads hold even when nobody asks what comes of it'),
})
export type Act = z.infer<typeof Act>

export const NextStep = z.strictObject({
  id: z.string(),
  when: Phrases.optional().describe(
    'Said when the question or the quoted passage’s heading has one of these',
  ),
  kinds: z.array(z.enum(['law', 'decree', 'code', 'plan', 'guide', 'services', 'substances'])).optional(),
  vi: z.string().min(1),
  en: z.string().min(1),
})
export type NextStep = z.infer<typeof NextStep>

export const Vocabulary = z.strictObject({
  slang: z.array(Slang),
  /** Lists of phrases that acts are made of; " * " in one stands for up to three other words. */
  words: z.record(z.string(), Phrases),
  /** What people tell instead of naming it. */
  acts: z.array(Act),
  /** Short form → what it may stand for, likeliest first; tried only where the index does not know the word. */
  abbreviations: z.record(z.string(), z.string()),
  /** English word or phrase → Vietnamese. */
  english: z.record(z.string(), z.string()),
  places: z.array(Place),
  /** Places without a document of ours: named so that another place's plan is not shown for them. */
  otherPlaces: z.array(z.string()),
  /** Words and phrases one of which shows that a question is ours to answer. */
  topics: z.array(z.string()),
  /** Words that other subjects have as well ("xét nghiệm", "cai"): the rest of the question must fit too. */
  weakTopics: z.array(z.string()),
  /** Phrases that hold such a word and are about something else: "cai sữa", "nghiện game". */
  otherTopics: z.array(z.string()),
  /** Subjects of other laws and other talk. */
  otherSubjects: z.array(z.string()),
  /** How people ask about such subjects. */
  otherQuestions: z.array(z.string()),
  nextSteps: z.array(NextStep),
})
export type Vocabulary = z.infer<typeof Vocabulary>
