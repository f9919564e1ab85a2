// `node scripts/fit-weak-signs.mjs [MORE.jsonl …]`: fits src/safety/patterns/weak-sign-weights.ts to eval/safety.jsonl
// (logistic regression over words and pairs without marks) after `npx tsc -p tsconfig.json`. Repeatable: no randomness
// but a fixed seed.
import { readFileSync, writeFileSync } from 'node:fs'
import { weakSignsOf } from '../dist/safety/weak-signs.js'
import { readWords } from '../dist/safety/words.js'
import { fitLogistic } from './fit-logistic.mjs'

const KEPT = 500
const EPOCHS = 50
const DECAY = 0.003
/** Steps of weight 1: the shipped weights are whole numbers. */
const STEPS = 3
const OUT = 'src/safety/patterns/weak-sign-weights.ts'

const lines = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
const isOrdinary = (text) => ({ text, crisis: null })
const examples = [
  ...['eval/safety.jsonl', ...process.argv.slice(2)].flatMap(lines).map((line) => JSON.parse(line)),
  ...lines('tests/safety/ordinary-replies.txt').map(isOrdinary),
  ...lines('eval/questions.jsonl')
    .map((line) => JSON.parse(line))
    .flatMap(({ q, nodia, teen }) => [...new Set([q, nodia ?? q, teen ?? q])].map(isOrdinary))
    .map((example) => ({ ...example, share: 0.5 })),
].map(({ text, crisis, share = 1 }) => {
  const { words } = readWords([text])
  return {
    crisis,
    isPositive: crisis !== null,
    share,
    features: [...new Set(weakSignsOf(words))],
    norm: Math.sqrt(words.length + 1),
  }
})

const { weights, bias } = fitLogistic(examples, {
  mayKeep: (sign, count) => count >= (sign.includes('_') ? 3 : 2) && !/^\d+$/.test(sign),
  kept: KEPT,
  epochs: EPOCHS,
  decay: DECAY,
})

const types = ['overdose', 'suicide', 'psychosis', 'violence', 'child', 'withdrawal']
const totals = types.map((type) => examples.filter(({ crisis }) => crisis === type).length)
function typeOf(feature) {
  const shares = types.map(
    (type, i) =>
      examples.filter(({ crisis, features }) => crisis === type && features.includes(feature)).length /
      totals[i],
  )
  return types[shares.indexOf(Math.max(...shares))]
}

const groups = new Map()
for (const [feature, weight] of weights) {
  const steps = Math.round(weight * STEPS)
  if (steps === 0) continue
  const name = `${steps > 0 ? typeOf(feature) : 'none'} ${steps}`
  groups.set(name, [...(groups.get(name) ?? []), feature])
}
const rows = [...groups]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, list]) => `${name}: ${list.sort().join(' ')}`)
writeFileSync(
  OUT,
  `/** Made by scripts/fit-weak-signs.mjs. Each line: the danger a word speaks for, its weight, the words without marks. */
export const weakSignWeights = \`
${rows.join('\n')}
\`
/** Of no word at all. */
export const weakSignBias = ${Math.round(bias * STEPS * 100) / 100}
/** Weight that makes the odds of danger e times higher. */
export const weakSignUnit = ${STEPS}
`,
)
console.log(rows.length, 'lines', [...groups.values()].flat().length, 'features', 'bias', bias)
