/**
 * Tells a PDF that was cut short or patched from a whole one. pdf.js repairs such files in silence and shows
 * fewer pages; a screening tool must not take that for the whole document.
 *
 * ISO 32000-1, 7.5.5: a file ends with `startxref`, the offset of the last cross-reference section, and `%%EOF`.
 * Readers accept `%%EOF` within the last 1024 bytes (Adobe implementation note 18).
 */
import type { Wording } from '../../document/problem.ts'

const tailBytes = 1024
const headBytes = 1024

/** @returns why the file is not whole, or null when it is. */
export function damageOf(bytes: Uint8Array): Wording | null {
  const end = endOfContent(bytes)
  const tail = latin(bytes, Math.max(0, end - tailBytes - 64), end)
  const eof = tail.lastIndexOf('%%EOF')
  if (eof < 0 || tail.length - eof > tailBytes) return { zh: '缺少文件结束标记', en: 'no end-of-file mark' }
  if (/\d+\s+\d+\s+obj\b/.test(tail.slice(eof)))
    return { zh: '文件结束标记之后还有内容', en: 'data after the end-of-file mark' }
  const start = /startxref\s{1,8}(\d{1,12})\s{0,8}$/.exec(tail.slice(0, eof))
  if (!start) return { zh: '缺少 startxref', en: 'no startxref' }
  return pointsAtCrossReference(bytes, Number(start[1]))
    ? null
    : { zh: '交叉引用表位置不对', en: 'the cross-reference table is not where it should be' }
}

function pointsAtCrossReference(bytes: Uint8Array, offset: number): boolean {
  // Some writers count from `%PDF-`, not from the first byte of the file.
  const header = Math.max(0, latin(bytes, 0, headBytes).indexOf('%PDF-'))
  return [offset, offset + header].some(at =>
    /^\s{0,16}(xref\b|\d{1,10}\s+\d{1,5}\s+obj\b)/.test(latin(bytes, at, at + 48)),
  )
}

/** Ignores white space and NUL padding at the end. */
function endOfContent(bytes: Uint8Array): number {
  let end = bytes.length
  while (end > 0 && isPadding(bytes[end - 1] as number)) end -= 1
  return end
}

function isPadding(byte: number): boolean {
  return byte === 0 || byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 32
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1')
}
