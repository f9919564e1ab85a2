import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { EvalQuestion } from '../../src/cli/eval-knowledge.ts'
import { evaluate, main, readMessages } from '../../src/cli/eval-safety.ts'
import { loadFlows } from '../../src/flows/load-flows.ts'
import { fold } from '../../src/lib/vietnamese.ts'
import { detectDanger } from '../../src/safety/detect-danger.ts'

describe('npm run eval:safety', () => {
  it('reaches its figures on our own messages', async () => {
    const messages = readMessages(await readFile('eval/safety.jsonl', 'utf8'))
    const report = evaluate(messages, (await loadFlows('flows')).flowSet)
    expect(messages.length).toBeGreaterThanOrEqual(220)
    expect(messages.filter(({ crisis }) => crisis === null).length).toBeGreaterThanOrEqual(90)
    expect(report.crisis.recall).toBeGreaterThanOrEqual(0.97)
    expect(report.crisis.precision).toBeGreaterThanOrEqual(0.9)
    expect(report.crisis.typeAccuracy).toBeGreaterThanOrEqual(0.9)
    // Batches A to E were written for danger; what intent classification makes of them is a lower bar for now.
    const forIntent = messages.filter(({ note }) => !/^batch [A-E]$/.test(note ?? ''))
    const { intent } = evaluate(forIntent, (await loadFlows('flows')).flowSet)
    expect(intent.accuracy).toBeGreaterThanOrEqual(0.85)
    expect(report.intent.accuracy).toBeGreaterThanOrEqual(0.78)
  })
  it('needs no tone marks', async () => {
    const messages = readMessages(await readFile('eval/safety.jsonl', 'utf8'))
    const bare = messages.map((message) => ({ ...message, text: fold(message.text) }))
    const { crisis } = evaluate(bare, (await loadFlows('flows')).flowSet)
    expect(crisis.recall).toBeGreaterThanOrEqual(0.95)
    expect(crisis.precision).toBeGreaterThanOrEqual(0.95)
    expect(crisis.typeAccuracy).toBeGreaterThanOrEqual(0.83)
  })
  it('leaves ordinary replies in peace', async () => {
    const replies = (await readFile('tests/safety/ordinary-replies.txt', 'utf8')).split('\n').filter(Boolean)
    const alarms = replies.filter((reply) => detectDanger(reply, []) !== null)
    expect(alarms.length / replies.length).toBeLessThan(0.02)
  })
  it('leaves the questions of the knowledge base in peace', async () => {
    const lines = (await readFile('eval/questions.jsonl', 'utf8')).split('\n').filter((line) => line !== '')
    const questions = lines.map((line) => EvalQuestion.parse(JSON.parse(line)))
    const texts = questions.flatMap(({ q, nodia, teen }) => [q, nodia ?? q, teen ?? q])
    const alarms = texts.filter((text) => detectDanger(text, []) !== null)
    expect(alarms.length / texts.length).toBeLessThan(0.02)
  })
  it('counts what is missed, what is a false alarm and what is confused', async () => {
    const { flowSet } = await loadFlows('flows')
    const report = evaluate(
      readMessages(
        [
          { text: 'gọi mãi không dậy, môi tím', crisis: 'suicide', intent: 'counselling-family' },
          { text: 'chào bạn', crisis: 'overdose', intent: 'tip' },
          { text: 'em muốn chết', crisis: null, intent: 'counselling-self' },
        ]
          .map((line) => JSON.stringify(line))
          .join('\n'),
      ),
      flowSet,
    )
    expect(report.crisis).toEqual({
      recall: 0.5,
      precision: 0.5,
      typeAccuracy: 0,
      missed: ['chào bạn'],
      falseAlarms: ['em muốn chết'],
    })
    expect(report.intent.confusions).toEqual({ 'tip > other': 1 })
  })
  it('prints one JSON object of the documented form', async () => {
    const lines: string[] = []
    expect(await main(['--json'], { print: (line) => void lines.push(line) })).toBe(0)
    expect(lines).toHaveLength(1)
    expect(Object.keys(JSON.parse(lines[0] ?? ''))).toEqual(['messages', 'crisis', 'intent', 'latencyMs'])
  })
  it('refuses a malformed line', () => {
    expect(() => readMessages('{"text":"a","crisis":"flood","intent":"other"}')).toThrow()
  })
})
