// `node scripts/fit-weak-signs.mjs [MORE.jsonl …]`: fits src/safety/patterns/weak-sign-weights.ts to eval/safety.jsonl
// (logistic regression over words and pairs without marks) after `npx tsc -p tsconfig.json`. Repeatable: no randomness
// but a fixed seed.
import { readFileSync, writeFileSync } from 'node:fs'
import { weakSignsOf } from '../dist/safety/weak-signs.js'
import { readWords } from '../dist/safety/words.js'

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
  return { crisis, share, features: [...new Set(weakSignsOf(words))], norm: Math.sqrt(words.length + 1) }
})

function seeded(seed) {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

function shuffle(list, random) {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1))
    ;[list[i], list[j]] = [list[j], list[i]]
  }
}

function fit(known) {
  const weights = new Map([...known].map((feature) => [feature, 0]))
  let bias = 0
  const random = seeded(1)
  const order = examples.map((example) => ({
    ...example,
    features: example.features.filter((f) => known.has(f)),
  }))
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random)
    const rate = 0.3 / (1 + epoch * 0.1)
    for (const { crisis, share, features, norm } of order) {
      const z = bias + features.reduce((sum, f) => sum + weights.get(f), 0) / norm
      const error = (1 / (1 + Math.exp(-z)) - (crisis === null ? 0 : 1)) * share
      bias -= rate * error * 0.1
      for (const f of features)
        weights.set(f, weights.get(f) - rate * (error / norm + DECAY * weights.get(f)))
    }
  }
  return { weights, bias }
}

const seen = new Map()
for (const { features } of examples) for (const f of features) seen.set(f, (seen.get(f) ?? 0) + 1)
const frequent = [...seen]
  .filter(([f, n]) => n >= (f.includes('_') ? 3 : 2) && !/^\d+$/.test(f))
  .map(([f]) => f)
const first = fit(new Set(frequent))
const value = (f) => Math.abs(first.weights.get(f)) * Math.sqrt(seen.get(f))
const { weights, bias } = fit(new Set(frequent.sort((a, b) => value(b) - value(a)).slice(0, KEPT)))

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
