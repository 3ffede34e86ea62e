/** Chinese text that data and programs carry in base64 (RFC 4648 §4, §5), as `atob` and exports of editors do. */
import { chinese } from './escapes.ts'

const alphabet = /^[\w+/-]{16,}={0,2}$/
const blank = /\s+|\\n/g
const decoder = new TextDecoder('utf-8', { fatal: true })

/** @returns the text, or null when the value is not base64 or holds no Chinese in UTF-8. */
export function base64Text(value: string): string | null {
  const packed = value.replaceAll(blank, '')
  if (!alphabet.test(packed)) return null
  try {
    // Node takes both alphabets.
    const text = decoder.decode(Buffer.from(packed, 'base64'))
    return chinese.test(text) ? text : null
  } catch {
    return null
  }
}
