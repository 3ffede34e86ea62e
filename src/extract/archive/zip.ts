/** Zip archives (PKWARE APPNOTE): every member, also when others are encrypted, damaged or have the same name. */
import type { Limits } from '../../document/limits.ts'
import { decodeText } from '../encoding.ts'
import type { Extractor } from '../extractor.ts'
import { readEntry } from '../package/contents.ts'
import { readDirectory, type StoredEntry } from '../package/directory.ts'
import { collect } from './bounded-bytes.ts'
import { archiveText, type Member, MemberNames, readMembers } from './members.ts'
import { unpackMembers } from './seven-zip.ts'

/** @throws {ProblemError} `corrupt` (no directory, or one that contradicts the entries), `too-large`. */
export const extractZip: Extractor = async function* (bytes, context) {
  const { limits } = context
  const { entries, folders, comment } = await readDirectory(bytes, limits)
  yield* archiveText(textOf(comment), 'comment')
  const names = new MemberNames()
  const folderMembers = folders.map(name => ({ name, bytes: null }))
  yield* readMembers(folderMembers, context, names)
  const usual = entries.filter(isUsual)
  yield* readMembers(membersOf(usual, limits), context, names)
  const others = entries.filter(entry => !isUsual(entry)).map(({ name }) => name)
  if (others.length > 0) yield* readMembers(unpackMembers(bytes, 'zip', others, context), context, names)
}

/** Stored or deflated, as nearly all are; encrypted ones are not read whatever their method. */
function isUsual({ method, encrypted }: StoredEntry): boolean {
  return encrypted || method === 0 || method === 8
}

async function* membersOf(entries: readonly StoredEntry[], limits: Limits): AsyncGenerator<Member> {
  for (const entry of entries) {
    const { bytes, inflated, problem } = await collect(readEntry(entry, limits.ratio), limits)
    const nothing = problem !== undefined && bytes.length === 0
    const member: Member = {
      name: entry.name,
      bytes: nothing || entry.link ? null : bytes,
      wasted: nothing ? inflated : 0,
      comment: textOf(entry.comment),
      ...(entry.link ? { link: textOf(bytes) } : {}),
      ...(problem ? { problem } : {}),
    }
    yield member
  }
}

function textOf(raw: Uint8Array): string {
  return raw.length === 0 ? '' : (decodeText(raw)?.text ?? Buffer.from(raw).toString('latin1'))
}
