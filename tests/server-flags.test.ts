import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SERVER_FLAGS } from '../src/server-flags.ts'

describe('server-flags', () => {
  it('are those of npm start and of the image', () => {
    expect(readFileSync('package.json', 'utf8')).toContain(
      `"node ${SERVER_FLAGS.join(' ')} scripts/start.mjs"`,
    )
    const quoted = SERVER_FLAGS.map((flag) => `"${flag}"`).join(', ')
    expect(readFileSync('Dockerfile', 'utf8')).toContain(`["node", ${quoted}, "dist/main.js"]`)
  })
})
