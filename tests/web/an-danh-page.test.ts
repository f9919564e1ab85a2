import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterAll, describe, expect, it } from 'vitest'
import { createAssetRoutes, loadAssets } from '../../src/http/asset-routes.ts'
import { securityHeaders } from '../../src/http/security-headers.ts'
import { anDanhPage } from '../../src/web/an-danh/an-danh-page.ts'
import { renderMarkdown } from '../../src/web/an-danh/render-markdown.ts'
import { listen } from '../support/http.ts'

const markdown = readFileSync('docs/an-danh.md', 'utf8')

describe('the page that says who sees what', () => {
  const folder = mkdtempSync(join(tmpdir(), 'antam-an-danh-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('renders headings, points, bold and code, and escapes the rest', () => {
    const html = renderMarkdown('# A & B\n\n- một **hai**\n- `ba`\n  bốn\n\n<script>x</script>')

    expect(html).toBe(
      '<h1>A &amp; B</h1>\n<ul>\n<li>một <strong>hai</strong></li>\n<li><code>ba</code> bốn</li>\n</ul>\n<p>&lt;script&gt;x&lt;/script&gt;</p>',
    )
  })

  it('leaves no mark of Markdown, needs no script and carries no style of its own', () => {
    const html = anDanhPage(markdown)

    expect(html.replace(/<[^>]+>/g, '')).not.toMatch(/\*\*|^#|^- |`/m)
    expect(html).not.toMatch(/<script|<style|style=/)
    expect(html).toContain('<section lang="en">')
  })

  it('names every holder of something that the page promises to speak of', () => {
    const headings = [...markdown.matchAll(/^### (.+)$/gm)].map(([, text]) => text).join('\n')

    for (const holder of [
      'Redis',
      'ổ đĩa',
      'đang chạy',
      'vận hành xấu',
      'Telegram',
      'Nhà mạng',
      'Cán bộ',
      'cầm máy',
      'tòa án',
    ])
      expect(headings).toContain(holder)
    expect(markdown).not.toMatch(/tuyệt đối (an toàn|bí mật|kín)/)
  })

  it('is served at /an-danh', async () => {
    writeFileSync(join(folder, 'an-danh.html'), anDanhPage(markdown))
    const headers = securityHeaders({ images: [], offline: true, https: true })
    const server = await listen(
      express()
        .use(headers)
        .use(createAssetRoutes(loadAssets(folder))),
    )
    try {
      const answer = await fetch(`${server.url}/an-danh`)

      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
      expect(await answer.text()).toContain('<h1>Ai thấy gì khi bạn báo tin?</h1>')
    } finally {
      await server.close()
    }
  })
})
