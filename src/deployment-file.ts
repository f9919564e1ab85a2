import { readFile } from 'node:fs/promises'
import { Deployment } from './core/deployment.ts'
import { AppError } from './core/errors.ts'
import { TipCategory } from './core/tip.ts'
import { formatProblem, hasErrors, type Problem, sortProblems } from './flows/problem.ts'
import { readYaml } from './flows/yaml-file.ts'
import { recipientKind } from './tips/age-envelope.ts'

/** What a deployment file gave. `deployment` is null when it is not of the documented form. */
export interface LoadedDeployment {
  deployment: Deployment | null
  problems: Problem[]
}

/** Hotlines that flows and fixed danger replies rely on. */
const requiredHotlines = ['emergency', 'police', 'fire', 'child', 'rescue', 'drug-tips']

/** Numbers that nobody checked for this long are pointed out. */
const VERIFIED_DAYS = 365
const DAY_MS = 86_400_000

type Report = (path: (string | number)[], message: string, severity?: Problem['severity']) => void

/**
 * Reads one file of `config/`: YAML, then the schema, then what refers to what. All problems at once, each with its
 * line. Rejects only when the file itself cannot be read.
 * @param now ms; without it nothing is said about numbers that were checked long ago.
 */
export async function loadDeployment(file: string, now?: number): Promise<LoadedDeployment> {
  const yaml = readYaml(file, await readFile(file, 'utf8'), Deployment)
  const { value, problems } = yaml
  if (value === null) return { deployment: null, problems: sortProblems(problems) }
  const report: Report = (path, message, severity = 'error') => {
    problems.push({ file, line: yaml.lineAt(path), severity, message })
  }
  checkUnits(value, report)
  checkWards(value, report)
  checkRouting(value, report)
  checkBorder(value, report)
  checkInformed(value, report)
  checkHotlines(value, report, now)
  return { deployment: value, problems: sortProblems(problems) }
}

/** The problems of a deployment file, for `npm run content`. */
export async function checkDeployment(file: string, now?: number): Promise<Problem[]> {
  return (await loadDeployment(file, now)).problems
}

/** The deployment, or AppError `config:invalid` whose message lists every error with file and line. */
export async function requireDeployment(file: string): Promise<Deployment> {
  const { deployment, problems } = await loadDeployment(file)
  if (deployment !== null && !hasErrors(problems)) return Object.freeze(deployment)
  const errors = problems.filter((problem) => problem.severity === 'error')
  const list = errors.map(formatProblem).join('\n')
  throw new AppError('config:invalid', { message: `The deployment file is not valid.\n${list}` })
}

function checkUnits(deployment: Deployment, report: Report): void {
  reportRepeated(
    deployment.units.map((unit) => unit.id),
    ['units'],
    'id',
    report,
  )
  const known = idsOf(deployment.units)
  for (const [index, unit] of deployment.units.entries()) {
    if (unit.above !== null && !known.has(unit.above)) {
      report(['units', index, 'above'], `there is no unit "${unit.above}"`)
    } else if (isBelowItself(deployment, unit.id)) {
      report(
        ['units', index, 'above'],
        `"${unit.id}" would be above itself; one unit at the top needs "above: null"`,
      )
    }
    for (const [at, recipient] of unit.recipients.entries()) {
      if (recipientKind(recipient) === null)
        report(['units', index, 'recipients', at], 'this is not an age public key')
    }
  }
  if (!known.has(deployment.defaultUnit))
    report(['defaultUnit'], `there is no unit "${deployment.defaultUnit}"`)
}

function isBelowItself(deployment: Deployment, id: string): boolean {
  const seen = new Set<string>()
  let here: string | null = id
  while (here !== null) {
    if (seen.has(here)) return true
    seen.add(here)
    const above: string | null = deployment.units.find((unit) => unit.id === here)?.above ?? null
    here = above
  }
  return false
}

function checkWards(deployment: Deployment, report: Report): void {
  reportRepeated(
    deployment.wards.map((ward) => ward.code),
    ['wards'],
    'code',
    report,
  )
  const units = idsOf(deployment.units)
  for (const [index, ward] of deployment.wards.entries()) {
    if (ward.code === 'unknown')
      report(['wards', index, 'code'], '"unknown" stands for a ward that nobody told')
    if (!units.has(ward.unit)) report(['wards', index, 'unit'], `there is no unit "${ward.unit}"`)
    const [latitude = 0, longitude = 0] = ward.centre ?? []
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
      report(['wards', index, 'centre'], 'a centre is [latitude, longitude], in degrees')
    }
  }
}

function checkRouting(deployment: Deployment, report: Report): void {
  reportRepeated(
    deployment.routing.map((rule) => rule.category),
    ['routing'],
    'category',
    report,
  )
  const units = idsOf(deployment.units)
  for (const [index, rule] of deployment.routing.entries()) {
    if (!TipCategory.safeParse(rule.category).success) {
      report(['routing', index, 'category'], `there is no category "${rule.category}"; see config/README.md`)
    }
    if (!units.has(rule.unit)) report(['routing', index, 'unit'], `there is no unit "${rule.unit}"`)
  }
}

function checkBorder(deployment: Deployment, report: Report): void {
  const { borderGuard } = deployment
  const border = deployment.wards.findIndex((ward) => ward.border === true)
  if (borderGuard === undefined) {
    if (border !== -1)
      report(['wards', border, 'border'], 'a ward at the border needs "borderGuard" beside it')
    return
  }
  if (border === -1) report(['borderGuard'], 'no ward has "border: true", so it takes nothing', 'warning')
  if (!idsOf(deployment.units).has(borderGuard.unit))
    report(['borderGuard', 'unit'], `there is no unit "${borderGuard.unit}"`)
  checkCategories(borderGuard.categories, ['borderGuard', 'categories'], report)
}

function checkInformed(deployment: Deployment, report: Report): void {
  for (const [index, one] of (deployment.informs ?? []).entries())
    checkCategories(one.categories, ['informs', index, 'categories'], report)
}

function checkCategories(categories: readonly string[], path: (string | number)[], report: Report): void {
  for (const [index, category] of categories.entries()) {
    if (!TipCategory.safeParse(category).success)
      report([...path, index], `there is no category "${category}"; see config/README.md`)
  }
}

function checkHotlines(deployment: Deployment, report: Report, now: number | undefined): void {
  reportRepeated(
    deployment.hotlines.map((hotline) => hotline.id),
    ['hotlines'],
    'id',
    report,
  )
  const known = idsOf(deployment.hotlines)
  for (const id of requiredHotlines) {
    if (!known.has(id)) report(['hotlines'], `the hotline "${id}" is missing; the replies to danger name it`)
  }
  for (const [index, hotline] of deployment.hotlines.entries()) {
    if (!/^[\d .+-]{3,20}$/.test(hotline.phone))
      report(['hotlines', index, 'phone'], 'this is not a telephone number')
    if (
      now !== undefined &&
      hotline.verified !== null &&
      Date.parse(hotline.verified) < now - VERIFIED_DAYS * DAY_MS
    ) {
      report(
        ['hotlines', index, 'verified'],
        `${hotline.phone} was last checked on ${hotline.verified}; call it`,
        'warning',
      )
    }
  }
}

function idsOf(things: readonly { id: string }[]): Set<string> {
  return new Set(things.map((thing) => thing.id))
}

function reportRepeated(names: readonly string[], path: string[], key: string, report: Report): void {
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) !== index) report([...path, index, key], `"${name}" stands here twice`)
  }
}
