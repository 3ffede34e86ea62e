/** Chinese text that data and programs carry in base64 (RFC 4648 §4, §5), as `atob` and exports of editors do. */
import { chinese } from './escapes.ts'

const alphabet = /^(?:[A-Za-z0-9+/_-]|\\n|\s){16,}={0,2}\s*$/
const decoder = new TextDecoder('utf-8', { fatal: true })

/** @returns the text, or null when the value is not base64 or holds no Chinese in UTF-8. */
export function base64Text(value: string): string | null {
  if (!alphabet.test(value)) return null
  try {
    // Node takes both alphabets and skips white space.
    const text = decoder.decode(Buffer.from(value.replaceAll('\\n', ''), 'base64'))
    return chinese.test(text) ? text : null
  } catch {
    return null
  }
}
