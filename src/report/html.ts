/** One self-contained page: verdicts, findings with highlighted context, and page pictures with boxes. */
import type { Finding, Screening } from '../document/screening.ts'
import { verdicts } from '../document/screening.ts'
import type { PictureResult } from '../sandbox/protocol.ts'
import { escapeHtml } from './escape-html.ts'
import { htmlStyle } from './html-style.ts'
import type { PagePictures, Reporter, ReportOptions } from './reporter.ts'
import { type ReportWords, reportWords } from './words.ts'

export function htmlReporter({ language }: ReportOptions): Reporter {
  const words = reportWords[language]
  let number = 0
  return {
    wantsPictures: true,
    // The policy lets nothing be loaded or run, whatever a document smuggled in.
    begin: () => `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(words.reportTitle)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<header><h1>${escapeHtml(words.reportTitle)}</h1><p>${escapeHtml(words.reportWarning)}</p></header>
<main>
`,
    document: (screening, pictures) => {
      number += 1
      return article(screening, pictures, number, words)
    },
    end: screenings => `</main>\n${overview(screenings, words)}</body>\n</html>\n`,
  }
}

function article(screening: Screening, pictures: PagePictures, number: number, words: ReportWords): string {
  const { verdict, problems, findings } = screening
  const pages = [...pictures].map(([page, picture]) => pageFigure(page, picture, findings, words))
  const list = findings.map((finding, index) => item(finding, index + 1, words))
  return `<article class="${verdict}" id="d${number}">
<h2><span class="verdict">${escapeHtml(words.verdict[verdict])}</span> ${escapeHtml(screening.path)}</h2>
<p class="facts">${escapeHtml(words.facts(screening))}</p>
${problems.map(problem => `<p class="problem ${problem.severity}">${escapeHtml(problem.part ?? '')} ${escapeHtml(problem.message)} <code>${problem.code}</code></p>\n`).join('')}\
${list.length > 0 ? `<ol>\n${list.join('')}</ol>\n` : ''}${pages.join('')}</article>
`
}

function item(finding: Finding, number: number, words: ReportWords): string {
  const fields = [
    [words.where, escapeHtml(words.place(finding))],
    [words.what, highlighted(finding)],
    [words.why, escapeHtml(finding.reason)],
    [words.basis, escapeHtml(finding.basis)],
    [words.advice, escapeHtml(finding.advice)],
  ]
  const rows = fields
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `<dt>${name}</dt><dd>${text}</dd>`)
  return `<li class="${finding.severity}"><h3>${number}. ${escapeHtml(finding.title)} <code>${escapeHtml(finding.rule)}</code></h3>
<dl>${rows.join('')}</dl></li>
`
}

/** The match is marked where it stands in the context; folded matches may not occur in it letter by letter. */
function highlighted({ context, match }: Finding): string {
  const at = match === '' ? -1 : context.indexOf(match)
  if (at < 0) return `${escapeHtml(context)} <mark>${escapeHtml(match)}</mark>`
  const after = at + match.length
  return `${escapeHtml(context.slice(0, at))}<mark>${escapeHtml(match)}</mark>${escapeHtml(context.slice(after))}`
}

/** The page as a picture, with a numbered box for every finding that has a place on it. */
function pageFigure(
  page: number,
  picture: PictureResult,
  findings: readonly Finding[],
  words: ReportWords,
): string {
  const { width, height, jpeg } = picture
  const stroke = Math.max(width, height) / 400
  const boxes = findings.flatMap((finding, index) => {
    if (finding.page !== page || finding.box === null) return []
    const [x, y, w, h] = finding.box
    const margin = stroke * 2
    const label = `<text x="${x - margin}" y="${y - margin * 1.5}" font-size="${stroke * 9}">${index + 1}</text>`
    return [
      `<g class="${finding.severity}"><title>${escapeHtml(finding.title)}</title><rect x="${x - margin}" y="${y - margin}" ` +
        `width="${w + margin * 2}" height="${h + margin * 2}" stroke-width="${stroke}"/>${label}</g>`,
    ]
  })
  const caption = escapeHtml(words.pageCaption(page))
  return `<figure><figcaption>${caption}</figcaption><div class="page">
<img alt="${caption}" src="data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}">
<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${caption}">${boxes.join('')}</svg>
</div></figure>
`
}

/** Shown first by the style sheet; written last, when everything is known. */
function overview(screenings: readonly Screening[], words: ReportWords): string {
  const rows = screenings
    .map((screening, index) => ({ screening, index }))
    .sort((a, b) => verdicts.indexOf(b.screening.verdict) - verdicts.indexOf(a.screening.verdict))
    .map(({ screening, index }) => {
      const { verdict, path, findings, problems } = screening
      const first = findings[0]?.match ?? problems[0]?.message ?? ''
      return `<tr class="${verdict}"><td class="verdict">${escapeHtml(words.verdict[verdict])}</td><td><a href="#d${index + 1}">${escapeHtml(path)}</a></td><td>${escapeHtml(first)}</td></tr>\n`
    })
  const counts = [...verdicts]
    .reverse()
    .map(verdict => `${words.verdict[verdict]} ${screenings.filter(each => each.verdict === verdict).length}`)
  return `<nav aria-label="${escapeHtml(words.summary)}"><p>${escapeHtml(`${words.total(screenings.length)} ${counts.join(' · ')}`)}</p>
<table><tbody>
${rows.join('')}</tbody></table></nav>
`
}
