/** A reader without error: the text as it was drawn. What it misses is the detector's to mend, not the OCR's. */
import type { Line } from '../../../src/document/document.ts'
import type { DrawnLine } from '../drawing/render.ts'
import { openJudge } from './judge.ts'
import type { Reader } from './reader.ts'

const toLine = ({ text, box, size, color }: DrawnLine): Line => ({
  text,
  channel: 'ocr',
  box: [...box],
  confidence: 1,
  size,
  color,
})

export async function openIdeal(): Promise<Reader> {
  const judge = await openJudge()
  return {
    name: 'ideal',
    judge: async (_file, { lines, size }) => ({ ...judge(lines.map(toLine), size), seconds: 0 }),
    lines: async (_file, { lines }) => lines.map(toLine),
    close: async () => {},
  }
}
