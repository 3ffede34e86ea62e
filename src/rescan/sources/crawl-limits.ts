/**
 * Where a crawl stops: sites that make ever new addresses (a calendar that turns for ever, folders that link into
 * themselves). Whatever is left out becomes a problem of its address, so that no report takes it for screened.
 */
import { createHash } from 'node:crypto'
import type { RawProblem, Wording } from '../../document/problem.ts'

export interface CrawlLimits {
  /** Links from the start; null: as far as they go. */
  readonly depth: number | null
  /** Addresses of one shape: `/art/*.html`. */
  readonly perShape: number
  /** Addresses of one shape that turns pages of a calendar. */
  readonly perCalendar: number
}

/** Shapes that are counted one by one; the rest count together. */
const mostShapes = 20_000
const longestAddress = 2_000
/** How often one folder's name may stand in a path. */
const mostRepeats = 5
const mostFolders = 30

const calendarWord = /calendar|rili|schedule|(?:^|[/_-])events?(?:[/_-]|$)/i
/** `m=content` names a module, not a month: the value has to be a number or a date too. */
const dateValue = /^\d{1,4}(?:[-/.]?\d{1,2}){0,2}$/
const dateName = /^(?:y|year|m|mon|month|d|day|date|week|nian|yue|ri|riqi)$/i

export class CrawlCounters {
  readonly #limits: CrawlLimits
  readonly #counts = new Map<string, number>()
  /** By a short hash of the address; kept only when there is a limit of depth. */
  readonly #depths = new Map<string, number>()

  constructor(limits: CrawlLimits) {
    this.#limits = limits
  }

  /** Remembers that these were found on a page; the first way to them counts. */
  found(on: string, addresses: Iterable<string>): void {
    if (this.#limits.depth === null) return
    const depth = (this.#depths.get(keyOf(on)) ?? 0) + 1
    for (const address of addresses) {
      const key = keyOf(address)
      if (!this.#depths.has(key)) this.#depths.set(key, depth)
    }
  }

  /** Counts an address that is about to be read. @returns why it is not to be read. */
  enter(address: string): RawProblem | null {
    const { depth, perShape, perCalendar } = this.#limits
    if (depth !== null && (this.#depths.get(keyOf(address)) ?? 0) > depth) {
      return beyond({ zh: '离起点的链接层数', en: 'Links from the start' }, depth)
    }
    const url = new URL(address)
    if (address.length > longestAddress)
      return beyond({ zh: '网址长度', en: 'Length of the address' }, longestAddress)
    if (repeatsItself(url.pathname)) {
      return beyond({ zh: '网址中重复的目录', en: 'Repeated folders in the address' }, mostRepeats)
    }
    const { shape, calendar } = shapeOf(url)
    const known = this.#counts.has(shape) || this.#counts.size < mostShapes ? shape : '*'
    const limit = calendar ? perCalendar : perShape
    const count = (this.#counts.get(known) ?? 0) + 1
    this.#counts.set(known, count)
    if (count <= limit) return null
    return calendar
      ? beyond({ zh: `日历类网址 ${shape} 的数量`, en: `Calendar addresses like ${shape}` }, limit)
      : beyond({ zh: `形如 ${shape} 的网址数量`, en: `Addresses like ${shape}` }, limit)
  }
}

function beyond(what: Wording, limit: number): RawProblem {
  return { code: 'crawl-limit', details: { what, limit }, part: null }
}

function keyOf(address: string): string {
  return createHash('sha1').update(address).digest('latin1').slice(0, 8)
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
  const names = [...new Set([...url.searchParams.keys()])].sort()
  const shape = `${[...folders, file].join('/')}${names.length > 0 ? `?${names.join('&')}` : ''}`
  const asks = [...url.searchParams].some(([name, value]) => dateName.test(name) && dateValue.test(value))
  const calendar = asks || (calendarWord.test(url.pathname) && /\d{4}/.test(url.pathname + url.search))
  return { shape: `${url.host}${shape}`.slice(0, 200), calendar }
}
