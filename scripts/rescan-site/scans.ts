/** The few pictures that the generated site shows again and again: the samples' scans, and copies that differ a little. */
import path from 'node:path'
import sharp from 'sharp'

const samples = path.join(import.meta.dirname, '../../samples')

export interface Scans {
  readonly plain: readonly Uint8Array[]
  /** They show the number of a cipher telegram. */
  readonly marked: readonly Uint8Array[]
}

const copies = [
  { quality: 88, brightness: 1 },
  { quality: 80, brightness: 0.97 },
]

export async function scans(): Promise<Scans> {
  const made = (name: string) =>
    Promise.all(
      copies.map(({ quality, brightness }) =>
        sharp(path.join(samples, name))
          .flatten({ background: '#fff' })
          .modulate({ brightness })
          .jpeg({ quality })
          .toBuffer(),
      ),
    )
  return {
    plain: await made('关于市政公园夏季延长开放时间的通知-扫描件.jpg'),
    marked: await made('汛期值班通知-扫描件.png'),
  }
}
