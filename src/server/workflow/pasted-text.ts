/** Pasted text becomes a file like any other. */
import type { z } from 'zod'
import { pageAround } from '../../gate/documents.ts'
import type { pastedTextSchema } from '../api/files.ts'
import { cleanFileName } from '../security/file-name.ts'
import type { NewFile } from './drafts.ts'
import type { Service } from './service.ts'

/** Encrypts it to disk; nothing refers to it yet. */
export async function writeText(service: Service, text: z.output<typeof pastedTextSchema>): Promise<NewFile> {
  const isHtml = text.format === 'html'
  const name = `${cleanFileName(text.name)}.${isHtml ? 'html' : 'txt'}`
  // Rich text arrives as a fragment; a page says that it is UTF-8.
  const content = isHtml ? pageAround(text.content) : text.content
  return { name, kind: 'text', written: await service.blobs.write([Buffer.from(content)]) }
}
