import { readFileSync } from 'node:fs'
import { unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { defaultLimits } from '../../src/document/limits.ts'
import { ProblemError } from '../../src/document/problem.ts'
import { extractDocx } from '../../src/extract/docx/docx.ts'
import { documentContext } from '../../src/extract/extract.ts'
import { isEncryptedOoxml } from '../../src/extract/package/compound-file.ts'
import { cpuMilliseconds } from '../cpu-time.ts'
import fc from '../fast-check.ts'

const names = [
  'channels.docx',
  'library.docx',
  'renamed.docx',
  'unread.docx',
  'lying-bomb.docx',
  'encrypted.docx',
]
const originals = names.map(name => readFileSync(new URL(`../fixtures/docx/${name}`, import.meta.url)))

const mutated = fc
  .record({
    original: fc.constantFrom(...originals),
    flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 255 })), {
      maxLength: 8,
    }),
    keep: fc.oneof(
      { weight: 3, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
    ),
  })
  .map(({ original, flips, keep }) => {
    const bytes = Uint8Array.from(original)
    for (const [place, change] of flips) {
      const at = Math.min(bytes.byteLength - 1, Math.floor(place * bytes.byteLength))
      bytes[at] = (bytes[at] ?? 0) ^ change
    }
    return bytes.subarray(0, Math.ceil(keep * bytes.byteLength))
  })

async function read(bytes: Uint8Array): Promise<void> {
  const started = cpuMilliseconds()
  isEncryptedOoxml(bytes)
  try {
    const context = documentContext({ limits: defaultLimits, name: 'x.docx', problem() {} })
    for await (const part of extractDocx(bytes, context)) expect(part.label).not.toBe('')
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError)
  }
  expect(cpuMilliseconds(started)).toBeLessThan(5000)
}

const parameters = { seed: 20260105, numRuns: 300 }

test('damaged packages end with a problem or with text, quickly, and never otherwise', async () => {
  await fc.assert(fc.asyncProperty(mutated, read), parameters)
}, 120_000)

test('so do sound packages with damaged parts', async () => {
  const parts = unzipSync(originals[0] ?? new Uint8Array())
  const damage = fc.record({
    name: fc.constantFrom(...Object.keys(parts)),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 60 }),
    insert: fc.oneof(
      fc.constantFrom(
        '</w:p>',
        '<w:p>',
        '<w:r><w:t>',
        '</w:t>',
        '<mc:Choice>',
        '</mc:Fallback>',
        '<w:del>',
        ' ',
      ),
      fc.uint8Array({ maxLength: 8 }),
    ),
  })
  const spliced = damage.map(({ name, from, length, insert }) => {
    const part = Buffer.from(parts[name] ?? [])
    const at = Math.floor(from * part.byteLength)
    const data = Buffer.concat([part.subarray(0, at), Buffer.from(insert), part.subarray(at + length)])
    return zipSync({ ...parts, [name]: data }, { level: 0 })
  })
  await fc.assert(fc.asyncProperty(spliced, read), parameters)
}, 120_000)
