/** Child of timing.ts: one picture again and again through a picture reader; prints milliseconds a repeat as JSON. */
import { readFile } from 'node:fs/promises'
import { defaultLimits } from '../../../src/document/limits.ts'
import type { Picture } from '../../../src/document/picture.ts'
import { closeEngines } from '../../../src/ocr/engines.ts'
import { createPictureReader } from '../../../src/ocr/read-pictures.ts'
import { decodePicture } from '../../../src/raster/decode.ts'

const [file = '', times = '20'] = process.argv.slice(2)
const bytes = await readFile(file)
const picture: Picture = {
  name: 'picture',
  box: null,
  kind: 'picture',
  raster: () => decodePicture(bytes, { name: 'picture', pixels: defaultLimits.pixels }),
}
const read = createPictureReader({
  mode: 'auto',
  threads: 2,
  limits: defaultLimits,
  problem: code => console.error(code),
})
async function timed(): Promise<number> {
  const start = performance.now()
  await read({ label: 'page 1', page: 1, width: null, height: null, lines: [], pictures: [picture] })
  return performance.now() - start
}
async function decoding(): Promise<number> {
  const start = performance.now()
  await picture.raster()
  return performance.now() - start
}
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0
const first = await timed()
const repeats: number[] = []
const decodes: number[] = []
for (let repeat = 0; repeat < Number(times); repeat++) {
  repeats.push(await timed())
  decodes.push(await decoding())
}
console.log(JSON.stringify({ first, repeat: median(repeats), decode: median(decodes) }))
await closeEngines()
