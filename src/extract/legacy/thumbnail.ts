/** The picture of the first page that programs keep among the properties (MS-OLEPS 3.1.2 PIDSI_THUMBNAIL, 2.6 VT_CF). */
import { Binary } from './binary.ts'

const thumbnailProperty = 17
const clipboardData = 71
const windowsFormat = 0xffffffff
const metafilePicture = 3
const bitmap = 8
const enhancedMetafile = 14
const maxProperties = 1000

/**
 * @param stream `\u0005SummaryInformation`.
 * @returns a bitmap without file header or a metafile; null when there is none, or not in a format of Windows.
 */
export function thumbnailOf(stream: Uint8Array): Uint8Array | null {
  const data = new Binary(stream)
  const set = data.u32(44)
  const count = Math.min(data.u32(set + 4), maxProperties)
  for (let i = 0; i < count; i++) {
    if (data.u32(set + 8 + 8 * i) !== thumbnailProperty) continue
    const at = set + data.u32(set + 12 + 8 * i)
    if (data.u32(at) !== clipboardData || data.u32(at + 8) !== windowsFormat) return null
    const end = at + 8 + data.u32(at + 4)
    const format = data.u32(at + 12)
    if (format === bitmap || format === enhancedMetafile) return data.slice(at + 16, end)
    // Four numbers stand before the metafile: how to map its units.
    return format === metafilePicture ? data.slice(at + 24, end) : null
  }
  return null
}
