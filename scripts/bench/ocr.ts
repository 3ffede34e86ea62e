/**
 * The OCR engines and native Tesseract on the same drawn pages, one after the other in one run: seconds a page
 * as ratios, how marks were read, character error rate, peak memory. Run: node scripts/bench/ocr.ts
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { degrade, drawnPages, drawPage, missingFonts, type Page } from '../fixtures/ocr.ts'
import { peakMegabytes } from './processes.ts'
import { charactersOf, editDistance, nearestReading } from './reading-errors.ts'

interface Sheet {
  readonly file: string
  readonly page: Page
  readonly kind: string
  readonly dpi: number
}

/** What one reader made of all sheets. */
export interface OcrResult {
  readonly reader: string
  readonly secondsPerPage: number
  /** Character error rate by kind of sheet, 0 to 1. */
  readonly errors: Readonly<Record<string, number>>
  readonly marksExact: number
  /** Of those, read exactly but for the kind of bracket, which detection folds. */
  readonly marksFolded: number
  readonly marks: number
  /** Marks that were not read exactly: what stood there → what was read. */
  readonly misread: readonly string[]
  /** Of the whole child process; null where it cannot be measured. */
  readonly megabytes: number | null
}

const run = promisify(execFile)
const readers = ['paddle', 'tesseract.js', 'native tesseract'] as const

/**
 * Draws the sheets, lets every reader read them, and prints a table.
 * @returns null, with a message on standard error, where no Chinese font is installed.
 */
export async function benchOcr(): Promise<OcrResult[] | null> {
  const missing = missingFonts()
  if (missing !== null) {
    console.error(`OCR: not measured. ${missing}`)
    return null
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baoshen-bench-'))
  try {
    const sheets = await drawSheets(folder)
    const results: OcrResult[] = []
    for (const reader of readers) {
      const readings = await readAll(reader, sheets)
      if (readings === null) console.error(`OCR: ${reader} is not installed and was left out.`)
      else results.push(judge(reader, sheets, readings))
    }
    printTable(results)
    return results
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function drawSheets(folder: string): Promise<Sheet[]> {
  const sheets: Sheet[] = []
  for (const page of drawnPages(16).slice(0, 3)) {
    const clean = path.join(folder, `${page.name}.png`)
    await writeFile(clean, await drawPage(page.lines, 200))
    sheets.push({ file: clean, page, kind: 'clean, 200 dpi', dpi: 200 })
    const scan = path.join(folder, `${page.name}.jpg`)
    await writeFile(scan, await degrade(await drawPage(page.lines, 150), 1.2, 50))
    sheets.push({ file: scan, page, kind: 'skewed and noisy, 150 dpi', dpi: 150 })
  }
  return sheets
}

interface Readings {
  readonly texts: readonly string[]
  readonly seconds: number
  readonly megabytes: number | null
}

async function readAll(reader: (typeof readers)[number], sheets: readonly Sheet[]): Promise<Readings | null> {
  if (reader === 'native tesseract') return readNatively(sheets)
  const engine = reader === 'paddle' ? 'paddle' : 'tesseract'
  const script = path.join(import.meta.dirname, 'ocr-reader.ts')
  const { stdout } = await run(process.execPath, [script, engine, ...sheets.map(sheet => sheet.file)], {
    maxBuffer: 64 * 2 ** 20,
  })
  return JSON.parse(stdout) as Readings
}

/** One process a page, as a script would call it; its start is part of the time, as it is for its users. */
async function readNatively(sheets: readonly Sheet[]): Promise<Readings | null> {
  const texts: string[] = []
  let megabytes: number | null = null
  const start = performance.now()
  for (const { file, dpi } of sheets) {
    try {
      const child = run('tesseract', [file, '-', '-l', 'chi_sim', '--dpi', String(dpi)])
      const watch = setInterval(() => {
        const peak = peakMegabytes(child.child.pid)
        if (peak !== null) megabytes = Math.max(megabytes ?? 0, peak)
      }, 50)
      texts.push(await child.then(({ stdout }) => stdout).finally(() => clearInterval(watch)))
    } catch {
      return null
    }
  }
  return { texts, seconds: (performance.now() - start) / 1000, megabytes }
}

function judge(reader: string, sheets: readonly Sheet[], readings: Readings): OcrResult {
  const wrong: Record<string, number> = {}
  const total: Record<string, number> = {}
  const misread: string[] = []
  let marks = 0
  let marksFolded = 0
  for (const [i, sheet] of sheets.entries()) {
    const text = readings.texts[i] ?? ''
    const truth = truthOf(sheet.page)
    wrong[sheet.kind] = (wrong[sheet.kind] ?? 0) + editDistance(truth, charactersOf(text))
    total[sheet.kind] = (total[sheet.kind] ?? 0) + truth.length
    for (const mark of sheet.page.marks) {
      marks++
      const reading = nearestReading(mark, text)
      if (foldBrackets(reading) === foldBrackets(mark)) marksFolded++
      if (reading !== mark) misread.push(`${sheet.kind}: ${mark} → ${reading}`)
    }
  }
  const errors = Object.fromEntries(
    Object.entries(wrong).map(([kind, count]) => [kind, count / (total[kind] ?? 1)]),
  )
  return {
    reader,
    secondsPerPage: readings.seconds / sheets.length,
    errors,
    marksExact: marks - misread.length,
    marksFolded,
    marks,
    misread,
    megabytes: readings.megabytes,
  }
}

function foldBrackets(text: string): string {
  return text.replaceAll(/[〔【［（(]/g, '[').replaceAll(/[〕】］）)]/g, ']')
}

/** The page's text in reading order, without white space. */
function truthOf(page: Page): string {
  const lines = [...page.lines].sort((a, b) => a.y - b.y || a.x - b.x)
  return charactersOf(lines.map(line => line.text).join(''))
}

function printTable(results: readonly OcrResult[]): void {
  const base = results.find(result => result.reader === 'native tesseract')
  console.log('OCR, drawn A4 pages; ratio = seconds a page against native tesseract -l chi_sim')
  for (const result of results) {
    const ratio =
      base === undefined ? '' : `ratio ${(result.secondsPerPage / base.secondsPerPage).toFixed(2)}  `
    const errors = Object.entries(result.errors).map(([kind, rate]) => `${kind} ${(100 * rate).toFixed(2)} %`)
    const memory = result.megabytes === null ? '' : `  peak ${Math.round(result.megabytes)} MB`
    console.log(
      `  ${result.reader.padEnd(17)} ${result.secondsPerPage.toFixed(2)} s/page  ${ratio}marks exact ${result.marksExact}/${result.marks}, but for brackets ${result.marksFolded}/${result.marks}  CER ${errors.join(', ')}${memory}`,
    )
    for (const line of result.misread) console.log(`      ${line}`)
  }
}

if (import.meta.main) await benchOcr()
