import { describe, expect, it } from 'vitest'
import { dangerTypes } from '../../src/core/danger.ts'
import type { Flow, Node, Text } from '../../src/flows/flow.ts'
import { loadFlows } from '../../src/flows/load-flows.ts'
import { countSyllables, fold } from '../../src/lib/vietnamese.ts'

const { flowSet } = await loadFlows('flows')
const flows = Object.values(flowSet.flows)
const nodes = flows.flatMap((flow) =>
  Object.entries(flow.nodes).map(([name, node]) => ({ flow, name, node, at: `${flow.name}.${name}` })),
)

/** Every wording of a node's messages and reminders. */
function wordings(node: Node, language: 'vi' | 'en'): string[] {
  const texts: Text[] = node.actions.flatMap((action) => (action.type === 'send_msg' ? [action.text] : []))
  if (node.wait?.reminder !== undefined) texts.push(node.wait.reminder.text)
  return texts.flatMap((text) => text[language])
}

function everyText(languages: readonly ('vi' | 'en')[] = ['vi', 'en']): { at: string; text: string }[] {
  return nodes.flatMap(({ node, at }) =>
    languages.flatMap((language) => wordings(node, language)).map((text) => ({ at, text })),
  )
}

/** A placeholder is spoken as about one syllable: a number of three digits. */
function spoken(text: string): string {
  return text.replace(/\{\{[^}]+\}\}/g, '115')
}

function emergency(): Flow {
  const flow = flowSet.flows['emergency']
  if (flow === undefined) throw new Error('there is no emergency flow')
  return flow
}

/** The nodes that first speak after an entry: routers before them only choose the wording. */
function firstReplies(name: string): { name: string; node: Node }[] {
  const node = emergency().nodes[name]
  if (node === undefined) return []
  if (node.wait !== undefined) return [{ name, node }]
  return [...new Set(Object.values(node.router?.exits ?? {}))].flatMap(firstReplies)
}

describe('what the flows say', () => {
  it('asks at most one question in a message of at most sixty syllables', () => {
    const long = everyText(['vi']).filter(({ text }) => countSyllables(spoken(text)) > 60)
    const many = everyText().filter(({ text }) => (text.match(/\?/g) ?? []).length > 1)

    expect({
      long: long.map((one) => `${one.at} ${countSyllables(spoken(one.text))}`),
      many: many.map((one) => one.at),
    }).toEqual({ long: [], many: [] })
  })

  it('never calls names, never promises secrecy or that somebody is coming', () => {
    const banned = [
      'con nghien',
      'thang nghien',
      'hu hong',
      'tuyet doi',
      'absolute',
      'bi mat',
      'junkie',
      'addict ',
      'xe dang toi',
      'cuu thuong dang',
      'se co nguoi lien he',
      'khong sao dau',
      'khong bi bat',
    ]
    const found = everyText().flatMap(({ at, text }) =>
      banned.filter((word) => fold(text).includes(word)).map((word) => `${at}: ${word}`),
    )

    // "a secret word" that a family agrees on is no promise.
    expect(found.filter((one) => one !== 'counsel_self.inv_feedback: bi mat')).toEqual([])
  })

  it('takes every number from the deployment', () => {
    const typed = everyText().filter(({ text }) =>
      /\b(?:11[0-9]|0\d{3}[ .]?\d{2})\b/.test(text.replace(/\{\{[^}]+\}\}/g, '')),
    )

    expect(typed).toEqual([])
  })

  it('says that a person was told only where request_human succeeded', () => {
    const successes = new Set(
      flows.flatMap((flow) =>
        Object.values(flow.nodes).flatMap((node) =>
          node.actions.some((action) => action.type === 'request_human')
            ? [`${flow.name}.${node.router?.exits['success']}`]
            : [],
        ),
      ),
    )
    const claims = everyText()
      .filter(({ text }) =>
        /(?:đã báo (?:họ|người trực|tư vấn viên)|đang nối|have told (?:a counsellor|them))/i.test(text),
      )
      .map((one) => one.at)

    expect(claims.filter((at) => !successes.has(at))).toEqual([])
    expect(claims.length).toBeGreaterThan(0)
  })

  it('offers at most three answers and a person in counselling', () => {
    const crowded = nodes.filter(
      ({ flow, node }) =>
        flow.name.startsWith('counsel') &&
        node.wait?.type === 'choice' &&
        node.wait.choices.filter((choice) => choice.id !== 'human').length > 3,
    )
    const alone = nodes.filter(
      ({ flow, node }) =>
        flow.name.startsWith('counsel') &&
        node.wait?.type === 'choice' &&
        !node.wait.choices.some((choice) => choice.id === 'human'),
    )

    expect([...crowded, ...alone].map(({ at }) => at)).toEqual([])
  })

  it('has enough examples of each intent, with and without tone marks', () => {
    const intents = flows.flatMap((flow) => flow.intents)
    const poor = intents.filter(
      ({ examples }) =>
        new Set(examples.vi).size < 25 ||
        new Set(examples.en).size < 8 ||
        examples.vi.filter((one) => fold(one) === one.toLowerCase()).length < 4,
    )

    expect(poor.map((one) => one.name)).toEqual([])
    expect(intents.map((one) => one.name).sort()).toEqual([
      'counselling-family',
      'counselling-self',
      'law question',
      'other',
      'receipt',
      'services',
      'tip',
    ])
  })
})

describe('the first reply to danger', () => {
  it.each(dangerTypes)(
    '%s: the number in its first line, one question, at most seventy syllables, a way back',
    (type) => {
      const replies = firstReplies(emergency().entries?.[type] ?? '')

      expect(replies.length).toBeGreaterThan(0)
      for (const { name, node } of replies) {
        for (const language of ['vi', 'en'] as const) {
          const [text = '', ...more] = wordings({ ...node, wait: undefined }, language)
          expect(more, name).toEqual([])
          expect(text.split('\n')[0], name).toMatch(/\{\{hotline\.(?:emergency|police|child)\}\}/)
          expect(text.match(/\?/g), name).toHaveLength(1)
          if (language === 'vi') expect(countSyllables(spoken(text)), name).toBeLessThanOrEqual(70)
        }
        expect(
          node.wait?.type === 'choice' && node.wait.choices.some((choice) => choice.id === 'back'),
          name,
        ).toBe(true)
      }
    },
  )

  it('is fixed: no variants, and no service stands before it', () => {
    const texts = Object.values(emergency().nodes).flatMap((node) =>
      node.actions.flatMap((action) => (action.type === 'send_msg' ? [action.text] : [])),
    )

    expect(texts.filter((text) => Array.isArray(text.vi) || Array.isArray(text.en))).toEqual([])
  })

  it('names a number to call in every step that waits', () => {
    const silent = Object.entries(emergency().nodes).filter(
      ([, node]) =>
        node.wait !== undefined && !wordings(node, 'vi').some((text) => text.includes('{{hotline.')),
    )

    expect(silent.map(([name]) => name)).toEqual([])
  })
})
