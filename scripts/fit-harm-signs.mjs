// `node scripts/fit-harm-signs.mjs`, after a build: fits src/safety/patterns/harm-sign-weights.ts to the questions of eval/ (logistic
// regression over words and pairs without marks and the meanings of the grammar), the examples of flows/ and the
// ordinary replies of tests/safety. Repeatable: a fixed seed. Run it after every change of harm-*.ts or of those files.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import { fold } from '../dist/lib/vietnamese.js'
import { readHarm } from '../dist/safety/find-harm.js'
import { harmSignsOf } from '../dist/safety/weigh-harm.js'
import { readWords } from '../dist/safety/words.js'

const KEPT = 900
const EPOCHS = 25
const DECAY = 0.001
const HARM_SHARE = 2
/** Steps of weight 1: the shipped weights are whole numbers. */
const STEPS = 10
const OUT = 'src/safety/patterns/harm-sign-weights.ts'

const rows = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
const typings = ({ q, nodia, teen }) => [...new Set([q, nodia ?? fold(q), teen ?? q])]
const examplesIn = (node) =>
  node === null || typeof node !== 'object'
    ? []
    : Object.entries(node).flatMap(([key, value]) =>
        key === 'examples'
          ? Object.values(value)
              .flat()
              .filter((text) => typeof text === 'string')
          : examplesIn(value),
      )
const examples = [
  ...readdirSync('flows')
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('.test.yaml'))
    .flatMap((file) => examplesIn(parse(readFileSync(`flows/${file}`, 'utf8'))))
    .flatMap((text) => [text, fold(text)].map((typed) => ({ text: typed, harm: false }))),
  ...['harm', 'unseen', 'acts', 'people', ''].flatMap((name) =>
    rows(`eval/questions${name && `-${name}`}.jsonl`).flatMap((row) =>
      typings(row).map((text) => ({
        text,
        harm: /harm|dose|medical/.test(row.kind) && row.gold.length === 0,
      })),
    ),
  ),
  ...rows('eval/look-alikes.jsonl').flatMap((row) => typings(row).map((text) => ({ text, harm: false }))),
  ...['safety', 'tellings', 'tellings-unseen', 'tellings-second', 'tellings-voices', 'tellings-heldout']
    .flatMap((name) => rows(`eval/${name}.jsonl`))
    .filter(({ intent }) => intent !== 'other')
    .flatMap(({ text }) => [text, fold(text)].map((typed) => ({ text: typed, harm: false }))),
  ...readFileSync('tests/safety/ordinary-replies.txt', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((text) => [text, fold(text)].map((typed) => ({ text: typed, harm: false }))),
].map(({ text, harm }) => {
  const reading = readWords([text])
  return {
    harm,
    features: harmSignsOf(reading, readHarm(reading)),
    norm: Math.sqrt(reading.words.length + 1),
  }
})

function fit(known) {
  const weights = new Map([...known].map((feature) => [feature, 0]))
  let bias = 0
  let state = 1
  const order = examples.map((one) => ({ ...one, features: one.features.filter((f) => known.has(f)) }))
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let i = order.length - 1; i > 0; i -= 1) {
      state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
      const j = Math.floor((state / 4_294_967_296) * (i + 1))
      ;[order[i], order[j]] = [order[j], order[i]]
    }
    const rate = 0.3 / (1 + epoch * 0.1)
    for (const { harm, features, norm } of order) {
      const z = bias + features.reduce((sum, f) => sum + weights.get(f), 0) / norm
      const error = (1 / (1 + Math.exp(-z)) - Number(harm)) * (harm ? HARM_SHARE : 1)
      bias -= rate * error * 0.1
      for (const f of features)
        weights.set(f, weights.get(f) - rate * (error / norm + DECAY * weights.get(f)))
    }
  }
  return { weights, bias }
}

const seen = new Map()
for (const { features } of examples) for (const f of features) seen.set(f, (seen.get(f) ?? 0) + 1)
const frequent = [...seen].filter(([f, n]) => n >= 3 && /^[#a-z_.A-Z]+$/.test(f)).map(([f]) => f)
const first = fit(new Set(frequent))
const value = (f) => Math.abs(first.weights.get(f)) * Math.sqrt(seen.get(f))
const { weights, bias } = fit(new Set(frequent.sort((a, b) => value(b) - value(a)).slice(0, KEPT)))

const lines = new Map()
for (const [feature, weight] of weights) {
  const rounded = Math.round(weight * STEPS)
  if (rounded !== 0) lines.set(rounded, [...(lines.get(rounded) ?? []), feature])
}
writeFileSync(
  OUT,
  `/** Made by scripts/fit-harm-signs.mjs. Each line: a weight, then the words without marks and the meanings that have it. */
export const harmSignWeights = \`
${[...lines]
  .sort(([a], [b]) => a - b)
  .map(([weight, list]) => `${weight}: ${list.sort().join(' ')}`)
  .join('\n')}
\`

export const harmSignBias = ${(bias * STEPS).toFixed(1)}
export const harmSignUnit = ${STEPS}
`,
)
