import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFileCleaner } from '../src/file-cleaner.ts'

/** Programs that go wrong as a decoder may; the real one is built, and cleans in the journeys. */
describe('file cleaner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'antam-cleaner-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  function program(code: string): string {
    const file = join(folder, `p${Math.random()}.mjs`)
    writeFileSync(file, code)
    return file
  }
  const READ = `import { buffer } from 'node:stream/consumers'\nconst given = await buffer(process.stdin)\n`
  const one = new Uint8Array([1, 2, 3])
  const clean = (code: string, limitMs = 5_000) =>
    createFileCleaner({ program: program(code), limitMs })(one, 'photo')

  it('gives what the program made of the file', async () => {
    const code = `${READ}process.stdout.write('{"mime":"image/jpeg","shot":{"latitude":21,"longitude":105}}\\n'); process.stdout.write(given)`
    expect(await clean(code)).toEqual({
      bytes: one,
      mime: 'image/jpeg',
      shot: { latitude: 21, longitude: 105 },
    })
  })

  it('gives its reason', async () => {
    expect(await clean(`${READ}console.log('{"problem":"lies"}')`)).toEqual({ problem: 'lies' })
  })

  it.each([
    ['crashes', `${READ}process.abort()`],
    ['is killed by the system', `${READ}process.kill(process.pid, 'SIGKILL')`],
    ['ends without reading', 'process.exit(1)'],
    ['says nothing', READ],
    ['says nonsense', `${READ}console.log('<html>')`],
    ['names a type that is none', `${READ}console.log('{"mime":"text/html"}')`],
    ['runs out of memory', `${READ}const all = []; for (;;) all.push(new Array(1e6).fill({}))`],
    ['writes for ever', `${READ}const write = () => process.stdout.write(Buffer.alloc(1e6), write); write()`],
  ])(
    'survives one that %s',
    async (_name, code) => {
      expect(await clean(code, 20_000)).toEqual({ problem: 'damaged' })
    },
    30_000,
  )

  it('ends one that takes too long', async () => {
    expect(await clean('for (;;);', 300)).toEqual({ problem: 'too_slow' })
  })

  it('is told nothing of our environment', async () => {
    const code = `${READ}console.log(JSON.stringify({ problem: Object.keys(process.env).length === 0 ? 'empty' : 'lies' }))`
    expect(await clean(code)).toEqual({ problem: 'empty' })
  })

  it('cleans two at once, the others in turn', async () => {
    const code = `${READ}setTimeout(() => console.log('{"problem":"empty"}'), 100)`
    const cleaner = createFileCleaner({ program: program(code) })
    const all = await Promise.all(Array.from({ length: 5 }, () => cleaner(one, 'photo')))
    expect(all).toEqual(Array.from({ length: 5 }, () => ({ problem: 'empty' })))
  })
})
