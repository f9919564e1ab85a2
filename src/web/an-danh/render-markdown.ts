/**
 * The little Markdown that our own pages are written in, as HTML: `#` to `###`, paragraphs, `-` lists, **bold** and
 * `code`. Anything else comes out as the text that it is. Lines of one paragraph or point may be broken anywhere.
 */
export function renderMarkdown(markdown: string): string {
  return markdown
    .trim()
    .split(/\n{2,}/)
    .map(renderBlock)
    .join('\n')
}

function renderBlock(block: string): string {
  const heading = /^(#{1,3}) (.+)$/.exec(block)
  if (heading !== null) {
    const [, marks = '#', text = ''] = heading
    return `<h${marks.length}>${renderInline(text)}</h${marks.length}>`
  }
  if (block.startsWith('- ')) return renderList(block)
  return `<p>${renderInline(block)}</p>`
}

function renderList(block: string): string {
  const points = block.slice('- '.length).split(/\n- /)
  return `<ul>\n${points.map((point) => `<li>${renderInline(point)}</li>`).join('\n')}\n</ul>`
}

function renderInline(text: string): string {
  return escapeHtml(text.replace(/\s*\n\s*/g, ' '))
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/`(.+?)`/g, '<code>$1</code>')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
}
