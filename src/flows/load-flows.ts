import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import { compileFlows } from './compile-flows.ts'
import { Flow, type FlowSet } from './flow.ts'
import type { FlowSource } from './flow-source.ts'
import { inspectFlows } from './inspect-flows.ts'
import { formatProblem, hasErrors, type Problem, sortProblems } from './problem.ts'
import { readYaml } from './yaml-file.ts'

/** What a folder of flow files gave. `flowSet` holds the files that could be read, so use it only without errors. */
export interface LoadedFlows {
  flowSet: FlowSet
  sources: FlowSource[]
  problems: Problem[]
}

/**
 * Reads every `*.yaml` of a folder but the transcripts (`*.test.yaml`): YAML, then the schema, then what refers to
 * what. With a deployment, hotline names are checked too. Rejects only when the folder itself cannot be read.
 */
export async function loadFlows(dir: string, deployment?: Deployment): Promise<LoadedFlows> {
  const names = (await readdir(dir))
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
    .sort()
  const read = await Promise.all(names.map((name) => readFlow(join(dir, name))))
  const sources = read.flatMap((one) => one.source ?? [])
  const problems = read.flatMap((one) => one.problems)
  const inspected = inspectFlows(sources, {
    ...(deployment && { hotlines: deployment.hotlines.map((hotline) => hotline.id) }),
    complete: problems.length === 0,
  })
  return {
    flowSet: compileFlows(sources.map((source) => source.flow)),
    sources,
    problems: sortProblems([...problems, ...inspected]),
  }
}

/** The flows, or AppError `content:invalid` whose message lists every error with file and line. */
export async function requireFlows(dir: string, deployment?: Deployment): Promise<FlowSet> {
  const { flowSet, problems } = await loadFlows(dir, deployment)
  if (!hasErrors(problems)) return flowSet
  const errors = problems.filter((problem) => problem.severity === 'error')
  throw new AppError('content:invalid', {
    message: `The flows are not valid.\n${errors.map(formatProblem).join('\n')}`,
  })
}

async function readFlow(file: string): Promise<{ source: FlowSource | null; problems: Problem[] }> {
  const { value, problems, lineAt } = readYaml(file, await readFile(file, 'utf8'), Flow)
  if (value === null) return { source: null, problems }
  const expected = basename(file, '.yaml').replaceAll('-', '_')
  if (value.name !== expected) {
    problems.push({
      file,
      line: lineAt(['name']),
      severity: 'error',
      message: `the name must be "${expected}", as the file is called`,
    })
  }
  return { source: { flow: value, file, lineAt }, problems }
}
