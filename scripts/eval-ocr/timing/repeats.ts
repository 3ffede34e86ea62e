/**
 * Child of timing.ts: one picture file again and again through the extractor and a picture reader, as the pipeline
 * does it; prints milliseconds a repeat as JSON.
 */
import { readFile } from 'node:fs/promises'
import { defaultLimits } from '../../../src/document/limits.ts'
import { extract } from '../../../src/extract/extract.ts'
import { closeEngines } from '../../../src/ocr/engines.ts'
import { createPictureReader } from '../../../src/ocr/read-pictures.ts'

const [file = '', times = '20'] = process.argv.slice(2)
const bytes = await readFile(file)
const problem = (code: string) => console.error(code)
const read = createPictureReader({ mode: 'auto', threads: 2, limits: defaultLimits, problem })

/** Milliseconds within the picture reader. */
async function timed(): Promise<number> {
  const { parts } = await extract(bytes, { limits: defaultLimits, name: 'page.jpg', problem })
  let spent = 0
  for await (const part of parts) {
    const start = performance.now()
    await read(part)
    spent += performance.now() - start
  }
  return spent
}
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0
const first = await timed()
const repeats: number[] = []
for (let repeat = 0; repeat < Number(times); repeat++) repeats.push(await timed())
console.log(JSON.stringify({ first, repeat: median(repeats) }))
await closeEngines()
