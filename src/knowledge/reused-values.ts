import type { InvertedIndex } from './inverted-index.ts'

/** Values of which the first `count` places in `touched` hold any. */
interface Touched {
  touched: Int32Array
  count: number
}

/**
 * One set of values for each index, emptied and used again: a hundred kilobytes for every question would keep the
 * collector busy. `clear` empties one place. What is given holds until it is asked for again for the same index.
 */
export function createReusedValues<Values extends Touched>(
  create: (size: number) => Values,
  clear: (values: Values, at: number) => void,
): (index: InvertedIndex, size: number) => Values {
  const used = new WeakMap<InvertedIndex, Values>()
  return (index, size) => {
    const values = used.get(index) ?? create(size)
    for (let i = 0; i < values.count; i++) clear(values, values.touched[i] ?? 0)
    values.count = 0
    used.set(index, values)
    return values
  }
}
