/**
 * Checks a file's structure where pdf.js would show less than the file holds and say nothing: data that break
 * off inside a stream, and pages that the page tree holds beyond its own count.
 */

import { inflateSync } from 'node:zlib'
import type { Wording } from '../../document/problem.ts'
import { pageObjects, pagesInTree } from './page-tree.ts'
import { type RawStream, rawStreams } from './raw-streams.ts'
import { RawWordCollector, type RawWords } from './raw-words.ts'

export interface Structure {
  /** Why data are missing, or null. Not to be known of an encrypted file: its streams are not readable here. */
  readonly damage: Wording | null
  /** Pages hanging in the page tree, whatever its count says; null when that cannot be told. */
  readonly pages: number | null
  /** Whether checking stopped because inflating took more than the limit. */
  readonly overflow: boolean
  /** Words that pdf.js does not give; of an encrypted file only names that stand outside its streams. */
  readonly words: RawWords
}

/** Larger streams are images; pdf.js decodes them once more. */
const largestInflated = 128 * 2 ** 20

export function structureOf(bytes: Uint8Array, inflatedLimit: number): Structure {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = new RawWordCollector()
  const encrypted = file.includes('/Encrypt')
  const objects = new Map<string, string>()
  let damage: Wording | null = null
  let inflated = 0
  let end = 0
  const plain = (text: string) => {
    pageObjects(text, objects)
    words.objects(text)
  }
  for (const stream of rawStreams(bytes)) {
    plain(file.toString('latin1', end, stream.from))
    end = stream.to
    if (encrypted) continue
    const checked = check(stream)
    damage ??= checked.damage
    inflated += checked.inflated?.length ?? 0
    if (inflated > inflatedLimit) return { damage, pages: null, overflow: true, words: words.words() }
    if (checked.inflated && /\/ObjStm\b/.test(stream.dictionary))
      plain(unpacked(stream.dictionary, checked.inflated))
    else words.content(checked.inflated ?? Buffer.from(stream.filter === null ? stream.data : []))
  }
  plain(file.toString('latin1', end))
  const pages = encrypted ? null : pagesInTree(objects)
  return { damage, pages, overflow: false, words: words.words() }
}

function check(stream: RawStream): { damage: Wording | null; inflated: Buffer | null } {
  const damage = {
    zh: `对象 ${stream.object} 的数据不完整`,
    en: `the data of object ${stream.object} break off`,
  }
  if (stream.filter === 'DCTDecode' || stream.filter === 'DCT') {
    const tail = Buffer.from(stream.data.subarray(-1024))
    return { damage: tail.includes(Buffer.of(0xff, 0xd9)) ? null : damage, inflated: null }
  }
  if (stream.filter !== 'FlateDecode' && stream.filter !== 'Fl') return { damage: null, inflated: null }
  try {
    return { damage: null, inflated: inflateSync(stream.data, { maxOutputLength: largestInflated }) }
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    // A wrong checksum comes after the last byte; too large is not broken.
    const complete =
      message === 'incorrect data check' || (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    return { damage: complete || stream.data.length === 0 ? null : damage, inflated: null }
  }
}

/** Rewrites an object stream (ISO 32000-1, 7.5.7) as the plain objects it stands for. */
function unpacked(dictionary: string, inflated: Buffer): string {
  const first = Number(/\/First\s+(\d{1,9})/.exec(dictionary)?.[1] ?? 0)
  const pairs = inflated.toString('latin1', 0, first).trim().split(/\s+/)
  const objects: string[] = []
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    const from = first + Number(pairs[index + 1])
    const to = index + 3 < pairs.length ? first + Number(pairs[index + 3]) : inflated.length
    if (to - from <= 2 ** 20)
      objects.push(`${pairs[index]} 0 obj ${inflated.toString('latin1', from, to)} endobj`)
  }
  return objects.join('\n')
}
