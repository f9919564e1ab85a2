/** Something an author must mend (`error`: nothing starts with it) or should look at (`warning`). */
export interface Problem {
  file: string
  /** Counted from 1. */
  line: number
  severity: 'error' | 'warning'
  message: string
}

/** "flows/tip.yaml:12: error: the exit …", as editors and terminals link it. */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}: ${problem.severity}: ${problem.message}`
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}

/** By file, then by line; what is said twice of one line is kept once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const once = new Map(problems.map((problem) => [formatProblem(problem), problem]))
  return [...once.values()].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
}
