/** What a ticket is bound to: the exact bytes of all files of a version, in their order. */
import { createHash } from 'node:crypto'

/** SHA-256, hex, over a line `<sha256 of the file> <bytes>` for each file. */
export function contentHash(files: readonly { readonly sha256: string; readonly bytes: number }[]): string {
  const hash = createHash('sha256')
  for (const { sha256, bytes } of files) hash.update(`${sha256} ${bytes}\n`)
  return hash.digest('hex')
}
