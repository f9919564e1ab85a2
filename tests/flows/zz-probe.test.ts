import { readFileSync } from 'node:fs'
import { it } from 'vitest'
import { detectDanger } from '../../src/safety/detect-danger.ts'
import { detectRefusal } from '../../src/safety/detect-refusal.ts'
import { looksLikeQuestion } from '../../src/safety/looks-like-question.ts'
import { classifyIntent } from '../../src/engine/classify-intent.ts'
import { loadFlows } from '../../src/flows/load-flows.ts'
it('probes', async () => {
  const { flowSet } = await loadFlows('flows')
  // every example: no danger, own intent
  const lines: string[] = []
  let n = 0, ok = 0
  for (const flow of Object.values(flowSet.flows)) for (const intent of flow.intents) for (const text of [...intent.examples.vi, ...intent.examples.en]) {
    n++
    const d = detectDanger(text, []); const r = detectRefusal(text); const c = classifyIntent(text, flowSet)
    if (c?.intent === intent.name) ok++
    if (d || r || c?.intent !== intent.name) lines.push(`${intent.name} | ${text} | ${d ? d.type + '/' + d.level : ''} | ${r ?? ''} | ${c?.intent ?? '-'} ${c?.confidence ?? ''}`)
  }
  // every button title and synonym: no danger, no refusal
  for (const flow of Object.values(flowSet.flows)) if (flow.name !== 'emergency') for (const [name, node] of Object.entries(flow.nodes)) if (node.wait?.type === 'choice') for (const ch of node.wait.choices) for (const text of [ch.title.vi, ch.title.en, ...(ch.synonyms?.vi ?? []), ...(ch.synonyms?.en ?? [])]) {
    const d = detectDanger(text, []); const r = detectRefusal(text)
    if (d || r) lines.push(`BUTTON ${flow.name}.${name} | ${text} | ${d ? d.type + '/' + d.level : ''} | ${r ?? ''}`)
  }
  const extra: string[][] = JSON.parse(readFileSync('/tmp/probe.json', 'utf8'))
  for (const [text = '', ...recent] of extra) { const d = detectDanger(text, recent); lines.push(`PROBE ${text} <- ${recent} | ${JSON.stringify(d)} | ${detectRefusal(text)} | q=${looksLikeQuestion(text)} | ${JSON.stringify(classifyIntent(text, flowSet))}`) }
  console.log(`${ok}/${n}\n` + lines.join('\n'))
})
