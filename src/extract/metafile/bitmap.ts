/** Bitmaps without a file header (wingdi.h BITMAPINFO), as clipboards and metafiles hold them. */

const headers: readonly number[] = [12, 40, 52, 56, 108, 124]
const bitfields = 3
const jpeg = 4
const png = 5

/**
 * A picture file of a bitmap: the file header says where the pixels begin, behind header, masks and palette.
 * @param infoBytes size of everything before the pixels, where it is known.
 * @returns null when the bytes do not begin with the header of a bitmap.
 */
export function bitmapFile(bytes: Uint8Array, infoBytes?: number): Uint8Array | null {
  if (bytes.length < 40) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = view.getUint32(0, true)
  if (!headers.includes(header)) return null
  const core = header === 12
  const bits = view.getUint16(core ? 10 : 14, true)
  const compression = core ? 0 : view.getUint32(16, true)
  if (!core && (compression === jpeg || compression === png)) return bytes.subarray(infoBytes ?? header)
  if (view.getUint16(core ? 8 : 12, true) !== 1 || ![1, 4, 8, 16, 24, 32].includes(bits)) return null
  const masks = header === 40 && compression === bitfields ? 12 : 0
  const named = core ? 0 : view.getUint32(32, true)
  const colors = bits > 8 ? named : named || 2 ** bits
  const pixels = infoBytes ?? header + masks + colors * (core ? 3 : 4)
  if (pixels > bytes.length) return null
  const file = Buffer.alloc(14 + bytes.length)
  file.write('BM')
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(14 + pixels, 10)
  file.set(bytes, 14)
  return file
}
