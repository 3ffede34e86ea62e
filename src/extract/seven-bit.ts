/**
 * Chinese in encodings of ASCII letters only, as old mail and news programs wrote it: UTF-7 (RFC 2152) and
 * HZ (RFC 1843). Stretches are decoded one by one, since the rest of such a text is plain ASCII.
 */
import { chinese } from './escapes.ts'

/** What a shifted stretch of a Chinese text may hold: ideographs, their punctuation, symbols, full-width forms. */
const chineseOnly =
  /^[\u00a0-\u00b7\u2010-\u27bf\u2b50\u3000-\u30ff\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\r\n]+$/
const utf7Run = /\+([A-Za-z0-9+/]{3,4000})-?/g
const hzRun = /~\{((?:[\x21-\x77][\x21-\x7e]){1,2000})~\}/g

/** @returns the text with its UTF-7 and HZ stretches decoded; null when it has none that are Chinese. */
export function decodeSevenBit(text: string): string | null {
  if (!text.includes('+') && !text.includes('~{')) return null
  const decoded = text
    .replaceAll(utf7Run, (whole, base64: string) => decodeUtf7(base64) ?? whole)
    .replaceAll(hzRun, (_, pairs: string) => decodeHz(pairs))
  return decoded !== text && chinese.test(decoded) ? decoded : null
}

/** UTF-16BE in base64 without padding; the bits left over are zero. */
function decodeUtf7(base64: string): string | null {
  const units = Math.floor((base64.length * 6) / 16)
  const leftOver = base64.length * 6 - units * 16
  if (units === 0 || leftOver >= 6) return null
  const bytes = Buffer.from(base64, 'base64').subarray(0, units * 2)
  if (bytes.length % 2 !== 0) return null
  const text = Buffer.from(bytes).swap16().toString('utf16le')
  return chineseOnly.test(text) ? text : null
}

/** GB 2312 with the high bits off. */
function decodeHz(pairs: string): string {
  return new TextDecoder('gb18030').decode(Buffer.from(pairs, 'latin1').map(byte => byte | 0x80))
}
