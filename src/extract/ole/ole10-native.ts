/** The stream `\u0001Ole10Native` (MS-OLEDS 2.3.6): the native data of an object; for the Packager, a whole file. */

export interface NativeObject {
  /** Name the file had; '' when the object is no file. */
  readonly name: string
  /** Where it came from, as far as the object says: the author's own folders. */
  readonly paths: readonly string[]
  readonly bytes: Uint8Array
}

const ansi = new TextDecoder('gb18030')

/** Anything that is not laid out as the Packager does is taken as plain native data. */
export function readOle10Native(stream: Uint8Array): NativeObject {
  const cursor = new Cursor(stream)
  const total = cursor.u32()
  const packaged = readPackage(cursor)
  if (packaged) return packaged
  const end = total > 0 && 4 + total <= stream.byteLength ? 4 + total : stream.byteLength
  return { name: '', paths: [], bytes: stream.subarray(Math.min(4, stream.byteLength), end) }
}

/** Layout of the Packager: it is not in any specification, but every version since Windows 3.1 writes it so. */
function readPackage(cursor: Cursor): NativeObject | null {
  if (cursor.u16() !== 2) return null
  const label = cursor.ansiString()
  const source = cursor.ansiString()
  cursor.u16()
  cursor.u16()
  const temporary = cursor.bytes(cursor.u32())
  const data = cursor.bytes(cursor.u32())
  if (cursor.failed || !data || !temporary) return null
  const wide = [cursor.wideString(), cursor.wideString(), cursor.wideString()]
  const [wideTemporary = '', wideLabel = '', wideSource = ''] = cursor.failed ? [] : wide
  const paths = [wideSource || source, wideTemporary || ansi.decode(temporary).replace(/\0.*$/s, '')]
  return { name: wideLabel || label, paths: paths.filter(path => path !== ''), bytes: data }
}

class Cursor {
  /** Whether something was asked for that is not there. */
  failed = false
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  u16(): number {
    const at = this.#take(2)
    return at < 0 ? 0 : this.#view.getUint16(at, true)
  }

  u32(): number {
    const at = this.#take(4)
    return at < 0 ? 0 : this.#view.getUint32(at, true)
  }

  bytes(length: number): Uint8Array | null {
    const at = this.#take(length)
    return at < 0 ? null : this.#bytes.subarray(at, at + length)
  }

  /** Up to a zero byte. */
  ansiString(): string {
    const end = this.#bytes.indexOf(0, this.#at)
    const bytes = end < 0 || end - this.#at > 4096 ? null : this.bytes(end - this.#at)
    this.#take(1)
    if (!bytes) this.failed = true
    return bytes ? ansi.decode(bytes) : ''
  }

  /** A count of characters, then the characters. */
  wideString(): string {
    const bytes = this.bytes(2 * this.u32())
    return bytes ? Buffer.from(bytes).toString('utf16le').replace(/\0.*$/s, '') : ''
  }

  #take(length: number): number {
    const at = this.#at
    if (this.failed || at + length > this.#bytes.byteLength) {
      this.failed = true
      return -1
    }
    this.#at += length
    return at
  }
}
