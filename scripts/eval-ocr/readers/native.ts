/** `tesseract -l chi_sim` of the operating system, one process a page as a script would call it, before the same detector. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Line } from '../../../src/document/document.ts'
import { linesOfWords, type TesseractWord } from '../../../src/ocr/tesseract-words.ts'
import { openJudge } from './judge.ts'
import type { Reader } from './reader.ts'

const run = promisify(execFile)

const recognise = (file: string) =>
  run('tesseract', [file, '-', '-l', 'chi_sim', 'tsv'], { maxBuffer: 2 ** 26 })

/** Null when it is not installed. */
export async function openNative(): Promise<Reader | null> {
  const languages = await run('tesseract', ['--list-langs']).catch(() => null)
  if (languages === null || !/^chi_sim$/m.test(languages.stdout)) return null
  const judge = await openJudge()
  return {
    name: 'tesseract',
    async judge(file) {
      const start = performance.now()
      const { lines, size } = parseTsv((await recognise(file)).stdout)
      const judged = judge(lines, size)
      return { ...judged, seconds: (performance.now() - start) / 1000 }
    },
    lines: async file => parseTsv((await recognise(file)).stdout).lines,
    close: async () => {},
  }
}

/** Columns: level page block par line word left top width height conf text; level 1 is the page, 5 a word. */
export function parseTsv(tsv: string): { lines: Line[]; size: readonly [number, number] } {
  const rows = new Map<string, TesseractWord[]>()
  let size: readonly [number, number] = [1, 1]
  for (const row of tsv.split('\n').slice(1)) {
    const [level, page, block, paragraph, line, , left, top, width, height, conf, ...rest] = row.split('\t')
    const [x, y, w, h] = [left, top, width, height].map(Number) as [number, number, number, number]
    if (level === '1') size = [w, h]
    if (level !== '5') continue
    const key = [page, block, paragraph, line].join('/')
    const words = rows.get(key) ?? []
    rows.set(key, words)
    words.push({
      text: rest.join('\t'),
      confidence: Number(conf),
      bbox: { x0: x, y0: y, x1: x + w, y1: y + h },
    })
  }
  const lines: Line[] = []
  for (const words of rows.values()) {
    for (const { text, box, confidence, size: height } of linesOfWords(words)) {
      lines.push({ text, channel: 'ocr', box, confidence, size: height })
    }
  }
  return { lines, size }
}
