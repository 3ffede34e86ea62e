/** Tar archives, old, POSIX (ustar, pax) and GNU: every member, with what its headers say beside it. */
import type { Limits } from '../../document/limits.ts'
import { ProblemError } from '../../document/problem.ts'
import type { Extractor } from '../extractor.ts'
import { decodeName, printableName } from '../package/entry-name.ts'
import { memberTooLarge, tooManyMembers } from './bounded-bytes.ts'
import { type Member, readMembers } from './members.ts'
import { blockBytes, paxRecords, readTarHeader, type TarHeader } from './tar-header.ts'

/** @throws {ProblemError} `corrupt`, `too-large` (too many members). */
export const extractTar: Extractor = async function* (bytes, context) {
  yield* readMembers(membersOf(bytes, context.limits), context)
}

/** What earlier headers say of the next member. */
interface Ahead {
  name?: string
  link?: string
  size?: number
  comment?: string
  sparse?: boolean
}

function* membersOf(bytes: Uint8Array, limits: Limits): Generator<Member> {
  let ahead: Ahead = {}
  let count = 0
  for (let at = 0; at < bytes.length; ) {
    const header = readTarHeader(bytes.subarray(at, at + blockBytes))
    if (header === 'end') {
      if (bytes.subarray(at).some(byte => byte !== 0)) throw corrupt('data after its end')
      return
    }
    if (!header) throw corrupt(`no header at ${at}`)
    if (++count > limits.entries) throw tooManyMembers(limits.entries)
    const start = at + blockBytes * (1 + extensionBlocks(bytes, at, header))
    const about = isAbout(header)
    const stated = about ? header.size : (ahead.size ?? header.size)
    const size = hasContent(header) ? stated : 0
    const content = bytes.subarray(start, start + size)
    at = start + Math.ceil(size / blockBytes) * blockBytes
    if (about) {
      ahead = { ...ahead, ...readAhead(header, content) }
      if (content.length < size) throw corrupt('cut short')
      continue
    }
    yield memberOf(header, ahead, content, size, limits)
    if (content.length < size) throw corrupt('cut short')
    ahead = {}
  }
}

/** Types whose content says something of the next member, or of all that follow. */
function isAbout({ type }: TarHeader): boolean {
  return 'LKxgX'.includes(type)
}

/** Links, devices and folders have no content, whatever their size field says (POSIX pax, ustar). */
function hasContent({ type }: TarHeader): boolean {
  return !'123456'.includes(type)
}

function readAhead(header: TarHeader, content: Uint8Array): Ahead {
  const end = content.indexOf(0)
  const text = decodeName(end < 0 ? content : content.subarray(0, end))
  if (header.type === 'L') return { name: text }
  if (header.type === 'K') return { link: text }
  const records = paxRecords(content)
  const name = records.get('GNU.sparse.name') ?? records.get('path')
  const link = records.get('linkpath')
  const size = Number(records.get('size') ?? Number.NaN)
  const comment = records.get('comment')
  return {
    ...(name === undefined ? {} : { name }),
    ...(link === undefined ? {} : { link }),
    ...(Number.isSafeInteger(size) && size >= 0 ? { size } : {}),
    ...(comment === undefined ? {} : { comment }),
    ...([...records.keys()].some(key => key.startsWith('GNU.sparse.')) ? { sparse: true } : {}),
  }
}

function memberOf(
  header: TarHeader,
  ahead: Ahead,
  content: Uint8Array,
  size: number,
  limits: Limits,
): Member {
  const written = printableName(ahead.name ?? header.name).replaceAll('\\', '/')
  const name = header.type === '5' && !written.endsWith('/') ? `${written}/` : written
  const link = ahead.link ?? header.link
  const base = {
    ...(link === '' ? {} : { link }),
    ...(ahead.comment === undefined ? {} : { comment: ahead.comment }),
  }
  if (size === 0 && (!'0\0'.includes(header.type) || name.endsWith('/')))
    return { ...base, name, bytes: null }
  if (content.length > limits.fileBytes)
    return { ...base, name, bytes: null, problem: memberTooLarge(limits) }
  if (ahead.sparse || header.type === 'S') {
    const part = { zh: `稀疏文件 ${name}`, en: `The sparse file ${name}` }
    const reason = { zh: '空洞未还原', en: 'its holes are not restored' }
    return { ...base, name, bytes: content, problem: new ProblemError('part-unread', { part, reason }) }
  }
  return { ...base, name, bytes: content }
}

/** Blocks between the header of an old GNU sparse file and its content: maps of its holes. */
function extensionBlocks(bytes: Uint8Array, at: number, header: TarHeader): number {
  if (header.type !== 'S' || bytes[at + 482] !== 1) return 0
  let blocks = 1
  while (bytes[at + blocks * blockBytes + 504] === 1) blocks++
  return blocks
}

function corrupt(reason: string): ProblemError {
  return new ProblemError('corrupt', { reason: `tar: ${reason}` })
}
