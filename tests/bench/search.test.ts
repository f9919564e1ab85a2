import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { multiply, timeManyPassages } from '../../src/bench/search-many.ts'
import { buildPeers, type PlainPassage, type SearchPeer } from '../../src/bench/search-peers.ts'
import { EvalQuestion, isHit, readQuestions } from '../../src/cli/eval-knowledge.ts'
import type { FoundPassage } from '../../src/core/passage.ts'
import type { KnowledgeDocument } from '../../src/knowledge/document.ts'
import { loadDocuments, loadKnowledge } from '../../src/knowledge/load-knowledge.ts'

describe('generated passages', () => {
  let documents: KnowledgeDocument[]
  const all = (list: readonly KnowledgeDocument[]) => list.flatMap(({ passages }) => passages)

  beforeAll(async () => {
    documents = (await loadDocuments('knowledge')).documents
  })

  it('are as many as asked for, the real ones first, with ids of their own', () => {
    const passages = all(multiply(documents, 3_000))
    expect(passages).toHaveLength(3_000)
    expect(passages.slice(0, 5)).toEqual(all(documents).slice(0, 5))
    expect(new Set(passages.map(({ id }) => id)).size).toBe(3_000)
  })

  it('differ from the real ones and are the same in every run', () => {
    const real = all(documents).length
    const [once, again] = [all(multiply(documents, real + 50)), all(multiply(documents, real + 50))]
    expect(once).toEqual(again)
    expect(once[real]?.text).not.toBe(once[0]?.text)
  })

  it('are searched, each question timed', async () => {
    const { index } = await loadKnowledge('knowledge')
    const times = timeManyPassages(
      { documents, vocabulary: index.vocabulary },
      ['cai bao lâu', 'ma túy đá', 'sở y tế'],
      12_000,
    )
    expect(times).toHaveLength(3)
    expect(times.every((ms) => ms > 0)).toBe(true)
  }, 60_000)
})

describe('the libraries beside ours', () => {
  const passages: PlainPassage[] = [
    { heading: 'Thời hạn', text: 'Thời hạn cai nghiện lần đầu là 24 tháng' },
    { heading: 'Thăm gặp', text: 'Người nhà được thăm một lần mỗi tuần' },
    { heading: 'Hiệu lực', text: 'Luật này áp dụng từ ngày 01/7/2026' },
  ]
  let peers: SearchPeer[]

  beforeAll(async () => {
    peers = await buildPeers(passages, { mayInstall: false })
  })

  it('are the four that npm installs', () => {
    expect(peers.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['minisearch', 'orama', 'lunr', 'flexsearch']),
    )
  })

  it('find what has the very words of the question', async () => {
    for (const peer of peers.filter(({ name }) => name !== 'orama')) {
      expect(await peer.find('thăm một lần mỗi tuần', 3), peer.name).toContain(1)
    }
  })

  it('take questions with signs that mean something to them', async () => {
    for (const peer of peers) {
      expect((await peer.find('cai nghiện: bao lâu? (+ - ~2 ^ *) "24"', 3)).length).toBeLessThanOrEqual(3)
    }
  })
})

describe('the unseen questions', () => {
  it('are well formed, in three spellings, with a name each', async () => {
    const questions = readQuestions(await readFile('eval/questions-unseen.jsonl', 'utf8'))
    expect(questions.length).toBeGreaterThanOrEqual(190)
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
    for (const { q, nodia, teen } of questions) {
      expect([q, nodia, teen]).not.toContain(undefined)
      expect(nodia?.normalize('NFD')).not.toMatch(/[\u0300-\u036fđ]/u)
    }
  })

  it('point to documents that are there', async () => {
    const { index } = await loadKnowledge('knowledge')
    const ids = new Set(index.documents.map(({ id }) => id))
    const questions = readQuestions(await readFile('eval/questions-unseen.jsonl', 'utf8'))
    const isPossible = (question: EvalQuestion): boolean =>
      index.passages.some(([id, group, khoan, , text]) => {
        const [d, key] = index.groups[group] ?? [-1, '']
        const doc = index.documents[d]?.id ?? ''
        const place = /^\d/.test(key) ? { dieu: key, khoan } : { section: key }
        const passage: FoundPassage = { id, doc, ...place, heading: [], text, score: 0, inForce: true }
        return isHit(passage, question)
      })
    for (const question of questions.filter(({ gold }) => gold.length > 0)) {
      expect(
        question.gold.every(({ doc }) => ids.has(doc)),
        question.id,
      ).toBe(true)
      expect(isPossible(question), question.id).toBe(true)
    }
  })
})
