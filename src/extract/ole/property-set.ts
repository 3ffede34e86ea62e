/**
 * Document properties of compound files (MS-OLEPS): the streams `\u0005SummaryInformation` and
 * `\u0005DocumentSummaryInformation`, as `name=value`.
 */

import { decodeCodePage } from '../legacy/code-page.ts'

/** Property identifiers (MS-OLEPS 3.1.2, MS-OSHARED 2.3.3.2.1.1), by the format identifier's first bytes. */
const names: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  f29f85e0: {
    2: 'title',
    3: 'subject',
    4: 'creator',
    5: 'keywords',
    6: 'description',
    7: 'template',
    8: 'lastModifiedBy',
    18: 'application',
  },
  d5cdd502: {
    2: 'category',
    3: 'presentationFormat',
    13: 'titlesOfParts',
    14: 'manager',
    15: 'company',
    26: 'contentType',
    27: 'contentStatus',
    28: 'language',
  },
}

/** UTF-16 as a code page. */
const unicode = 1200
const maxProperties = 10_000
/**
 * Every text property, custom ones included. What lies outside the stream is left out.
 * @returns `title=关于…`, `密级=秘密`; numbers and dates are not given.
 */
export function propertyTexts(stream: Uint8Array): string[] {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  const texts: string[] = []
  if (stream.byteLength < 28) return texts
  const sets = Math.min(16, view.getUint32(24, true))
  for (let i = 0; i < sets; i++) {
    const at = 28 + 20 * i
    if (at + 20 > stream.byteLength) break
    const known = names[view.getUint32(at, true).toString(16).padStart(8, '0')] ?? {}
    const start = view.getUint32(at + 16, true)
    if (start + 8 <= stream.byteLength) texts.push(...new PropertySet(stream.subarray(start), known).texts())
  }
  return texts
}

class PropertySet {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #known: Readonly<Record<number, string>>
  readonly #offsets = new Map<number, number>()
  readonly #codePage: number

  constructor(bytes: Uint8Array, known: Readonly<Record<number, string>>) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#known = known
    const count = Math.min(maxProperties, this.#u32(4))
    for (let i = 0; i < count; i++) this.#offsets.set(this.#u32(8 + 8 * i), this.#u32(12 + 8 * i))
    this.#codePage = this.#u32((this.#offsets.get(1) ?? bytes.byteLength) + 4) & 0xffff || 936
  }

  *texts(): Generator<string> {
    const custom = this.#dictionary()
    for (const [id, at] of this.#offsets) {
      const name = this.#known[id] ?? custom.get(id) ?? `property ${id}`
      for (const value of this.#values(at)) if (/[\p{L}\p{N}]/u.test(value)) yield `${name}=${value.trim()}`
    }
  }

  /** Names of custom properties (property 0, MS-OLEPS 2.17). */
  #dictionary(): Map<number, string> {
    const found = new Map<number, string>()
    let at = this.#offsets.get(0)
    if (at === undefined) return found
    const count = Math.min(maxProperties, this.#u32(at))
    at += 4
    for (let i = 0; i < count && at + 8 <= this.#bytes.byteLength; i++) {
      const length = this.#u32(at + 4)
      const wide = this.#codePage === unicode
      const size = wide ? 2 * length : length
      found.set(this.#u32(at), this.#decode(at + 8, size, this.#codePage))
      at += 8 + (wide ? Math.ceil(size / 4) * 4 : size)
    }
    return found
  }

  /** Strings (VT_LPSTR 30, VT_LPWSTR 31), vectors of them and of variants (0x1000, VT_VARIANT 12). */
  *#values(at: number): Generator<string> {
    const type = this.#u32(at) & 0xffff
    if (type === 30 || type === 31) yield this.#string(at + 4, type).text
    if ((type & 0x1000) === 0) return
    const count = Math.min(maxProperties, this.#u32(at + 4))
    let place = at + 8
    for (let i = 0; i < count && place + 4 <= this.#bytes.byteLength; i++) {
      let item = type & 0xfff
      if (item === 12) {
        item = this.#u32(place) & 0xffff
        place += 4
      }
      if (item !== 30 && item !== 31) {
        place += 4
        continue
      }
      const { text, end } = this.#string(place, item)
      yield text
      place = end
    }
  }

  #string(at: number, type: number): { text: string; end: number } {
    const length = this.#u32(at)
    const wide = type === 31
    const size = wide ? 2 * length : length
    const text = this.#decode(at + 4, size, wide ? unicode : this.#codePage)
    // Padded to 4 bytes by the specification; inside vectors of variants Office does not pad narrow strings.
    return { text, end: at + 4 + (wide ? Math.ceil(size / 4) * 4 : size) }
  }

  #decode(at: number, size: number, codePage: number): string {
    const bytes = this.#bytes.subarray(at, at + size)
    return decodeCodePage(bytes, codePage).replace(/\0.*$/s, '')
  }

  #u32(at: number): number {
    return at + 4 <= this.#bytes.byteLength ? this.#view.getUint32(at, true) : 0
  }
}
