import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'

let dir: string
const law = () => join(dir, 'law', 'nghi-dinh-28-2026.md')
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'knowledge-'))
  await cp('knowledge', dir, { recursive: true })
})
afterEach(() => rm(dir, { recursive: true, force: true }))

describe('a document that cannot be read', () => {
  it.each<[string, (text: string) => string, RegExp]>([
    ['a key that is no YAML', (text) => text.replace('kind: decree', 'kind: [decree'), /./],
    ['a kind that nobody knows', (text) => text.replace('kind: decree', 'kind: poem'), /kind/],
    ['no end of its head', (text) => text.replace('\n---\n', '\n'), /./],
    ['no head', (text) => text.replace(/^---\n[\s\S]*?\n---\n/, ''), /./],
    ['nothing at all', () => '', /./],
  ])('is named, and no part of it is answered from: %s', async (_, spoil, message) => {
    await writeFile(law(), spoil(await readFile(law(), 'utf8')))
    const { index, problems } = await loadKnowledge(dir)
    const own = problems.filter(({ file }) => file === law())

    expect(own.length).toBeGreaterThan(0)
    expect(own[0]?.message).toMatch(message)
    expect(index.documents.map(({ id }) => id)).not.toContain('nghi-dinh-28-2026')
    expect(index.documents.map(({ id }) => id)).toContain('luat-120-2025')
  })

  it('is named with its line when an article stands there twice', async () => {
    const text = await readFile(law(), 'utf8')
    await writeFile(law(), `${text}\n### Điều 1. Một lần nữa\n\nLại nói điều khác.\n`)
    const { problems } = await loadKnowledge(dir)
    const own = problems.find(({ file, message }) => file === law() && /Điều 1|twice/.test(message))

    expect(own).toBeDefined()
    expect(own?.line).toBeGreaterThan(20)
  })
})
