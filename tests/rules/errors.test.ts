import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorCatalogue } from '../../src/core/errors.ts'

describe('error catalogue', () => {
  it('stands whole in src/README.md, with the same statuses', () => {
    const table = readFileSync('src/README.md', 'utf8')
    const documented = [...table.matchAll(/^\| `([a-z:_]+)` +\| (\d{3}) +\|/gm)].map(
      ([, code, status]) => `${code} ${status}`,
    )

    const real = Object.entries(errorCatalogue).map(([code, { status }]) => `${code} ${status}`)

    expect(documented.toSorted()).toEqual(real.toSorted())
  })
})
