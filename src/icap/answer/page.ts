/** The pages themselves: plain HTML without script, readable on a telephone and in print. */
import { createHash } from 'node:crypto'
import type { Language } from '../../document/problem.ts'
import type { Refusal, ShownFinding } from './refusal.ts'
import { type PageWords, pageWords } from './words.ts'

const style = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #57606a; --paper: #fff; --ground: #f4f5f7; --line: #d0d7de; --red: #b42318 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #a5adb6; --paper: #1c2026; --ground: #121519; --line: #39414a; --red: #ff8a7a } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
main { max-width: 46rem; margin: 2rem auto; padding: 1.5rem 2rem 2rem; background: var(--paper); border-top: 4px solid var(--red); box-sizing: border-box }
h1 { font-size: 1.45rem; line-height: 1.4; margin: 0 0 .5rem; color: var(--red) }
h2 { font-size: 1.05rem; margin: 1.8rem 0 .5rem }
p, ul, ol { margin: .5rem 0 } ul, ol { padding-left: 1.4rem } li { margin: .3rem 0 }
.finding { border: 1px solid var(--line); border-left: 4px solid var(--red); padding: .7rem 1rem; margin: .7rem 0 }
.finding strong { display: block } .match { font-size: 1.1rem; letter-spacing: .05em; overflow-wrap: anywhere }
dl { margin: .4rem 0 0; display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; font-size: .92rem }
dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
.note, footer { color: var(--soft); font-size: .92rem } footer { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: .8rem }
code { font-family: ui-monospace, monospace; user-select: all }
@media (max-width: 34rem) { main { margin: 0; padding: 1.2rem } dl { grid-template-columns: 1fr } dd { margin-bottom: .4rem } }
`

/** For the content security policy, which allows this style and nothing else. */
export const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, character => entities[character] ?? '')

function page(language: Language, title: string, content: string, reference: string): string {
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${content}
<footer>${pageWords[language].reference} <code>${escaped(reference)}</code></footer>
</main>
</body>
</html>
`
}

export function refusalPage(refusal: Refusal): string {
  const words = pageWords[refusal.language]
  const found =
    refusal.findings.length === 0
      ? ''
      : `<h2>${words.found}</h2>
${refusal.findings.map(each => findingBox(each, words)).join('\n')}
${refusal.more > 0 ? `<p>${words.more(refusal.more)}</p>\n` : ''}<p class="note">${words.masked}</p>`
  const content = `<p>${words.lead}</p>
<h2>${words.why}</h2>
<ul>
${refusal.reasons.map(({ message }) => `<li>${escaped(message)}</li>`).join('\n')}
</ul>
${found}
<h2>${words.whatToDo}</h2>
<ol>
${words.steps.map(step => `<li>${step}</li>`).join('\n')}
</ol>`
  return page(refusal.language, words.title, content, refusal.reference)
}

function findingBox(finding: ShownFinding, words: PageWords): string {
  const where = finding.file === '' ? words.inText : finding.file
  const rows = [
    [finding.file === '' ? words.place : words.inFile, where],
    ...(finding.file === '' ? [] : [[words.place, finding.place]]),
    [words.basis, finding.basis],
    [words.advice, finding.advice],
  ]
  const list = rows
    .map(([name = '', value = '']) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`)
    .join('')
  return `<div class="finding"><strong>${escaped(finding.title)}</strong><span class="match">${escaped(finding.match)}</span><dl>${list}</dl></div>`
}

export function withheldPage(language: Language, reference: string): string {
  const words = pageWords[language]
  return page(language, words.withheldTitle, `<p>${words.withheldLead}</p>`, reference)
}
