import { describe, expect, it } from 'vitest'
import { checkKnowledge } from '../../src/knowledge/check-knowledge.ts'
import type { FrontMatter, KnowledgeDocument } from '../../src/knowledge/document.ts'
import { loadDocuments } from '../../src/knowledge/load-knowledge.ts'
import { parseDocument } from '../../src/knowledge/parse-document.ts'

const { documents } = await loadDocuments('knowledge')
const TODAY = '2026-11-21'

function law(changes: Partial<FrontMatter>, body = '### Điều 1. Một\n\n1. Một câu.\n'): KnowledgeDocument {
  const front = {
    ...documents.find((document) => document.front.id === 'luat-120-2025')?.front,
    replaces: null,
    ...changes,
  }
  const head = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  const { document, problems } = parseDocument(
    `${front.id}.md`,
    `---\n${head.join('\n')}\n---\n${body}`,
    null,
  )
  if (document === null) throw new Error(JSON.stringify(problems))
  return document
}

const messages = (given: KnowledgeDocument[], today?: string) =>
  checkKnowledge(given, today)
    .map(({ message }) => message)
    .join('\n')

describe('checkKnowledge', () => {
  it('finds nothing wrong in the repository today', () => {
    expect(checkKnowledge(documents, TODAY).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('finds every document overdue once its review day has passed', () => {
    const overdue = checkKnowledge(documents, '2027-12-01').filter(({ message }) =>
      message.includes('has passed'),
    )

    expect(new Set(overdue.map(({ file }) => file)).size).toBe(documents.length)
  })

  it.each([
    [
      'a successor that is not there',
      [law({ inForceTo: '2026-01-01', inForceFrom: '2020-01-01', replacedBy: 'luat-moi' })],
      'not a document here',
    ],
    ['an end before the beginning', [law({ inForceTo: '2020-01-01' })], 'inForceTo is before'],
    [
      'a citation that leads nowhere',
      [law({}, '### Điều 1. Một\n\n1. Theo Điều 7 của Luật này.\n')],
      'has no Điều 7',
    ],
    ['two laws at once', [law({ id: 'a' }), law({ id: 'b' })], 'both claim to be in force'],
    ['one id twice', [law({}), law({ number: '2/2026', title: 'Khác' })], 'is also that of'],
    [
      'a replaced law without an end',
      [law({ id: 'cu', replacedBy: 'moi' }), law({ id: 'moi', replaces: 'cu', title: 'Khác', number: '2' })],
      'must say its last day',
    ],
  ])('reports %s', (_, given, message) => {
    expect(messages(given)).toContain(message)
  })
})
