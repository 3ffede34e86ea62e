/** What encoding a page says it is in. */
import type { Encoding } from '../encoding.ts'

/** Encodings that browsers take a label for (Encoding Standard §4.2), of those this project reads. */
const labels: Record<string, Encoding> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  gb18030: 'gb18030',
  'gb_2312-80': 'gb18030',
  'x-gbk': 'gb18030',
  big5: 'big5',
  'big5-hkscs': 'big5',
  'x-x-big5': 'big5',
}

const charset = /charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{1,40})/i

/** What `<meta charset>` or its older form says; browsers look at the first 1024 bytes. */
export function declaredEncoding(bytes: Uint8Array): Encoding | null {
  return encodingOfType(Buffer.from(bytes.subarray(0, 4096)).toString('latin1'))
}

/** The `charset=` of a content type, or of what else holds one; null for those that are not read here. */
export function encodingOfType(contentType: string): Encoding | null {
  const label = charset.exec(contentType)?.[1]
  return (label && labels[label.toLowerCase()]) || null
}
