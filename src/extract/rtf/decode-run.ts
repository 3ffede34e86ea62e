/** Bytes of a run of text as characters. */
import { decodeText } from '../encoding.ts'
import { decodeCodePage } from '../legacy/code-page.ts'
import { symbolCodePage } from './fonts.ts'

/** Files that say "Western" and hold Chinese bytes are common: what decodes as Chinese text is Chinese text. */
export function decodeRun(bytes: Uint8Array, codePage: number): string {
  if (codePage === symbolCodePage || !bytes.some(byte => byte >= 0x80))
    return Buffer.from(bytes.buffer).toString('latin1', 0, bytes.length)
  if (codePage === 1252 || codePage === 10000) {
    const guess = decodeText(bytes)
    if (guess && guess.undecoded === 0 && /[\u4e00-\u9fff]/.test(guess.text)) return guess.text
  }
  const text = decodeCodePage(bytes, codePage)
  if (text.includes('\ufffd')) {
    const guess = decodeText(bytes)
    if (guess?.undecoded === 0) return guess.text
  }
  return text
}
