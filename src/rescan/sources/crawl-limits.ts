/**
 * Where a crawl stops: sites that make ever new addresses (a calendar that turns for ever, folders that link into
 * themselves). Whatever is left out becomes a problem of its address, so that no report takes it for screened. Counted by
 * the engine, for all processes of a run.
 */
import type { RawProblem, Wording } from '../../document/problem.ts'
import type { Reference } from '../site-source.ts'

export interface CrawlLimits {
  /** Links from the start; null: as far as they go. */
  readonly depth: number | null
  /** Addresses of one shape: `/art/*.html`. */
  readonly perShape: number
  /** Addresses of one shape that turns pages of a calendar. */
  readonly perCalendar: number
}

const longestAddress = 2_000
/** How often one folder's name may stand in a path. */
const mostRepeats = 5
const mostFolders = 30

const calendarWord = /calendar|rili|schedule|(?:^|[/_-])events?(?:[/_-]|$)/i
/** `m=content` names a module, not a month: the value has to be a number or a date too. */
const dateValue = /^\d{1,4}(?:[-/.]?\d{1,2}){0,2}$/
const dateName = /^(?:y|year|m|mon|month|d|day|date|week|nian|yue|ri|riqi)$/i

/** What an address is counted with: its host and shape. */
export function kindOf(address: string): string {
  return shapeOf(new URL(address)).shape
}

/**
 * Why an address is not to be read; null: it is.
 * @param reference where it was found and how many like it were met before, as far as that was counted
 */
export function beyondLimits(
  { depth, perShape, perCalendar }: CrawlLimits,
  address: string,
  reference: Pick<Reference, 'depth' | 'nth'>,
): RawProblem | null {
  if (depth !== null && (reference.depth ?? 0) > depth) {
    return beyond({ zh: '离起点的链接层数', en: 'Links from the start' }, depth)
  }
  const url = new URL(address)
  if (address.length > longestAddress)
    return beyond({ zh: '网址长度', en: 'Length of the address' }, longestAddress)
  if (repeatsItself(url.pathname)) {
    return beyond({ zh: '网址中重复的目录', en: 'Repeated folders in the address' }, mostRepeats)
  }
  const { shape, calendar } = shapeOf(url)
  const limit = calendar ? perCalendar : perShape
  if ((reference.nth ?? 0) <= limit) return null
  return calendar
    ? beyond({ zh: `日历类网址 ${shape} 的数量`, en: `Calendar addresses like ${shape}` }, limit)
    : beyond({ zh: `形如 ${shape} 的网址数量`, en: `Addresses like ${shape}` }, limit)
}

function beyond(what: Wording, limit: number): RawProblem {
  return { code: 'crawl-limit', details: { what, limit }, part: null }
}

function repeatsItself(path: string): boolean {
  const pieces = path.split('/').filter(piece => piece !== '')
  if (pieces.length > mostFolders) return true
  const counts = new Map<string, number>()
  for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1)
  return Math.max(0, ...counts.values()) > mostRepeats
}

// `/2024/05/t20240501_77.html?id=7` → `/*/*/*.html?id`: folders with digits and the last name may be anything.
function shapeOf(url: URL): { shape: string; calendar: boolean } {
  const pieces = url.pathname.split('/')
  const folders = pieces.slice(0, -1).map(piece => (/[\d%]/.test(piece) ? '*' : piece))
  const last = pieces.at(-1) ?? ''
  const dot = last.lastIndexOf('.')
  const ending = dot < 0 ? '' : last.slice(dot)
  const file = last === '' ? '' : `*${/^\.[a-z]{1,6}$/i.test(ending) ? ending : ''}`
  // Escaped as they stand: what they mean may be a character that no database takes, and is not to be cut in its middle.
  const pairs = url.search
    .slice(1)
    .split('&')
    .filter(pair => pair !== '')
  const names = [...new Set(pairs.map(pair => pair.split('=', 1)[0] ?? ''))].sort()
  const shape = `${[...folders, file].join('/')}${names.length > 0 ? `?${names.join('&')}` : ''}`
  const asks = [...url.searchParams].some(([name, value]) => dateName.test(name) && dateValue.test(value))
  const calendar = asks || (calendarWord.test(url.pathname) && /\d{4}/.test(url.pathname + url.search))
  return { shape: `${url.host}${shape}`.slice(0, 200), calendar }
}
