const VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50 }

/** "IV" → 4. Wants I, V, X and L only. */
export function fromRoman(roman: string): number {
  const values = [...roman].map((letter) => VALUES[letter] ?? 0)
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0)
}

const STEPS: ReadonlyArray<readonly [number, string]> = [
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

/** 4 → "IV", up to 89. */
export function toRoman(number: number): string {
  const step = STEPS.find(([value]) => value <= number)
  return step === undefined ? '' : step[1] + toRoman(number - step[0])
}
