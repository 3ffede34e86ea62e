/** Streams the files of a multipart request into encrypted blobs, within the limits. */
import type { FastifyRequest } from 'fastify'
import { type Blobs, OversizeError, type Written } from '../vault/blobs.ts'
import { ApiProblem } from './api/problem.ts'
import { cleanFileName } from './security/file-name.ts'

export interface Upload {
  readonly name: string
  readonly written: Written
}

/**
 * @param limits bytes of one file, and how many files.
 * @throws {ApiProblem} `unsupported-media`, `invalid`, `too-large`, `too-many-files`, `no-content`; nothing is left behind.
 */
export async function receiveFiles(
  request: FastifyRequest,
  blobs: Blobs,
  limits: { bytes: number; files: number },
): Promise<Upload[]> {
  if (!request.isMultipart()) throw new ApiProblem('unsupported-media')
  const uploads: Upload[] = []
  try {
    // The plugin's own limit cuts a file short and says nothing: it lies beyond ours, which refuses.
    for await (const part of request.parts({ limits: { fileSize: limits.bytes + 1 } })) {
      // What somebody sent as a file without a name would be missing unseen.
      if (part.type === 'field') throw new ApiProblem('invalid', { what: `${part.fieldname}: not a file` })
      if (uploads.length >= limits.files) throw new ApiProblem('too-many-files', { limit: limits.files })
      const written = await blobs.write(part.file, limits.bytes)
      uploads.push({ name: cleanFileName(part.filename), written })
      if (part.file.truncated) throw new OversizeError()
    }
    if (uploads.length === 0) throw new ApiProblem('no-content')
    return uploads
  } catch (error) {
    await blobs.remove(uploads.map(each => each.written.id))
    if (error instanceof OversizeError) {
      throw new ApiProblem('too-large', { limit: `${Math.round(limits.bytes / 2 ** 20)} MB` })
    }
    throw error
  }
}
