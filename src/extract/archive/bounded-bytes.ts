/** Inflated bytes, collected until one member would be larger than a document may be. */
import type { Limits } from '../../document/limits.ts'
import { ProblemError } from '../../document/problem.ts'

export interface Collected {
  /** What was read, also when reading ended early; nothing when it was too much. */
  readonly bytes: Uint8Array
  /** How much was inflated for it. */
  readonly inflated: number
  /** Why reading ended early. */
  readonly problem?: ProblemError
}

/**
 * Reads to the end, or to the first damage, or to the size limit of one document. Never throws on account of the
 * contents; what a damaged member still gives is kept, since a mark may stand in it.
 */
export async function collect(
  pieces: AsyncIterable<Uint8Array>,
  limits: Pick<Limits, 'fileBytes'>,
): Promise<Collected> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of pieces) {
      size += piece.byteLength
      if (size > limits.fileBytes)
        return { bytes: new Uint8Array(), inflated: size, problem: memberTooLarge(limits) }
      chunks.push(piece)
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const bytes = error.code === 'too-large' ? new Uint8Array() : Buffer.concat(chunks)
    return { bytes, inflated: size, problem: error }
  }
  return { bytes: Buffer.concat(chunks), inflated: size }
}

/** One member is larger than a document may be. */
export function memberTooLarge({ fileBytes }: Pick<Limits, 'fileBytes'>): ProblemError {
  const what = { zh: '压缩包内单个文件的大小', en: 'The size of one file in the archive' }
  return new ProblemError('too-large', { what, size: `> ${fileBytes}`, limit: fileBytes })
}

/** What is inflated is out of proportion to what is stored: a bomb. */
export function ratioTooLarge({ ratio }: Pick<Limits, 'ratio'>): ProblemError {
  const what = { zh: '压缩比', en: 'The compression ratio' }
  return new ProblemError('too-large', { what, size: `> ${ratio}`, limit: ratio })
}

/** There are more members than one archive may have. */
export function tooManyMembers(limit: number): ProblemError {
  const what = { zh: '压缩包内的文件数', en: 'The number of files in the archive' }
  return new ProblemError('too-large', { what, size: `> ${limit}`, limit })
}

/** Everything that is inflated out of one archive together is over the limit. */
export function outputTooLarge({ inflatedBytes }: Pick<Limits, 'inflatedBytes'>): ProblemError {
  const what = { zh: '解压后的总大小', en: 'The inflated size' }
  return new ProblemError('too-large', { what, size: `> ${inflatedBytes}`, limit: inflatedBytes })
}
