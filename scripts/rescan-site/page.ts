/** Pages of the generated site, with the frame that every page of such a site has. */
import type { Draft } from '../eval/draft.ts'

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function frame(title: string, main: string, depth: string): string {
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(title)}_安澜市人民政府</title>
<link rel="stylesheet" href="${depth}style.css"></head>
<body><nav><a href="${depth}index.html">首页</a></nav>
<main>
${main}
</main>
<footer>主办：安澜市人民政府办公室　网站标识码：0000000000</footer></body></html>
`
}

export function indexPage(title: string, links: readonly string[], attachments: readonly string[]): string {
  const items = [...links, ...attachments].map(link => `<li><a href="${link}">${link}</a></li>`)
  return frame(
    title,
    `<h1>${escaped(title)}</h1>\n<ul>\n${items.join('\n')}\n</ul>`,
    title === '首页' ? '' : '../',
  )
}

/** @param attachments that the article links to or shows. @param related other pages. */
export function page(draft: Draft, attachments: readonly string[], related: readonly string[]): string {
  const paragraph = (text: string) => `<p>${escaped(text)}</p>`
  const shown = attachments.map(link =>
    link.endsWith('.jpg')
      ? `<p><img src="${link}" alt=""></p>`
      : `<p>附件：<a href="${link}">${link.split('/').at(-1)}</a></p>`,
  )
  const main = [
    ...(draft.top ?? []).map(paragraph),
    ...(draft.number === undefined ? [] : [paragraph(draft.number)]),
    `<h1>${escaped(draft.title)}</h1>`,
    ...draft.body.map(paragraph),
    ...(draft.closing ?? []).map(text => `<p style="text-align:right">${escaped(text)}</p>`),
    ...(draft.notes ?? []).map(paragraph),
    ...shown,
    ...related.map(link => `<p><a href="${link}">上一篇</a></p>`),
  ]
  return frame(draft.title, main.join('\n'), '../')
}
