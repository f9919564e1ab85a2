import { renderMarkdown } from './render-markdown.ts'

/** `docs/an-danh.md` as a page without a script: it opens in any browser, and where scripts are off. */
export function anDanhPage(markdown: string): string {
  const [vietnamese = '', english] = markdown.split(/^(?=## In English)/m)
  return `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noarchive">
    <title>Ai thấy gì khi bạn báo tin? – An Tâm</title>
    <link rel="icon" href="./icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="./an-danh.css">
  </head>
  <body>
    <main>
${renderMarkdown(vietnamese)}
${english === undefined ? '' : `<section lang="en">\n${renderMarkdown(english)}\n</section>`}
      <p><a href="./">Mở trang trò chuyện</a></p>
    </main>
  </body>
</html>
`
}
