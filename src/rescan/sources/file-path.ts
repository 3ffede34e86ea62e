/** From an address to the path of the file that a web server would send for it. */
import { decodeText } from '../../extract/encoding.ts'

/** Names of files, unescaped, in UTF-8 or GBK; null when it cannot be a path below a folder. */
export function filePathOf(address: string): string | null {
  const bytes = new URL(address).pathname.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  const relative = decodeText(Buffer.from(bytes, 'latin1'))?.text.replace(/^\/+/, '') ?? ''
  return relative === '' || relative.includes('\0') || relative.split('/').includes('..') ? null : relative
}
