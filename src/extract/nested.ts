/** Documents inside documents: one set of limits for the whole tree, labels that show the nesting. */
import type { ExtractedPart } from '../document/picture.ts'
import { ProblemError } from '../document/problem.ts'
import type { ExtractContext, ExtractSettings } from './extractor.ts'

/** Parts of the member that the context belongs to. */
type ReadMember = (bytes: Uint8Array, context: ExtractContext) => AsyncIterable<ExtractedPart>

/** What the whole tree of documents has used of the limits. */
interface Usage {
  inflatedBytes: number
  members: number
}

/** Between the names of a nesting, as the contract shows it. */
const arrow = ' › '

/** The context of a document that stands in no other. @param read reads a member with the context it gets. */
export function rootContext(settings: ExtractSettings, read: ReadMember): ExtractContext {
  return contextAt(settings, read, { inflatedBytes: 0, members: 0 }, 0)
}

function contextAt(settings: ExtractSettings, read: ReadMember, usage: Usage, depth: number): ExtractContext {
  const { limits, name } = settings
  const context: ExtractContext = {
    limits,
    name,
    problem: (code, details, part) => settings.problem(code, details, part),
    spend(bytes) {
      usage.inflatedBytes += bytes
      if (usage.inflatedBytes > limits.inflatedBytes) {
        const what = { zh: '解压后的总大小', en: 'The inflated size' }
        throw new ProblemError('too-large', { what, size: usage.inflatedBytes, limit: limits.inflatedBytes })
      }
    },
    async *nested(bytes, member) {
      const label = (part: string | undefined) => (part === undefined ? member : `${member}${arrow}${part}`)
      try {
        usage.members += 1
        checkNesting(usage, depth + 1, limits)
        context.spend(bytes.length)
        const own = contextAt(
          {
            limits,
            name: baseName(member),
            problem: (code, details, part) => settings.problem(code, details, label(part)),
          },
          read,
          usage,
          depth + 1,
        )
        for await (const part of read(bytes, own)) yield { ...part, label: label(part.label) }
      } catch (error) {
        const problem = asProblem(error)
        settings.problem(problem.code, problem.details, member)
      }
    },
  }
  return context
}

/** @throws {ProblemError} `too-large`. */
function checkNesting(usage: Usage, depth: number, limits: ExtractSettings['limits']): void {
  if (depth > limits.depth) {
    throw new ProblemError('too-large', {
      what: { zh: '嵌套层数', en: 'The depth of nesting' },
      size: depth,
      limit: limits.depth,
    })
  }
  if (usage.members > limits.members) {
    throw new ProblemError('too-large', {
      what: { zh: '内嵌文件数', en: 'The number of files inside' },
      size: usage.members,
      limit: limits.members,
    })
  }
}

/** The last step of a member's path; it is only ever a name, never a place to write to. */
function baseName(member: string): string {
  return member.split(/[\\/]/).at(-1) ?? member
}

/** A library's exception becomes `corrupt`; its message is left out, since it may quote the document. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const reason = error instanceof Error ? error.name : typeof error
  return new ProblemError('corrupt', { reason }, { cause: error })
}
