/** Archives that 7-Zip reads for us: 7z and RAR (versions 4 and 5) with their members, bzip2 and xz with one file. */
import type { Limits } from '../../document/limits.ts'
import type { ExtractedPart } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import type { ExtractContext, Extractor } from '../extractor.ts'
import { printableName } from '../package/entry-name.ts'
import { memberTooLarge, tooManyMembers } from './bounded-bytes.ts'
import { archiveText, type Member, readMembers } from './members.ts'
import { type Outcome, runSevenZip } from './seven-zip-engine.ts'
import { type ListedMember, memberErrors, parseListing } from './seven-zip-listing.ts'
import { innerName } from './single-file.ts'

/** Unpacked bytes that are held at a time; more is unpacked in several runs. */
const batchBytes = 256 * 2 ** 20
/** How often unpacking starts again after damage that 7-Zip does not survive. */
const attempts = 8

/** @throws {ProblemError} `encrypted` (its list of names), `corrupt`, `too-large`. */
export const extractSevenZip: Extractor = archive(() => '7z')

/** Signatures: `Rar!\x1a\x07\x00` up to version 4, `Rar!\x1a\x07\x01\x00` from version 5. */
/** @throws {ProblemError} `encrypted` (its list of names), `corrupt`, `too-large`. */
export const extractRar: Extractor = archive(bytes => (bytes[6] === 1 ? 'Rar5' : 'Rar'))

/** @throws {ProblemError} `corrupt`, `too-large`. */
export const extractBzip2: Extractor = singleFile('bzip2')

/** @throws {ProblemError} `corrupt`, `too-large`. */
export const extractXz: Extractor = singleFile('xz')

function archive(typeOf: (bytes: Uint8Array) => string): Extractor {
  return async function* (bytes, context): AsyncGenerator<ExtractedPart> {
    const { limits } = context
    const type = typeOf(bytes)
    if (type === '7z' && hasEncryptedNames(bytes)) throw new ProblemError('encrypted')
    const listed = await runSevenZip(bytes, ['l', '-slt', `-t${type}`], limits)
    const { members, comment, end } = parseListing(listed.output)
    if (members.length > limits.entries) throw tooManyMembers(limits.entries)
    yield* archiveText(comment, 'comment')
    yield* readMembers(membersOf(bytes, type, members, context), context)
    if (listed.exit !== 0) throw wholeProblem(type, listed)
    // What hangs on behind the end no reader shows.
    if (end !== null && bytes.subarray(end).some(byte => byte !== 0)) {
      throw new ProblemError('corrupt', { reason: `${type}: data after its end` })
    }
  }
}

/**
 * Some members of an archive that another reader has opened, by the names it found.
 * @param type as 7-Zip calls it.
 */
export async function* unpackMembers(
  bytes: Uint8Array,
  type: string,
  names: readonly string[],
  context: ExtractContext,
): AsyncGenerator<Member> {
  const listed = await runSevenZip(bytes, ['l', '-slt', `-t${type}`], context.limits)
  const members = parseListing(listed.output).members.filter(({ path }) => names.includes(path))
  yield* membersOf(bytes, type, members, context)
  const found = new Set(members.map(({ path }) => path))
  for (const name of names) {
    if (!found.has(name)) yield { name, bytes: null, problem: unpackProblem(name, 'not found by 7-Zip') }
  }
}

/** Those of which only the name is read, then batch after batch of the others. */
async function* membersOf(
  bytes: Uint8Array,
  type: string,
  listed: readonly ListedMember[],
  context: ExtractContext,
): AsyncGenerator<Member> {
  const { limits } = context
  const wanted: ListedMember[] = []
  for (const member of listed) {
    const reason = unwanted(member, limits)
    if (reason === null) wanted.push(member)
    else yield memberOf(member, null, reason)
  }
  for (const batch of batchesOf(wanted)) yield* unpack(bytes, type, batch, context)
}

/** @returns null when it is to be unpacked, undefined when its name is all there is, or why it is not read. */
function unwanted(member: ListedMember, limits: Limits): ProblemError | null | undefined {
  if (member.encrypted) return new ProblemError('encrypted')
  if (member.folder || member.link !== '' || member.size === 0) return undefined
  return (member.size ?? 0) > limits.fileBytes ? memberTooLarge(limits) : null
}

function batchesOf(members: readonly ListedMember[]): ListedMember[][] {
  const batches: ListedMember[][] = []
  let room = 0
  for (const member of members) {
    const size = member.size ?? 0
    if (room < size || batches.length === 0) {
      batches.push([])
      room = batchBytes
    }
    batches.at(-1)?.push(member)
    room -= size
  }
  return batches
}

/** Unpacks a batch; when 7-Zip gives up at one member, once more without it. */
async function* unpack(
  bytes: Uint8Array,
  type: string,
  batch: readonly ListedMember[],
  context: ExtractContext,
): AsyncGenerator<Member> {
  const { limits } = context
  const left = new Map(batch.map(member => [member.path, member]))
  const errors = new Map<string, string>()
  for (let attempt = 0; left.size > 0 && attempt < attempts; attempt++) {
    const names = Array.from(left.keys(), path => `"${path}"`)
    const done = await runSevenZip(bytes, ['x', `-t${type}`, '-aou'], limits, names)
    for (const [path, reason] of memberErrors(done.errors)) errors.set(path, reason)
    context.spend(done.wasted)
    const unfinished = done.crashed ? done.files.at(-1) : undefined
    for (const file of done.files) {
      const member = left.get(file.path)
      left.delete(file.path)
      if (file === unfinished) errors.set(file.path, 'damaged')
      const reason = errors.get(file.path)
      const problem = file.problem ?? (reason === undefined ? undefined : unpackProblem(file.path, reason))
      const found = { ...unlisted, ...member, path: file.path, ...(file.link ? { link: file.link } : {}) }
      yield memberOf(found, file.problem ? null : file.bytes, problem)
    }
    if (done.stopped) throw done.stopped
    if (!done.crashed) {
      if (done.exit !== 0 && errors.size === 0) throw wholeProblem(type, done)
      break
    }
    // It ended before it wrote anything: at the first of those that are left.
    if (!unfinished) {
      const [first] = left.values()
      if (first) yield unread(first, 'damaged')
      left.delete(first?.path ?? '')
    }
  }
  for (const member of left.values()) yield unread(member, errors.get(member.path) ?? 'not unpacked')
}

function unread(member: ListedMember, reason: string): Member {
  return memberOf(member, null, unpackProblem(member.path, reason))
}

/** A file that 7-Zip wrote under another name than it listed. */
const unlisted = { size: null, folder: false, encrypted: false, link: '', comment: '' }

function memberOf(listed: ListedMember, bytes: Uint8Array | null, problem: ProblemError | undefined): Member {
  const name = printableName(listed.path)
  return {
    name: listed.folder ? `${name}/` : name,
    bytes,
    link: listed.link,
    comment: listed.comment,
    ...(problem ? { problem } : {}),
  }
}

function unpackProblem(part: string, reason: string): ProblemError {
  if (/password|encrypted/i.test(reason)) return new ProblemError('encrypted')
  const zh = reasons.find(([said]) => reason.includes(said))?.[1]
  return new ProblemError('part-unread', {
    part: printableName(part),
    reason: zh ? { zh, en: reason } : reason,
  })
}

/** What 7-Zip says of single members, and what is said here. */
const reasons: readonly (readonly [said: string, zh: string])[] = [
  ['CRC Failed', '校验和不符'],
  ['Data Error', '数据已损坏'],
  ['Unexpected end', '数据不完整'],
  ['Unsupported Method', '压缩方法不受支持'],
  ['Missing volume', '缺少分卷'],
  ['damaged', '数据已损坏'],
  ['not unpacked', '未能解出'],
  ['not found', '未能解出'],
]

/**
 * Whether the list of names is packed (property 0x17) with the coder AES (id 06 F1 07 01): read without the
 * password it is noise (7zFormat.txt of the 7-Zip sources).
 */
function hasEncryptedNames(bytes: Uint8Array): boolean {
  if (bytes.length < 32) return false
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, 32)
  const at = 32 + Number(start.readBigUInt64LE(12))
  const header = Buffer.from(bytes.subarray(at, at + Math.min(Number(start.readBigUInt64LE(20)), 4096)))
  return header[0] === 0x17 && header.includes(Buffer.from([0x06, 0xf1, 0x07, 0x01]))
}

/** What 7-Zip says of an archive as a whole. */
function wholeProblem(type: string, { exit, errors, output }: Outcome): ProblemError {
  if (/encrypted archive|Wrong password/i.test(errors)) return new ProblemError('encrypted')
  const all = `${errors}\n${output}`
  const said = /(?:ERRORS?|WARNINGS?):\n?\s*([A-Z][^\n]{3,100})/.exec(all)?.[1]?.replace(/ : archive~?$/, '')
  return new ProblemError('corrupt', { reason: `${type}: ${said ?? `7-Zip: ${exit}`}` })
}

function singleFile(type: 'bzip2' | 'xz'): Extractor {
  return async function* (bytes, context): AsyncGenerator<ExtractedPart> {
    const { limits } = context
    const done = await runSevenZip(bytes, ['x', `-t${type}`], limits)
    context.spend(done.wasted)
    const [file] = done.files
    const problem = done.stopped ?? file?.problem ?? (done.exit === 0 ? undefined : wholeProblem(type, done))
    const kept = file && !file.problem ? file.bytes : null
    const name = innerName(context.name)
    yield* readMembers([{ name, bytes: kept, ...(problem ? { problem } : {}) }], context)
  }
}
