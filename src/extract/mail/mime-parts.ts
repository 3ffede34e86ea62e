/** Splits a mail into its parts (RFC 2045–2049), keeping what stands between and behind them. */
import mailsplit, { type MimeNode } from '@zone-eu/mailsplit'
import type { Limits } from '../../document/limits.ts'
import { ProblemError } from '../../document/problem.ts'
import { decodeRaw } from './header-text.ts'
import type { RawHeader } from './headers.ts'

export interface MimePart {
  /** In lower case, `text/plain` when none is stated. */
  readonly type: string
  /** As stated, or empty. */
  readonly charset: string
  /** Decoded, or empty. */
  readonly fileName: string
  readonly attached: boolean
  readonly headers: readonly RawHeader[]
  /** After the transfer encoding. */
  readonly bytes: Uint8Array
  /** Transfer encoding that is not known, so that the bytes are still in it; else empty. */
  readonly unknownEncoding: string
  /** Plain text with soft line ends (RFC 3676). */
  readonly flowed: boolean
}

export interface SplitMail {
  readonly headers: readonly RawHeader[]
  readonly parts: readonly MimePart[]
  /** Text that no mail program shows: before the first, behind the last boundary, or without any. */
  readonly between: string
  /** Subtypes of the multipart nodes. */
  readonly multiparts: readonly string[]
  /** Multipart nodes that turned out to have no part. */
  readonly empty: number
}

interface Node {
  readonly mime: MimeNode
  readonly pieces: Buffer[]
  children: number
}

const knownEncodings = ['', '7bit', '8bit', 'binary', 'base64', 'quoted-printable']
const headerBytes = 2 ** 20
/** Large web pages have hundreds; the splitter's own default is 1000. */
const mostParts = 5000

/** @throws {ProblemError} `too-large` (headers, number of parts). */
export async function splitMail(bytes: Uint8Array, limits: Limits): Promise<SplitMail> {
  const nodes = new Map<MimeNode, Node>()
  const between: Buffer[] = []
  const maxChildNodes = Math.min(limits.entries, mostParts)
  const splitter = new mailsplit.Splitter({ ignoreEmbedded: true, maxHeadSize: headerBytes, maxChildNodes })
  splitter.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  try {
    for await (const chunk of splitter as AsyncIterable<Chunk>) {
      if (chunk.type === 'node') {
        nodes.set(chunk, { mime: chunk, pieces: [], children: 0 })
        const parent = chunk.parentNode && nodes.get(chunk.parentNode)
        if (parent) parent.children++
      } else if (chunk.type === 'body') nodes.get(chunk.node)?.pieces.push(chunk.value)
      else between.push(chunk.value)
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EMAXLEN') throw error
    throw tooLarge(/header/i.test(error.message), maxChildNodes)
  }
  const all = [...nodes.values()]
  const parts: MimePart[] = []
  for (const node of all) {
    if (!node.mime.multipart || node.pieces.length > 0) parts.push(await partOf(node))
  }
  const multiparts = all.flatMap(({ mime }) => (mime.multipart ? [mime.multipart.toLowerCase()] : []))
  return {
    headers: headersOf(all[0]?.mime),
    parts,
    between: withoutBoundaries(Buffer.concat(between).toString('latin1'), all),
    multiparts,
    empty: all.filter(({ mime, children }) => mime.multipart && children === 0).length,
  }
}

type Chunk = MimeNode | { readonly type: 'data' | 'body'; readonly node: MimeNode; readonly value: Buffer }

async function partOf({ mime, pieces }: Node): Promise<MimePart> {
  const encoding = mime.encoding || ''
  const decoder = mime.getDecoder()
  decoder.end(Buffer.concat(pieces))
  const decoded = (await Array.fromAsync(decoder)) as Buffer[]
  return {
    type: mime.contentType || 'text/plain',
    charset: mime.charset || '',
    fileName: decodeRaw(mime.filename || ''),
    attached: mime.disposition === 'attachment',
    headers: headersOf(mime),
    bytes: Buffer.concat(decoded),
    unknownEncoding: knownEncodings.includes(encoding) ? '' : encoding,
    flowed: mime.flowed,
  }
}

function headersOf(mime: MimeNode | undefined): RawHeader[] {
  return mime?.headers ? mime.headers.getList() : []
}

/** The boundary lines themselves are no text: they stand in the headers of their multipart. */
function withoutBoundaries(between: string, nodes: readonly Node[]): string {
  const stated = new Set<string>()
  for (const { mime } of nodes) {
    const line = mime.multipart ? headersOf(mime).find(({ key }) => key === 'content-type')?.line : undefined
    const [, quoted, plain] = /boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(line ?? '') ?? []
    stated.add(quoted ?? plain ?? '')
  }
  return between
    .split('\n')
    .filter(line => {
      if (!line.startsWith('--')) return true
      const boundary = line.slice(2).trimEnd()
      return !stated.has(boundary) && !stated.has(boundary.replace(/--$/, ''))
    })
    .join('\n')
}

function tooLarge(headers: boolean, parts: number): ProblemError {
  if (headers) {
    const what = { zh: '邮件头的大小', en: 'The size of the mail headers' }
    return new ProblemError('too-large', { what, size: `> ${headerBytes}`, limit: headerBytes })
  }
  const what = { zh: '邮件的分段数', en: 'The number of mail parts' }
  return new ProblemError('too-large', { what, size: `> ${parts}`, limit: parts })
}
