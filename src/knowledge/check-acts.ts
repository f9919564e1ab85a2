import type { ContentProblem } from './document.ts'
import type { KnowledgeIndex } from './knowledge-index.ts'
import type { Act } from './vocabulary.ts'

/** Acts that name a word list that is not there, or lead to a place that no document has. */
export function checkActs(file: string, index: KnowledgeIndex): ContentProblem[] {
  const { acts, words } = index.vocabulary
  const places = new Set(index.groups.map(([document, key]) => `${index.documents[document]?.id}/${key}`))
  const problem = (message: string): ContentProblem => ({ file, line: 1, severity: 'error', message })
  return acts.flatMap((act) => [
    ...listsOf(act)
      .filter((name) => !Object.hasOwn(words, name))
      .map((name) => problem(`${act.id}: there is no word list “${name}”`)),
    ...act.leads
      .filter((lead) => !places.has(lead.split('/').slice(0, 2).join('/')))
      .map((lead) => problem(`${act.id}: “${lead}” leads nowhere`)),
  ])
}

function listsOf({ all, unless }: Act): string[] {
  return [...all, ...unless].flatMap((lists) => lists.split('|'))
}
