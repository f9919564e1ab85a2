import type { Deployment } from './core/deployment.ts'
import { AppError } from './core/errors.ts'
import { loadDeployment } from './deployment-file.ts'
import type { FlowSet } from './flows/flow.ts'
import { loadFlows } from './flows/load-flows.ts'
import { formatProblem, type Problem, sortProblems } from './flows/problem.ts'
import type { KnowledgeIndex } from './knowledge/knowledge-index.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'

/** What staff edit: flows, documents and the deployment, read and checked together. */
export interface Content {
  flows: FlowSet
  knowledge: KnowledgeIndex
  deployment: Deployment
}

export interface LoadedContent {
  /** Null when something is so wrong that nothing may start with it. */
  content: Content | null
  problems: Problem[]
}

/** Reads everything, reports every problem at once. `now`: ms, for what has to be looked at again by a day. */
export async function loadContent(deploymentFile: string, now: number): Promise<LoadedContent> {
  const { deployment, problems: ofDeployment } = await loadDeployment(deploymentFile, now)
  const [flows, knowledge] = await Promise.all([
    loadFlows('flows', deployment ?? undefined),
    loadKnowledge('knowledge', now),
  ])
  const problems = sortProblems([...ofDeployment, ...flows.problems, ...knowledge.problems])
  const broken = deployment === null || problems.some((problem) => problem.severity === 'error')
  return {
    content: broken ? null : { flows: flows.flowSet, knowledge: knowledge.index, deployment },
    problems,
  }
}

/** The content, or AppError `content:invalid` that lists every error with file and line. */
export function requireContent({ content, problems }: LoadedContent): Content {
  if (content !== null) return content
  const errors = problems.filter((problem) => problem.severity === 'error').map(formatProblem)
  throw new AppError('content:invalid', {
    message: `Content to correct before the hotline can start:\n${errors.join('\n')}`,
  })
}
