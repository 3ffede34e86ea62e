/** What a ticket is bound to: the canonical form of a version's title, texts and files (gate/canonical.ts). */
import { canonicalOf } from '../../gate/canonical.ts'
import { bodyOfPage } from '../../gate/documents.ts'
import type { Trx } from '../../store/open.ts'
import type { FileTable, SubmissionTable } from '../../store/submission-schema.ts'
import { untitled } from './drafts.ts'
import type { Service } from './service.ts'

/** @returns SHA-256, hex: the same that the gate finds for a post of this title, text and files. */
export async function contentHash(
  service: Service,
  trx: Trx,
  { title, url }: Pick<SubmissionTable, 'title' | 'url'>,
  files: readonly Pick<FileTable, 'kind' | 'name' | 'src' | 'sha256' | 'blobId'>[],
): Promise<string> {
  const bodies: { format: 'html' | 'text'; content: string }[] = []
  for (const { kind, name, blobId } of files) {
    if (kind !== 'text') continue
    const content = (await service.blobs.read(trx, blobId)).toString()
    const isHtml = name.endsWith('.html')
    bodies.push({ format: isHtml ? 'html' : 'text', content: isHtml ? bodyOfPage(content) : content })
  }
  const attachments = files.filter(each => each.kind === 'upload')
  return canonicalOf({ title: title === untitled ? null : title, bodies, attachments, url }).hash
}
