/** A child keeps what cost time to make: models are loaded once, and pictures seen in one document are known in the next. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { defaultLimits } from '../../src/document/limits.ts'
import { sharp } from '../../src/raster/sharp.ts'
import { Pool } from '../../src/sandbox/pool.ts'
import { fixtureFolder } from '../ocr/fixtures.ts'

const pool = new Pool(1, { packs: [], language: 'zh', ocr: 'paddle', threads: 2, limits: defaultLimits })
afterAll(() => pool.close())

/** Screens one picture; its OCR lines and the milliseconds it took. */
async function read(bytes: Uint8Array): Promise<{ texts: string[]; ms: number }> {
  const start = performance.now()
  const outcome = await pool.run(async () => ({ kind: 'read', name: 'a.png', bytes }))
  const ms = performance.now() - start
  if (outcome.kind !== 'read') throw new Error(JSON.stringify(outcome))
  const lines = outcome.result.parts.flatMap(part => part.lines)
  return { texts: lines.filter(line => line.channel === 'ocr').map(line => line.text), ms }
}

test('a picture in a second document is known from the first, and another one needs no model loaded', async () => {
  const page = sharp(await readFile(path.join(fixtureFolder, 'secret-year-150.png')))
  const head = await page.clone().extract({ left: 100, top: 180, width: 400, height: 120 }).png().toBuffer()
  const other = await page.clone().extract({ left: 400, top: 440, width: 500, height: 80 }).png().toBuffer()
  const first = await read(head)
  const again = await read(head)
  const third = await read(other)
  expect(first.texts).toContain('秘密★1年')
  expect(again.texts).toEqual(first.texts)
  expect(third.texts.join('')).toContain('云府密发')
  // The whole document: its bytes to the child, its type, its parts back.
  expect(again.ms).toBeLessThan(first.ms / 3)
  expect(third.ms).toBeLessThan(first.ms)
})
