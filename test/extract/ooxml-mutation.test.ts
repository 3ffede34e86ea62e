/** Sound packages with damaged parts: every ending is a problem or text, soon. */
import { readFileSync } from 'node:fs'
import { unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { cpuMilliseconds } from '../cpu-time.ts'
import fc from '../fast-check.ts'
import { read } from './read.ts'

const originals = ['xlsx/written.xlsx', 'xlsx/libreoffice.xlsx', 'pptx/written.pptx', 'pptx/libreoffice.pptx']
const limits = { characters: 500_000, pixels: 1_000_000 }
const pieces = [
  '</a:p>',
  '<a:p>',
  '<a:r><a:t>',
  '</row>',
  '<c t="s">',
  '<mc:Choice>',
  '</p:sp>',
  '<p:grpSp>',
  '-1e99',
  ' ',
]

test.each(originals)(
  '%s',
  async name => {
    const parts = unzipSync(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)))
    const damage = fc.record({
      part: fc.constantFrom(...Object.keys(parts)),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.integer({ min: 0, max: 60 }),
      insert: fc.oneof(fc.constantFrom(...pieces), fc.uint8Array({ maxLength: 8 })),
    })
    await fc.assert(
      fc.asyncProperty(damage, async ({ part, from, length, insert }) => {
        const data = Buffer.from(parts[part] ?? [])
        const at = Math.floor(from * data.byteLength)
        const spliced = Buffer.concat([data.subarray(0, at), Buffer.from(insert), data.subarray(at + length)])
        const started = cpuMilliseconds()
        const result = await read(zipSync({ ...parts, [part]: spliced }, { level: 0 }), name, limits)
        for (const { lines } of result.parts) {
          for (const { text, box } of lines) {
            expect(text.trim()).not.toBe('')
            expect(box?.every(Number.isFinite) ?? true).toBe(true)
          }
        }
        expect(new Set(result.parts.map(each => each.label)).size).toBe(result.parts.length)
        expect(cpuMilliseconds(started)).toBeLessThan(5000)
      }),
      { seed: 20260105, numRuns: 30 },
    )
  },
  120_000,
)
