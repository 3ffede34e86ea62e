/**
 * Text of a 100-page PDF: baoshen's extraction beside poppler's `pdftotext`, one after the other in one run.
 * `node scripts/bench/pdf-text.ts` runs it by itself.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fontkit from '@pdf-lib/fontkit'
import { PDFDocument } from 'pdf-lib'
import { defaultLimits } from '../../src/document/limits.ts'
import { documentContext } from '../../src/extract/extract.ts'
import { extractPdf } from '../../src/extract/pdf/pdf.ts'

const pages = 100
const rounds = 3
const song = '/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf'
const sentence = '各县（市、区）要按照本通知要求，结合实际抓好落实，于2031年5月20日前将情况报市园林局。'

/** A hundred pages of 28 lines in an embedded Chinese font. */
async function hundredPages(): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit)
  const font = await document.embedFont(readFileSync(song), { subset: true })
  for (let number = 1; number <= pages; number += 1) {
    const page = document.addPage([595, 842])
    for (let line = 0; line < 28; line += 1) {
      page.drawText(sentence.slice(0, 36), { x: 70, y: 780 - line * 26, size: 12, font })
    }
  }
  return await document.save()
}

async function ours(bytes: Uint8Array): Promise<number> {
  const problem = (code: string) => {
    throw new Error(`unexpected problem ${code}`)
  }
  let characters = 0
  for await (const part of extractPdf(
    bytes,
    documentContext({ limits: defaultLimits, name: 'bench.pdf', problem }),
  )) {
    for (const line of part.lines) if (line.channel === 'body') characters += line.text.length
  }
  return characters
}

async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** The best of a few rounds, taken in turns so that a busy machine slows both. */
export async function benchPdfText(): Promise<void> {
  if (spawnSync('pdftotext', ['-v']).error || !existsSync(song)) {
    console.log(
      'PDF text: skipped, needs pdftotext and a font (apt-get install poppler-utils fonts-arphic-gbsn00lp)',
    )
    return
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-bench-'))
  try {
    const bytes = await hundredPages()
    const [file, text] = [path.join(folder, 'bench.pdf'), path.join(folder, 'bench.txt')]
    writeFileSync(file, bytes)
    let [here, there, read] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0]
    for (let round = 0; round < rounds; round += 1) {
      there = Math.min(there, await seconds(() => spawnSync('pdftotext', ['-layout', file, text])))
      here = Math.min(here, await seconds(async () => (read = await ours(bytes))))
    }
    const theirs = readFileSync(text, 'utf8').replaceAll(/\s/g, '').length
    const ratio = (here / there).toFixed(1)
    const rate = `${(pages / here).toFixed(0)} against ${(pages / there).toFixed(0)} pages/s`
    console.log(`PDF text: ${ratio} × the time of pdftotext (${rate}); ${read} and ${theirs} characters read`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (import.meta.main) await benchPdfText()
