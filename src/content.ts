import { fork } from 'node:child_process'
import { AppError } from './core/errors.ts'
import type { Deployment } from './core/deployment.ts'
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

/** As `loadContent`, in a process that ends afterwards: parsing needs some 60 MB that a server would keep for ever. */
export async function loadContentAside(deploymentFile: string, now: number): Promise<LoadedContent> {
  const child = fork(new URL('./content-process.js', import.meta.url), [deploymentFile, String(now)], {
    serialization: 'advanced',
  })
  return new Promise((loaded, failed) => {
    child.once('message', (message) => loaded(message as LoadedContent))
    child.once('error', failed)
    child.once('exit', (code) => failed(new Error(`reading the content ended with ${code}`)))
  })
}

/** The content, or AppError `content:invalid` that lists every error with file and line. */
export function requireContent({ content, problems }: LoadedContent): Content {
  if (content !== null) return content
  const errors = problems.filter((problem) => problem.severity === 'error').map(formatProblem)
  throw new AppError('content:invalid', {
    message: `Content to correct before the hotline can start:\n${errors.join('\n')}`,
  })
}
