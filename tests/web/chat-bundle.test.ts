import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import express from 'express'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDeployment } from '../../src/deployment-file.ts'
import { loadFlows } from '../../src/flows/load-flows.ts'
import { takeLanguageOut } from '../../src/flows/split-languages.ts'
import { createAssetRoutes, jsonAsset, loadAssets } from '../../src/http/asset-routes.ts'
import { type Listening, listen } from '../support/http.ts'

/** Compressed kB that a phone fetches before the page can be used: page and content, without the knowledge index. */
const FIRST_LOAD_KB = 120
/** The way out must be there long before the rest. */
const EXIT_KB = 6

describe('the built chat page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'antam-bundle-'))
  let server: Listening
  const read = (name: string) => readFileSync(join(folder, name))
  const names = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.endsWith('.br'))
  const gzipped = (list: readonly string[]) =>
    list.reduce((sum, name) => sum + gzipSync(read(name), { level: 9 }).length / 1_000, 0)

  beforeAll(async () => {
    await build({
      configFile: 'vite.chat.config.ts',
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    })
    const { flowSet } = await loadFlows('flows')
    const { deployment } = await loadDeployment('config/long-bien.yaml')
    const { rest } = takeLanguageOut(flowSet, 'en')
    const content = [
      jsonAsset('/content/flows.json', rest),
      jsonAsset('/content/deployment.json', deployment),
    ]
    server = await listen(express().use(createAssetRoutes([...loadAssets(folder), ...content])))
  })
  afterAll(async () => {
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Linked from index.html: there before anything else runs. */
  function linked(): string[] {
    return [
      ...read('index.html')
        .toString()
        .matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g),
    ].map((match) => match[1] ?? '')
  }

  /** What index.html, then main and start, cannot do without. */
  function firstLoad(): string[] {
    const start = names().filter((name) => /assets\/start-[^/]+\.(js|css)$/.test(name))
    const found = new Set(['index.html', ...linked(), ...start])
    for (const name of found) {
      if (!name.endsWith('.js')) continue
      for (const [, path = ''] of read(name)
        .toString()
        .matchAll(/\b(?:from|import)\s?["']\.\/([^"']+)["']/g))
        found.add(`assets/${path}`)
    }
    return [...found]
  }

  it('stays within the budget of the first load, as it is served', async () => {
    const paths = [
      ...firstLoad().map((name) => (name === 'index.html' ? '' : name)),
      'content/flows.json',
      'content/deployment.json',
    ]
    const parts = await Promise.all(
      paths.map(async (path) => [path, (await transferred(`${server.url}/${path}`)) / 1_000] as const),
    )
    const total = parts.reduce((sum, [, size]) => sum + size, 0)

    expect(total, JSON.stringify(Object.fromEntries(parts), null, 2)).toBeLessThan(FIRST_LOAD_KB)
  })

  it('stays within it for a browser that knows only gzip, content apart', () => {
    expect(gzipped(firstLoad())).toBeLessThan(FIRST_LOAD_KB)
  })

  it('has the way out in the first few kilobytes', () => {
    expect(gzipped(['index.html', ...linked()])).toBeLessThan(EXIT_KB)
  })

  it('loads what seals a tip only when it is needed', () => {
    const first = firstLoad()
      .map((name) => read(name).toString())
      .join('\n')

    expect(first).not.toContain('age-encryption.org')
    expect(first).not.toMatch(/argon2/i)
    expect(
      names().some((name) => name.endsWith('.js') && read(name).toString().includes('age-encryption.org')),
    ).toBe(true)
  })

  it('names every file of the page in the service worker', () => {
    const worker = read('service-worker.js').toString()

    for (const name of names().filter((one) => /^assets\/.+\.\w+$/.test(one))) expect(worker).toContain(name)
    expect(worker).not.toContain('SHELL_FILES')
    expect(worker).not.toMatch(/^\s*(import|export)\b/m)
  })

  it('needs nothing that the content-security policy forbids', () => {
    expect(read('index.html').toString()).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=/)

    const scripts = names()
      .filter((name) => name.endsWith('.js'))
      .map((name) => read(name).toString())
    expect(scripts.join('\n')).not.toMatch(/\bnew Function\(|[^.\w]eval\(/)
  })
})

/** Bytes of the body as they travel. */
function transferred(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': 'gzip, deflate, br' } }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () =>
        response.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url}: ${response.statusCode}`)),
      )
    })
      .on('error', reject)
      .end()
  })
}
