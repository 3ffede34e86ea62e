/** `npm run samples`: writes samples/ anew, its table and its expected findings. Same fonts and libraries, same bytes. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { pinClockAndDice } from './deterministic.ts'
import { requireFonts } from './fonts.ts'

try {
  requireFonts()
} catch (error) {
  console.error((error as Error).message)
  process.exit(2)
}
pinClockAndDice(9704)
// After the pinning, because the libraries read the clock when they load.
const { samples } = await import('./catalogue.ts')
const { expectedJson, readme } = await import('./describe.ts')

const folder = new URL('../../samples/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const name of await readdir(folder)) {
  // The integrations are written by hand.
  if (!name.startsWith('.') && name !== 'integrations') await rm(new URL(encodeURIComponent(name), folder))
}
let total = 0
for (const sample of samples) {
  const content = Buffer.from(await sample.make())
  await writeFile(new URL(encodeURIComponent(sample.path), folder), content)
  total += content.length
  console.log(`${String(Math.ceil(content.length / 1024)).padStart(5)} kB  ${sample.path}`)
}
await writeFile(new URL('README.md', folder), readme(samples))
await writeFile(new URL('expected.json', folder), expectedJson(samples))
console.log(`${samples.length} files, ${Math.ceil(total / 1024)} kB, in ${fileURLToPath(folder)}`)
