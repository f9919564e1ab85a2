// What fit-harm-signs.mjs and fit-weak-signs.mjs share: logistic regression over the signs of texts. Repeatable: no
// randomness but a fixed seed.

/**
 * Fits a weight for each sign, and a bias, to examples `{ features, isPositive, share, norm }`: the example's signs,
 * whether it is one of those to find, how much it counts, and what the sum of its weights is divided by. `mayKeep(sign,
 * count)` says which signs are looked at; the `kept` that say most of them are fitted again, alone.
 * Gives `{ weights, bias }`, the weights as a Map by sign.
 */
export function fitLogistic(examples, { mayKeep, kept, epochs, decay }) {
  const seen = new Map()
  for (const { features } of examples) for (const f of features) seen.set(f, (seen.get(f) ?? 0) + 1)
  const frequent = [...seen].filter(([f, count]) => mayKeep(f, count)).map(([f]) => f)
  const first = descend(examples, new Set(frequent), { epochs, decay })
  const value = (f) => Math.abs(first.weights.get(f)) * Math.sqrt(seen.get(f))
  const best = frequent.sort((a, b) => value(b) - value(a)).slice(0, kept)
  return descend(examples, new Set(best), { epochs, decay })
}

/** Stochastic gradient descent over the known signs, with L2 decay. */
function descend(examples, known, { epochs, decay }) {
  const weights = new Map([...known].map((feature) => [feature, 0]))
  let bias = 0
  const random = seeded(1)
  const order = examples.map((one) => ({ ...one, features: one.features.filter((f) => known.has(f)) }))
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random)
    const rate = 0.3 / (1 + epoch * 0.1)
    for (const { isPositive, share, features, norm } of order) {
      const z = bias + features.reduce((sum, f) => sum + weights.get(f), 0) / norm
      const error = (1 / (1 + Math.exp(-z)) - Number(isPositive)) * share
      bias -= rate * error * 0.1
      for (const f of features)
        weights.set(f, weights.get(f) - rate * (error / norm + decay * weights.get(f)))
    }
  }
  return { weights, bias }
}

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
