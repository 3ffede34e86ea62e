/** What every archive format hands over: its members, each screened by name and read as a document of its own. */
import type { Channel, Line } from '../../document/document.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import type { ProblemError } from '../../document/problem.ts'
import type { ExtractContext } from '../extractor.ts'
import { linesOf } from '../text.ts'
import { tooManyMembers } from './bounded-bytes.ts'
import { systemFileLines } from './system-files.ts'
import { UniqueLabels } from './unique-labels.ts'

/** One entry of an archive. */
export interface Member {
  /** As written in the archive, `/` between folders; a label, never a path on a disk. Ends in `/` for a folder. */
  readonly name: string
  /** What was read of it; null when nothing was, or when it holds nothing but its name. */
  readonly bytes: Uint8Array | null
  /** How much was inflated to no use: what is handed on is counted there. */
  readonly wasted?: number
  /** Why it was not read, or not to its end. */
  readonly problem?: ProblemError
  /** Where a symbolic or hard link points. */
  readonly link?: string
  /** What an archiver wrote beside the member. */
  readonly comment?: string
}

/** Parts of all members in their order: names of folders, links and comments, then what the member holds. */
export async function* readMembers(
  members: AsyncIterable<Member> | Iterable<Member>,
  context: ExtractContext,
  names = new MemberNames(),
): AsyncGenerator<ExtractedPart> {
  let read = 0
  for await (const member of members) {
    // Throws when this and earlier members used up what the whole document may inflate.
    context.spend(member.wasted ?? 0)
    const label = names.unique(member.name)
    // An empty file is nothing to screen: archives of programs are full of them.
    const unread = !member.bytes?.length
    if (!unread && ++read > context.limits.members) throw tooManyMembers(context.limits.members)
    const lines = [
      ...names.newFolders(member.name).flatMap(folder => linesOf(folder, 'filename')),
      ...linesOf(member.link ?? '', 'link'),
      ...linesOf(member.comment ?? '', 'comment'),
    ]
    // What is handed on is screened by name there; what is not, here.
    if (unread && !isFolder(member)) lines.push(...linesOf(member.name.split('/').at(-1) ?? '', 'filename'))
    if (lines.length > 0) yield textPart(`${label} › entry`, lines)
    if (member.problem) context.problem(member.problem.code, member.problem.details, label)
    if (!member.bytes || unread) continue
    const system = systemFileLines(member.bytes)
    if (system) yield textPart(label, system)
    else yield* context.nested(member.bytes, label)
  }
}

function isFolder({ name }: Member): boolean {
  return name.endsWith('/')
}

/** A part without pages: what stands in the archive itself. */
export function textPart(label: string, lines: Line[]): ExtractedPart {
  return { label, page: null, width: null, height: null, lines, pictures: [] }
}

/** The text of an archive itself (its comment), if it has any. */
export function* archiveText(text: string, channel: Channel): Generator<ExtractedPart> {
  const lines = linesOf(text, channel)
  if (lines.length > 0) yield textPart('archive', lines)
}

/** Names seen in one archive. */
export class MemberNames {
  readonly #labels = new UniqueLabels()
  readonly #folders = new Set<string>()

  unique(name: string): string {
    return this.#labels.unique(name.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '') || '.')
  }

  /** The folders in a member's path whose names did not occur before. */
  newFolders(name: string): string[] {
    const found: string[] = []
    for (const folder of name.split('/').slice(0, -1)) {
      if (folder === '' || folder === '.' || folder === '..' || this.#folders.has(folder)) continue
      this.#folders.add(folder)
      found.push(folder)
    }
    return found
  }
}
