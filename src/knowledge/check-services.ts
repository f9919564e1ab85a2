import type { ContentProblem, KnowledgeDocument } from './document.ts'

/** Numbers change without notice: a check holds for a quarter. */
const CHECK_HOLDS_DAYS = 90
const DAY_MS = 86_400_000

/** A warning for each service whose check is too old. @param today YYYY-MM-DD in Vietnam. */
export function checkServices(documents: readonly KnowledgeDocument[], today: string): ContentProblem[] {
  return documents
    .filter((document) => document.front.kind === 'services')
    .flatMap(({ file, places }) =>
      places.flatMap(({ title, line, verified }): ContentProblem[] => {
        if (verified == null) return []
        const days = Math.round((Date.parse(today) - Date.parse(verified)) / DAY_MS)
        if (days <= CHECK_HOLDS_DAYS) return []
        const message = `“${title}” was checked ${days} days ago: call, and write the new day under verified`
        return [{ file, line, severity: 'warning', message }]
      }),
    )
}
