import { z } from 'zod'

export const MAX_SENTENCES = 5

/** One statement of a model and what it says it rests on; nothing in it is trusted. */
export const DraftSentence = z.object({
  text: z.string().describe('One plain sentence, at most 40 words, no link, no list mark'),
  passageIds: z.array(z.string()).describe('Ids of the passages that this sentence restates'),
})
export type DraftSentence = z.infer<typeof DraftSentence>

/** What the model is asked for. Longer lists are cut, not refused: each sentence is checked by itself. */
export const Draft = z.object({
  sentences: z.array(DraftSentence).describe(`At most ${MAX_SENTENCES} sentences, the answer first`),
})
export type Draft = z.infer<typeof Draft>
