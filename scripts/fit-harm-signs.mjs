// `node scripts/fit-harm-signs.mjs`, after a build: fits src/safety/patterns/harm-sign-weights.ts to the questions of eval/ (logistic
// regression over words and pairs without marks and the meanings of the grammar), the examples of flows/ and the
// ordinary replies of tests/safety. Repeatable: a fixed seed. Run it after every change of harm-*.ts or of those files.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import { fold } from '../dist/lib/vietnamese.js'
import { readHarm } from '../dist/safety/find-harm.js'
import { harmSignsOf } from '../dist/safety/weigh-harm.js'
import { readWords } from '../dist/safety/words.js'
import { fitLogistic } from './fit-logistic.mjs'

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
    isPositive: harm,
    share: harm ? HARM_SHARE : 1,
    features: harmSignsOf(reading, readHarm(reading)),
    norm: Math.sqrt(reading.words.length + 1),
  }
})

const { weights, bias } = fitLogistic(examples, {
  mayKeep: (sign, count) => count >= 3 && /^[#a-z_.A-Z]+$/.test(sign),
  kept: KEPT,
  epochs: EPOCHS,
  decay: DECAY,
})

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
