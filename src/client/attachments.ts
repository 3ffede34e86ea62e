/** Attachments from a disk or from memory, with the hash of their bytes. */
import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import path from 'node:path'
import type { Attachment } from './contract.ts'
import { Failure } from './failures.ts'

export interface Prepared {
  readonly name: string
  readonly src: string | null
  /** Hex. */
  readonly sha256: string
  /** Null: only the hash is known. Read from the disk as it is sent. */
  readonly bytes: Blob | null
}

/** @throws {Failure} `file-unreadable`. */
export async function prepare(attachment: Attachment): Promise<Prepared> {
  const src = attachment.src ?? null
  if ('sha256' in attachment) return { name: attachment.name, src, sha256: attachment.sha256, bytes: null }
  if ('bytes' in attachment) {
    const sha256 = createHash('sha256').update(attachment.bytes).digest('hex')
    return { name: attachment.name, src, sha256, bytes: new Blob([new Uint8Array(attachment.bytes)]) }
  }
  const name = attachment.name ?? path.basename(attachment.path)
  try {
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(attachment.path)) hash.update(chunk)
    return { name, src, sha256: hash.digest('hex'), bytes: await openAsBlob(attachment.path) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Failure('file-unreadable', `${name}: ${code}`, { attachment: name, cause: error })
  }
}
