import type { Lead } from './find-acts.ts'
import type { KnowledgeIndex } from './knowledge-index.ts'

/** By document: the clauses of other documents that say that it is over. */
export type RepealTable = ReadonlyMap<string, readonly Lead[]>

const SAYS_OVER = /hết hiệu lực|bị bãi bỏ|được thay thế/i
/** Above whatever else shares words with so short a question. */
const SHARE = 5

export function makeRepealTable(
  index: Pick<KnowledgeIndex, 'documents' | 'groups' | 'passages'>,
): RepealTable {
  const table = new Map<string, Lead[]>()
  const over = index.passages.filter(([, , , , text]) => SAYS_OVER.test(text))
  for (const { id, number, replacedBy } of index.documents) {
    const name = /^\d+\/\d{4}/.exec(number ?? '')?.[0]
    if (name === undefined || replacedBy === null) continue
    const leads = over.flatMap(([, group, khoan, , text]): Lead[] => {
      const doc = index.documents[index.groups[group]?.[0] ?? -1]?.id
      return doc === replacedBy && text.includes(name) && !table.has(id)
        ? [{ group, khoan: khoan === '' ? null : khoan, share: SHARE }]
        : []
    })
    if (leads.length > 0) table.set(id, leads.slice(0, 1))
  }
  return table
}

const IN_FORCE =
  /\b(?:con (?:duoc )?(?:hieu luc|ap dung|gia tri|dung duoc|xai|dung khong|dung nua)|het (?:hieu luc|gia tri|han ap dung)|bi (?:thay the|bai bo|thay)|bai bo chua|thay the chua|con khong|still (?:in force|valid|appl))/

/** Asks whether a rule still holds; matched against folded words. */
export function asksIfInForce(foldedWords: string): boolean {
  return IN_FORCE.test(foldedWords)
}
