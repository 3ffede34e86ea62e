/** What the tests of extractors share: a context that remembers problems, and a whole document read at once. */
import { defaultLimits, type Limits } from '../../src/document/limits.ts'
import type { ExtractedPart } from '../../src/document/picture.ts'
import { ProblemError } from '../../src/document/problem.ts'
import { extract } from '../../src/extract/extract.ts'

export interface Read {
  readonly type: string | null
  readonly parts: ExtractedPart[]
  /** Codes of all problems, the final one last. */
  readonly problems: string[]
}

/** Reads bytes as `extract` does; an error that is no ProblemError comes through. */
export async function read(
  content: Uint8Array | string,
  name = '',
  limits: Partial<Limits> = {},
): Promise<Read> {
  const problems: string[] = []
  const parts: ExtractedPart[] = []
  const { type, parts: source } = await extract(
    typeof content === 'string' ? Buffer.from(content) : content,
    {
      name,
      limits: { ...defaultLimits, ...limits },
      problem: code => problems.push(code),
    },
  )
  try {
    for await (const part of source) parts.push(part)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    problems.push(error.code)
  }
  return { type, parts, problems }
}

/** `channel: text` of every line, without the file name. */
export function linesOf({ parts }: Read): string[] {
  return parts
    .flatMap(part => part.lines)
    .filter(line => line.channel !== 'filename')
    .map(line => `${line.channel}: ${line.text}`)
}
