/**
 * A site as a unit might have published it: columns of a hundred files, each with an index page, articles, the Word,
 * PDF and text files that they link to, and scans, which are few pictures again and again. One in a hundred files
 * holds what must not be published, and which ones is known. Everything is invented; equal seeds write equal sites.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Draft, Writer } from '../eval/draft.ts'
import { lines } from '../eval/formats/lines.ts'
import { paper } from '../eval/prose.ts'
import { newWriter } from '../eval/writer.ts'
import { indexPage, page } from './page.ts'
import { simplePdf } from './pdf.ts'
import { type Scans, scans } from './scans.ts'
import { simpleWord } from './word.ts'

export interface SiteOptions {
  /** Files in all. */
  readonly size: number
  readonly seed?: number
  /** Without scans the site is read without recognition. */
  readonly hasScans?: boolean
}

export interface Site {
  /** Paths of all files, relative to the site. */
  readonly files: readonly string[]
  /** Those that must be blocked. */
  readonly planted: readonly string[]
}

export const columnSize = 100
const kinds = ['html', 'docx', 'pdf', 'txt', 'scan'] as const
type Kind = (typeof kinds)[number]

/** Which of a column's hundred files is what: 65 pages with the index, 15 Word, 10 PDF, 5 text, 5 scans. */
export function kindOf(place: number, hasScans: boolean): Kind {
  if (place < 65) return 'html'
  if (place < 80) return 'docx'
  if (place < 90) return 'pdf'
  if (place < 95 || !hasScans) return 'txt'
  return 'scan'
}

/** @param index of the file in the site, from 0. */
export function pathOf(index: number, hasScans: boolean): string {
  const column = String(Math.floor(index / columnSize)).padStart(4, '0')
  const place = index % columnSize
  const kind = kindOf(place, hasScans)
  if (place === 0) return `c${column}/index.html`
  const number = String(index).padStart(6, '0')
  if (kind === 'html') return `c${column}/a${number}.html`
  return `c${column}/files/f${number}.${kind === 'scan' ? 'jpg' : kind}`
}

/** Lines that make a paper one that must not be published, put where such a paper has them. */
const marks: readonly ((writer: Writer) => Partial<Draft>)[] = [
  writer => ({ top: [`机密★${writer.pick([10, 20])}年`] }),
  writer => ({ top: [`秘密★${writer.pick([5, 10])}年`] }),
  () => ({ top: ['绝密★长期'] }),
  writer => ({ number: `某市委密电〔20${writer.int(18, 31)}〕${writer.int(1, 300)}号` }),
]

export async function makeSite(
  folder: string,
  { size, seed = 1, hasScans = true }: SiteOptions,
): Promise<Site> {
  const writer = newWriter(seed)
  const pictures = await scans()
  const planted = new Set(plant(writer, size, hasScans))
  const files: string[] = []
  for (let index = 0; index < size; index++) {
    const file = path.join(folder, pathOf(index, hasScans))
    if (index % columnSize === 0) mkdirSync(path.join(path.dirname(file), 'files'), { recursive: true })
    writeFileSync(file, contentOf(index, size, planted.has(index), writer, pictures, hasScans))
    files.push(pathOf(index, hasScans))
  }
  const columns = Array.from({ length: Math.ceil(size / columnSize) }, (_, column) =>
    pathOf(column * columnSize, hasScans),
  )
  writeFileSync(path.join(folder, 'index.html'), indexPage('首页', columns, []))
  files.push('index.html')
  return { files, planted: [...planted].map(index => pathOf(index, hasScans)).sort() }
}

/** One in a hundred, never an index page; at least one in every site. */
function plant(writer: Writer, size: number, hasScans: boolean): number[] {
  const chosen = new Set<number>()
  const wanted = Math.min(Math.max(1, Math.round(size / 100)), Math.floor(size / 2))
  const mostScans = Math.max(1, Math.round(wanted / 10))
  let scanned = 0
  while (chosen.size < wanted) {
    const index = writer.int(0, size - 1)
    if (index % columnSize === 0 || chosen.has(index)) continue
    if (kindOf(index % columnSize, hasScans) === 'scan' && ++scanned > mostScans) continue
    chosen.add(index)
  }
  return [...chosen]
}

function contentOf(
  index: number,
  size: number,
  isPlanted: boolean,
  writer: Writer,
  pictures: Scans,
  hasScans: boolean,
): string | Uint8Array {
  const place = index % columnSize
  const first = index - place
  const kind = kindOf(place, hasScans)
  const inColumn = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => first + from + at)
      .filter(each => each < size)
      .map(each => path.posix.relative(path.posix.dirname(pathOf(first, hasScans)), pathOf(each, hasScans)))
  if (place === 0) {
    return indexPage(`栏目 ${index / columnSize}`, inColumn(1, 65), [])
  }
  if (kind === 'scan') return writer.pick(isPlanted ? pictures.marked : pictures.plain)
  // No two documents are equal, as little as two papers are.
  const draft: Draft = {
    ...paper(writer),
    ...(isPlanted ? writer.pick(marks)(writer) : {}),
    notes: [`（稿件编号 ${index}-${seedMark(writer)}）`],
  }
  if (kind === 'docx') return simpleWord(draft)
  if (kind === 'pdf') return simplePdf(draft)
  if (kind === 'txt') return `${lines(draft).join('\n')}\n`
  const attachments = inColumn(65, 100)
  const mine = attachments.filter((_, at) => at % 64 === (place - 1) % 64)
  return page(draft, mine, [index > first + 1 ? (inColumn(place - 1, place)[0] ?? '') : 'index.html'])
}

const seedMark = (writer: Writer) => writer.int(100_000, 999_999)
