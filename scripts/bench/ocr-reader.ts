/** Child of ocr.ts: reads pictures with one engine, warm, and prints texts, seconds and peak memory as JSON. */
import { readFile } from 'node:fs/promises'
import { closeEngines, openEngines } from '../../src/ocr/engines.ts'
import { decodePicture } from '../../src/raster/decode.ts'

const [engineName, ...files] = process.argv.slice(2)
const threads = Number(process.env.OCR_THREADS ?? 2)
const [engine] = await openEngines(engineName === 'paddle' ? 'paddle' : 'tesseract', { threads })
if (engine === undefined) throw new Error('no engine')

async function read(file: string): Promise<string> {
  const raster = await decodePicture(await readFile(file), { name: file, pixels: 200_000_000 })
  return ((await engine?.recognise(raster)) ?? []).map(line => line.text).join('\n')
}

if (files[0] !== undefined) await read(files[0])
const texts: string[] = []
const start = performance.now()
for (const file of files) texts.push(await read(file))
const seconds = (performance.now() - start) / 1000
console.log(JSON.stringify({ texts, seconds, megabytes: process.resourceUsage().maxRSS / 1024 }))
await closeEngines()
