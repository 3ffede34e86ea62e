/** Words in the properties of Office drawings (MS-ODRAW 2.2.9 OfficeArtFOPT): WordArt, alternative text, names. */
import type { Channel, Line } from '../../document/document.ts'
import { plainLine } from '../ooxml/line.ts'
import { Binary } from './binary.ts'

/** Types of property tables; all are alike. */
const tables: readonly number[] = [0xf00b, 0xf121, 0xf122]
const propertyBytes = 6
const complexFlag = 0x8000

/** Properties that hold text: gtextUNICODE, pibName, wzName, wzDescription, wzTooltip, wzScript, metroBlob's siblings. */
const channels: Readonly<Record<number, Channel>> = {
  192: 'watermark',
  261: 'metadata',
  270: 'metadata',
  896: 'metadata',
  897: 'alt',
  909: 'alt',
  910: 'hidden',
}

/** @param stream of any legacy Office file: tables are found wherever they stand in it. */
export function shapeTexts(stream: Uint8Array): Line[] {
  const data = new Binary(stream)
  const lines: Line[] = []
  // The upper bytes of the types of records in drawings; each is searched for once.
  const next = [0xf0, 0xf1].map(byte => ({ byte, at: stream.indexOf(byte, 3) }))
  let at = 0
  for (;;) {
    for (const each of next) {
      if (each.at >= 0 && each.at < at + 3) each.at = stream.indexOf(each.byte, at + 3)
    }
    const places = next.map(each => each.at).filter(place => place >= 0)
    if (places.length === 0) return lines
    at = Math.min(...places) - 3
    const length = data.u32(at + 4)
    const count = data.u16(at) >> 4
    const isTable =
      (data.u16(at) & 15) === 3 && tables.includes(data.u16(at + 2)) && count * propertyBytes <= length
    if (isTable && count > 0 && at + 8 + length <= stream.length) {
      readTable(data, at + 8, count, at + 8 + length, lines)
      at += 8 + length - 3
    } else at++
  }
}

/** The fixed parts of all properties, then the long values in the same order. */
function readTable(data: Binary, start: number, count: number, end: number, lines: Line[]): void {
  let place = start + count * propertyBytes
  for (let i = 0; i < count; i++) {
    const id = data.u16(start + i * propertyBytes)
    if ((id & complexFlag) === 0) continue
    const size = data.u32(start + i * propertyBytes + 2)
    if (place + size > end) return
    const channel = channels[id & 0x3fff]
    if (channel) {
      const text = data.wide(place, size >> 1).replace(/\0.*$/s, '')
      if (text.trim() !== '') lines.push(plainLine(text.trim(), channel))
    }
    place += size
  }
}
