/**
 * Bars as SVG. Drawn here and not by a chart library: the report is one file that runs no script, and the libraries
 * that draw on a server are larger than the whole of this program.
 */
import { escapeHtml } from '../../report/escape-html.ts'
import { type Bar, type Status, statuses } from './inspection.ts'

const rowHeight = 28
const barHeight = 16
const width = 720
const labelWidth = 240
const countWidth = 110

/**
 * One row a bar, stacked new, remaining, fixed; numbers stand beside, so that colour is not needed to read it.
 * @param title for those who cannot see it.
 */
export function barChart(
  bars: readonly Bar<string>[],
  title: string,
  words: Readonly<Record<Status, string>>,
): string {
  const longest = Math.max(1, ...bars.map(bar => bar.new + bar.remaining + bar.fixed))
  const scale = (width - labelWidth - countWidth) / longest
  const rows = bars.map((bar, index) => row(bar, index * rowHeight, scale, words))
  const height = bars.length * rowHeight
  return (
    `<svg class="chart" role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">` +
    `${rows.join('')}</svg>`
  )
}

function row(bar: Bar<string>, top: number, scale: number, words: Readonly<Record<Status, string>>): string {
  let left = labelWidth
  const middle = top + rowHeight / 2
  const parts = statuses.map(status => {
    const across = bar[status] * scale
    const rect = `<rect class="${status}" x="${left}" y="${middle - barHeight / 2}" width="${across}" height="${barHeight}"><title>${escapeHtml(words[status])} ${bar[status]}</title></rect>`
    left += across
    return across === 0 ? '' : rect
  })
  const counts = statuses.map(status => bar[status]).join(' / ')
  return (
    `<text class="label" x="${labelWidth - 8}" y="${middle + 5}">${escapeHtml(shortened(bar.label))}</text>${parts.join('')}` +
    `<text x="${left + 8}" y="${middle + 5}">${counts}</text>`
  )
}

/** What fits beside the bars; Chinese characters take twice the room. */
function shortened(label: string): string {
  let room = 26
  let text = ''
  for (const character of label) {
    room -= (character.codePointAt(0) ?? 0) > 0xff ? 2 : 1
    if (room < 0) return `${text}…`
    text += character
  }
  return text
}

/** For documents that hold no pictures of bars: as many full blocks as the value has of fifteen. */
export function textBar(value: number, longest: number): string {
  return '█'.repeat(Math.round((value / Math.max(1, longest)) * 15)) || (value > 0 ? '▏' : '')
}
