/** Reads one picture with one engine and prints what it read and the memory it took; run by child.test.ts. */
import { readFile } from 'node:fs/promises'
import type { OcrMode } from '../../src/ocr/engine.ts'
import { closeEngines, openEngines } from '../../src/ocr/engines.ts'
import { decodePicture } from '../../src/raster/decode.ts'

const [mode = 'auto', file = ''] = process.argv.slice(2)
const raster = await decodePicture(await readFile(file), { name: file, pixels: 200_000_000 })
const [engine] = await openEngines(mode as OcrMode, { threads: 2 })
const lines = (await engine?.recognise(raster)) ?? []
const sockets = await fetch('https://example.invalid/').then(
  () => 'reached',
  (error: Error) => String((error.cause as { code?: string } | undefined)?.code ?? error),
)
console.log(
  JSON.stringify({
    engine: engine?.name,
    text: lines.map(line => line.text),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    sockets,
  }),
)
await closeEngines()
