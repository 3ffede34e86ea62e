/** Records of EMF+ (MS-EMFPLUS 2.3), which stand in comments of an enhanced metafile. */
import { Binary } from '../legacy/binary.ts'

const drawString = 0x401c
const drawDriverString = 0x4036
const object = 0x4008
const objectContinues = 0x8000
const imageObject = 5
const bitmapImage = 1
const compressedBitmap = 1
/** Characters instead of numbers of glyphs. */
const characterLookup = 1

export class EmfPlusReader {
  readonly pictures: Uint8Array[] = []
  /** False when it draws something that cannot be read. */
  readable = true
  readonly #texts: string[] = []

  texts(): readonly string[] {
    return this.#texts.map(text => text.trim()).filter(text => text !== '')
  }

  /** @param bytes of one comment behind its signature. */
  read(bytes: Uint8Array): void {
    const data = new Binary(bytes)
    for (let at = 0; at + 12 <= data.length; ) {
      const size = data.u32(at + 4)
      if (size < 12) break
      const start = at + 12
      const end = Math.min(at + size, data.length)
      const type = data.u16(at)
      if (type === drawString) {
        const room = Math.max(0, end - start - 28) >> 1
        this.#texts.push(data.wide(start + 28, Math.min(data.u32(start + 8), room)))
      } else if (type === drawDriverString) this.#driverString(data, start, end)
      else if (type === object) this.#object(data, data.u16(at + 2), start, end)
      at += size
    }
  }

  #driverString(data: Binary, start: number, end: number): void {
    if ((data.u32(start + 4) & characterLookup) === 0) {
      this.readable = false
      return
    }
    const room = Math.max(0, end - start - 16) >> 1
    this.#texts.push(data.wide(start + 16, Math.min(data.u32(start + 12), room)))
  }

  /** Bitmaps are PNG or JPEG files, or plain pixels, which the enhanced metafile around repeats. */
  #object(data: Binary, flags: number, start: number, end: number): void {
    if (((flags >> 8) & 0x7f) !== imageObject || data.u32(start + 4) !== bitmapImage) return
    if ((flags & objectContinues) !== 0) this.readable = false
    else if (data.u32(start + 24) === compressedBitmap) this.pictures.push(data.slice(start + 28, end))
  }
}
