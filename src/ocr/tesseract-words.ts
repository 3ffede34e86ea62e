/** Tesseract's words into lines: it spaces Chinese characters apart and joins what stands far apart in one row. */
import type { RecognisedLine } from './engine.ts'

/** What is used of a tesseract.js word; confidence is 0 to 100. */
export interface TesseractWord {
  readonly text: string
  readonly confidence: number
  readonly bbox: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }
}

/** From this gap on, in text heights, the row goes on as another line: a number left, a caveat right. */
const lineGap = 2
/** From this gap on a space is kept between Chinese words. */
const spaceGap = 0.9
/** Ink of a Chinese character is this much lower than its font size. */
const inkToSize = 1.06

/** Splits one row of words at wide gaps and joins the words of each piece. */
export function linesOfWords(words: readonly TesseractWord[]): RecognisedLine[] {
  const height = typicalHeight(words)
  const groups: TesseractWord[][] = []
  for (const word of words) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && word.bbox.x0 - last.bbox.x1 < lineGap * height)
      group.push(word)
    else groups.push([word])
  }
  return groups.map(toLine).filter(line => line.text !== '')
}

function toLine(words: readonly TesseractWord[]): RecognisedLine {
  const height = typicalHeight(words)
  let text = ''
  let last: TesseractWord | undefined
  let sum = 0
  let count = 0
  for (const word of words) {
    const wide = last !== undefined && word.bbox.x0 - last.bbox.x1 > spaceGap * height
    if (last !== undefined && (wide || bothLatin(last.text, word.text))) text += ' '
    text += word.text
    sum += word.confidence * word.text.length
    count += word.text.length
    last = word
  }
  const left = Math.min(...words.map(word => word.bbox.x0))
  const top = Math.min(...words.map(word => word.bbox.y0))
  const right = Math.max(...words.map(word => word.bbox.x1))
  const bottom = Math.max(...words.map(word => word.bbox.y1))
  return {
    text: text.trim(),
    box: [left, top, right - left, bottom - top],
    confidence: count === 0 ? 0 : Math.min(1, Math.max(0, sum / count / 100)),
    size: Math.max(1, height * inkToSize),
    turns: 0,
  }
}

/** Only between Latin letters or digits is a space part of the text. */
function bothLatin(left: string, right: string): boolean {
  return (
    /[\p{Script=Latin}\p{Nd}\p{P}]$/u.test(left) &&
    /^[\p{Script=Latin}\p{Nd}(]/u.test(right) &&
    !/[　-〿＀-￯]$/u.test(left)
  )
}

/** Upper quartile of the words' heights: digits and commas are lower than characters. */
function typicalHeight(words: readonly TesseractWord[]): number {
  const heights = words.map(({ bbox }) => bbox.y1 - bbox.y0).sort((a, b) => a - b)
  return heights[Math.floor((heights.length - 1) * 0.75)] ?? 0
}
