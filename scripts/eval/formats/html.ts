import type { Draft, Writer } from '../draft.ts'

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const hiding = ['display:none', 'visibility:hidden', 'display: none;', 'opacity:0']
const menus = [
  '<nav><a href="/">首页</a> <a href="/zwgk">政务公开</a> <a href="/ysqgk">依申请公开</a> <a href="/bsfw">办事服务</a></nav>',
  '<ul class="menu"><li><a href="/">首页</a></li><li><a href="/news">要闻</a></li><li><a href="/hd">互动</a></li></ul>',
  '',
]

/** A post as content systems write it: menu, title, paragraphs, footer; the markup varies. */
export function html(draft: Draft, writer: Writer): string {
  const tag = writer.pick(['p', 'p', 'div'])
  const block = (text: string, style = '') =>
    `<${tag}${style ? ` style="${style}"` : ''}>${escaped(text)}</${tag}>`
  const out: string[] = [writer.pick(menus), '<main>']
  for (const text of draft.top ?? []) out.push(block(text))
  if (draft.corner) out.push(block(draft.corner, 'text-align:right'))
  if (draft.head) out.push(block(draft.head, 'color:#d00;text-align:center;font-size:36px'))
  if (draft.number) out.push(block(draft.number, 'text-align:center'))
  out.push(`<h1>${escaped(draft.title)}</h1>`)
  for (const text of draft.below ?? []) out.push(block(text, 'text-align:center'))
  if (draft.hidden) out.push(block(draft.hidden, writer.pick(hiding)))
  if (draft.comment) out.push(`<!-- ${draft.comment} -->`)
  if (draft.alt) out.push(`<img src="/upload/${writer.int(1000, 9999)}.jpg" alt="${escaped(draft.alt)}">`)
  for (const text of draft.body) out.push(block(text, writer.pick(['', 'text-indent:2em'])))
  if (draft.table) {
    const rows = draft.table.map(row => `<tr>${row.map(cell => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
    out.push(`<table>\n${rows.join('\n')}\n</table>`)
  }
  for (const text of draft.closing ?? []) out.push(block(text, 'text-align:right'))
  for (const text of draft.notes ?? []) out.push(block(text))
  out.push(
    '</main>',
    `<footer>${escaped(draft.footer ?? '主办单位：市人民政府办公室　网站地图　联系我们')}</footer>`,
  )
  const meta = Object.entries(draft.properties ?? {}).map(
    ([name, content]) => `<meta name="${escaped(name)}" content="${escaped(content)}">`,
  )
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(draft.title)}</title>
${meta.join('\n')}
</head><body>
${out.filter(Boolean).join('\n')}
</body></html>
`
}
