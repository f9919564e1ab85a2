import { z } from 'zod'
import { AppError } from '../core/errors.ts'
import type { Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import { AuditEntry, type AuditStep, chainEntry, parseHead, printHead } from './audit-log.ts'
import { parseStored } from './parse-stored.ts'
import { isOpen, orderScore, TriageItem } from './triage-item.ts'
import type { AuditChain, TriageStore } from './triage-store.ts'

const changeScript = loadScript(import.meta.url, 'change-state.lua')
const appendScript = loadScript(import.meta.url, 'append-audit.lua')
const Answer = z.enum(['stored', 'exists', 'gone', 'conflict', 'moved'])
type Answer = z.infer<typeof Answer>

/** How often a step is chained anew when others append at the same moment. Each round somebody gets through. */
const MAX_ROUNDS = 200

/** Every key of a unit carries its hash tag, beside the unit's stream. */
const key = {
  item: (unit: string, tip: string) => `antam:{unit:${unit}}:item:${tip}`,
  index: (unit: string, scope: 'open' | 'done') => `antam:{unit:${unit}}:items:${scope}`,
  audit: (unit: string) => `antam:{unit:${unit}}:audit`,
  head: (unit: string) => `antam:{unit:${unit}}:audit-head`,
}

/** Items that changed are published here, as JSON. */
export const itemChannel = 'antam:staff:items'

export function createRedisTriageStore(redis: Redis): TriageStore {
  async function store(item: TriageItem, before: number, step: AuditStep): Promise<Answer> {
    const { unit, tip } = item
    const scope = isOpen(item.state) ? 'open' : 'done'
    const keys = [
      key.item(unit, tip),
      key.index(unit, 'open'),
      key.index(unit, 'done'),
      key.audit(unit),
      key.head(unit),
    ]
    const args = [String(before), JSON.stringify(item), tip, String(scoreOf(item, step)), scope]
    return await chained(redis, unit, step, (place) =>
      runScript(redis, changeScript, keys, [...args, ...place, itemChannel]),
    )
  }
  async function create(item: TriageItem, step: AuditStep): Promise<boolean> {
    return (await store(item, 0, step)) === 'stored'
  }
  async function change(item: TriageItem, step: AuditStep): Promise<void> {
    const answer = await store(item, item.version - 1, step)
    if (answer === 'gone') throw new AppError('request:not_found')
    if (answer !== 'stored') throw new AppError('triage:conflict')
  }
  async function record(unit: string, step: AuditStep): Promise<void> {
    const keys = [key.audit(unit), key.head(unit)]
    await chained(redis, unit, step, (place) => runScript(redis, appendScript, keys, place))
  }
  return { create, change, record, ...readers(redis) }
}

function readers(redis: Redis) {
  async function item(unit: string, tip: string): Promise<TriageItem | null> {
    const name = key.item(unit, tip)
    const text = await redis.read(name, (node) => node.get(name))
    return text === null ? null : parseStored(TriageItem, text)
  }
  async function list(unit: string, scope: 'open' | 'done', max: number): Promise<TriageItem[]> {
    const index = key.index(unit, scope)
    const order = { REV: scope === 'done' }
    return await itemsOf(unit, await redis.read(index, (node) => node.zRange(index, 0, max - 1, order)))
  }
  async function finishedBefore(unit: string, before: number): Promise<TriageItem[]> {
    const index = key.index(unit, 'done')
    return await itemsOf(unit, await redis.read(index, (node) => node.zRangeByScore(index, 0, before)))
  }
  async function itemsOf(unit: string, tips: string[]): Promise<TriageItem[]> {
    if (tips.length === 0) return []
    const index = key.index(unit, 'done')
    const items = tips.map((tip) => key.item(unit, tip))
    const texts = await redis.read(index, (node) => node.mGet(items))
    return texts.filter((text) => text !== null).map((text) => parseStored(TriageItem, text))
  }
  async function audit(unit: string): Promise<AuditChain> {
    const names = { chain: key.audit(unit), head: key.head(unit) }
    const [texts, head] = await redis.read(names.chain, (node) =>
      node.multi().lRange(names.chain, 0, -1).get(names.head).execTyped(),
    )
    return { entries: texts.map((text) => parseStored(AuditEntry, text)), head: parseHead(head) }
  }
  return { item, list, finishedBefore, audit }
}

/** Waiting items by urgency and age, finished ones by when they were finished. */
function scoreOf(item: TriageItem, step: AuditStep): number {
  return isOpen(item.state) ? orderScore(item) : Date.parse(step.at)
}

/** Chains the step to the present head and runs; whoever appended first in between makes it chain again. */
async function chained(
  redis: Redis,
  unit: string,
  step: AuditStep,
  run: (place: string[]) => Promise<unknown>,
): Promise<Answer> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const head = await redis.read(key.head(unit), (node) => node.get(key.head(unit)))
    const entry = chainEntry(parseHead(head), step)
    const answer = Answer.parse(await run([head ?? '', JSON.stringify(entry), printHead(entry)]))
    if (answer !== 'moved') return answer
  }
  throw new AppError('triage:conflict', { retryable: true })
}
