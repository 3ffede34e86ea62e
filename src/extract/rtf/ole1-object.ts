/** Embedded objects of OLE 1.0 (MS-OLEDS 2.2.5), as `\objdata` holds them. */
import { type NativeObject, readOle10Native } from '../ole/ole10-native.ts'

/** Longer names are no names. */
const maxName = 4096
const linked = 1

/** @returns null for a link, which names a file elsewhere; `corrupt` when the header makes no sense. */
export function readOle1Object(bytes: Uint8Array): NativeObject | null | 'corrupt' {
  if (bytes.length < 12) return 'corrupt'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const format = view.getUint32(4, true)
  if (format === linked) return null
  let at = 8
  // Class, topic and item, each with its length before it.
  for (let i = 0; i < 3; i++) {
    if (at + 4 > bytes.length) return 'corrupt'
    const length = view.getUint32(at, true)
    if (length > maxName) return 'corrupt'
    at += 4 + length
  }
  // The native data has its size before it, as the stream Ole10Native has.
  return at + 4 < bytes.length ? readOle10Native(bytes.subarray(at)) : 'corrupt'
}
