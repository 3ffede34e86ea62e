/** The self-inspection report as one self-contained page: no script runs, nothing is loaded. */
import type { Language } from '../../document/problem.ts'
import { verdicts } from '../../document/screening.ts'
import { escapeHtml } from '../../report/escape-html.ts'
import { barChart } from './bar-chart.ts'
import {
  byCategory,
  byColumn,
  type Inspection,
  type InspectionFinding,
  inOrder,
  type NotScreened,
  type Place,
  type ReportLimits,
  type RunSummary,
  statuses,
  unscreenedDocuments,
} from './inspection.ts'
import { type ReportWords, wordsOf } from './words.ts'

const style = `
:root { --new: #b3141a; --remaining: #b26b00; --fixed: #1b6e35; }
* { box-sizing: border-box; }
body { overflow-wrap: anywhere; max-width: 1100px; margin: 0 auto; padding: 16px; color: #1a1a1a;
  font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
h1 { font-size: 24px; margin: 0; } h2 { font-size: 20px; margin: 28px 0 8px; } h3 { font-size: 16px; margin: 0 0 4px; }
.warning { color: #7a1fa2; margin: 4px 0 16px; } .conclusion { font-size: 18px; font-weight: bold; }
table { width: 100%; border-collapse: collapse; } th, td { padding: 4px 8px; border-top: 1px solid #ddd; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; } th { overflow-wrap: break-word; } th[scope=row] { width: 12em; font-weight: normal; color: #555; }
th.number, td.number { text-align: right; }
article { border: 1px solid #ddd; border-left: 6px solid; border-radius: 4px; padding: 12px 16px; margin: 12px 0; }
article.new { border-left-color: var(--new); } article.remaining { border-left-color: var(--remaining); }
article.fixed { border-left-color: var(--fixed); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0; } dt { color: #555; }
dd { margin: 0; overflow-wrap: anywhere; } code { color: #555; }
figure { margin: 8px 0 0; } figure img { max-width: 100%; border: 1px solid #999; } figcaption { color: #555; }
.chart { max-width: 100%; height: auto; font-size: 14px; } .chart .label { text-anchor: end; }
.chart .new, .key .new { fill: var(--new); } .chart .remaining { fill: var(--remaining); } .chart .fixed { fill: var(--fixed); }
.key span::before { content: "■ "; } .key .new { color: var(--new); } .key .remaining { color: var(--remaining); }
.scroll { overflow-x: auto; } .scroll table { min-width: 600px; }
.key .fixed { color: var(--fixed); } .key span { margin-right: 16px; }
@media print { article { break-inside: avoid-page; } }
`

/** A picture takes some 20 kB. */
const usual: ReportLimits = { pictures: 200, lines: Number.POSITIVE_INFINITY }

export function inspectionHtml(
  inspection: Inspection,
  language: Language,
  { pictures, lines }: ReportLimits = usual,
): string {
  const words = wordsOf(inspection, language)
  const findings = inOrder(inspection.findings)
  const listed = new Set(findings.slice(0, lines))
  const shown = new Set(findings.filter(finding => finding.picture !== null).slice(0, pictures))
  const left = findings.filter(finding => finding.picture !== null).length - shown.size
  const title = escapeHtml(words.title(inspection.site))
  const sections = statuses.map(status => {
    const those = findings.filter(finding => finding.status === status)
    const articles = those
      .filter(finding => listed.has(finding))
      .map(finding => article(finding, shown.has(finding), words))
    const text = articles.join('') + more(those.length - articles.length, words)
    return `<section><h2>${words.findings[status]}（${those.length}）</h2>\n${text || `<p>${words.none}</p>\n`}</section>\n`
  })
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header><h1>${title}</h1><p class="warning">${escapeHtml(words.warning)}</p></header>
<main>
${overview(inspection, words)}
${charts(findings, words)}
${history(inspection, words)}
${sections.join('')}${left > 0 ? `<p>${escapeHtml(words.morePictures(left))}</p>\n` : ''}${unread(inspection.notScreened, lines, words)}</main>
</body>
</html>
`
}

function overview(inspection: Inspection, words: ReportWords): string {
  const { run, counts, source, ruleset, notScreened } = inspection
  const leftOut = words.notLookedAt(inspection.notLookedAt)
  const rows = [
    [words.source, source],
    [words.started, words.moment(run.started)],
    [words.ended, run.ended === null ? words.notEnded : words.moment(run.ended)],
    [words.documents, String(run.documents)],
    [words.read, String(counts.read)],
    [words.unchanged, String(counts.unchanged)],
    [words.gone, String(counts.gone)],
    [
      words.verdicts,
      verdicts.map(verdict => `${words.verdict[verdict]} ${counts.verdicts[verdict]}`).join(' · '),
    ],
    ...(leftOut === '' ? [] : [[words.leftOut, leftOut]]),
    [words.ruleset, ruleset],
  ]
  const cells = rows.map(
    ([label = '', value = '']) =>
      `<tr><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`,
  )
  return `<section><h2>${words.overview}</h2>
<p class="conclusion">${escapeHtml(words.conclusion(run, unscreenedDocuments(notScreened)))}</p>
<table>${cells.join('\n')}</table></section>`
}

function charts(findings: readonly InspectionFinding[], words: ReportWords): string {
  if (findings.length === 0) return ''
  const key = statuses.map(status => `<span class="${status}">${words.status[status]}</span>`).join('')
  const categories = byCategory(findings).map(bar => ({ ...bar, label: words.category[bar.label] }))
  const columns = byColumn(findings).map(bar => ({ ...bar, label: bar.label ?? words.noColumn }))
  return `<section><h2>${words.byCategory}</h2><p class="key">${key}</p>${barChart(categories, words.byCategory, words.status)}
<h2>${words.byColumn}</h2>${barChart(columns, words.byColumn, words.status)}</section>`
}

function history({ history: earlier, run }: Inspection, words: ReportWords): string {
  const cells = ({ started, ended, documents, new: fresh, remaining, fixed }: RunSummary) =>
    `<tr><td>${words.moment(started)}</td><td>${ended === null ? words.notEnded : words.moment(ended)}</td>` +
    [documents, fresh, remaining, fixed].map(count => `<td class="number">${count}</td>`).join('') +
    '</tr>'
  const heading = words.runColumns
    .map((column, index) => `<th scope="col"${index < 2 ? '' : ' class="number"'}>${column}</th>`)
    .join('')
  return `<section><h2>${words.overTime}</h2>${scrolling(words.overTime, `<table><tr>${heading}</tr>${[...earlier, run].map(cells).join('\n')}</table>`)}</section>`
}

/** Wider than a phone; can be scrolled to by keyboard. */
const scrolling = (label: string, table: string) =>
  `<div class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>`

const more = (left: number, words: ReportWords) =>
  left > 0 ? `<p>${escapeHtml(words.notListed(left))}</p>\n` : ''

/** The same words for an address in every section. */
function address({ id, url, title }: Place): string {
  // An address of a hostile page is text, never a link that could be clicked.
  return `${escapeHtml(url ?? id)}${title === null ? '' : ` <small>${escapeHtml(title)}</small>`}`
}

function article(finding: InspectionFinding, withPicture: boolean, words: ReportWords): string {
  const { place, picture } = finding
  const where = finding.page === null ? finding.part : words.page(finding.page)
  const fields = [
    [words.where, escapeHtml(where)],
    [words.what, `<strong>${escapeHtml(finding.match)}</strong> ${escapeHtml(finding.context)}`],
    [words.linkedFrom, place.linkedFrom.map(escapeHtml).join('<br>')],
    [words.column, escapeHtml([place.column, place.owner].filter(each => each !== null).join(' · '))],
    [words.firstSeen, words.moment(finding.firstSeen)],
    [words.basis, escapeHtml(finding.basis)],
    [words.advice, escapeHtml(finding.advice)],
    [words.reviewItem, escapeHtml(finding.reviewItem ?? '')],
  ]
  const rows = fields
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `<dt>${label}</dt><dd>${text}</dd>`)
  const figure =
    picture === null || !withPicture
      ? ''
      : `<figure><img alt="${words.picture}" width="${picture.width}" height="${picture.height}" src="data:image/jpeg;base64,${Buffer.from(picture.jpeg).toString('base64')}"><figcaption>${words.blackened}</figcaption></figure>`
  return `<article class="${finding.status}"><h3>${words.severity[finding.severity]} · ${escapeHtml(finding.title)} <code>${escapeHtml(finding.rule)}</code></h3>
<p>${address(place)}</p><dl>${rows.join('')}</dl>${figure}</article>
`
}

function unread(items: readonly NotScreened[], lines: number, words: ReportWords): string {
  const heading = words.notScreenedColumns.map(column => `<th scope="col">${column}</th>`).join('')
  const rows = items.slice(0, lines).map(({ place, code, message }) => {
    const cells = [place.url ?? place.id, place.linkedFrom.join('\n'), place.column ?? '', place.owner ?? '']
    const texts = [...cells, code, message].map(text => `<td>${escapeHtml(text)}</td>`)
    return `<tr>${texts.join('')}</tr>`
  })
  const table =
    rows.length === 0
      ? `<p>${words.none}</p>`
      : scrolling(words.notScreened, `<table><tr>${heading}</tr>${rows.join('\n')}</table>`)
  return `<section><h2>${words.notScreened}（${unscreenedDocuments(items)}）</h2>${table}${more(items.length - rows.length, words)}</section>\n`
}
