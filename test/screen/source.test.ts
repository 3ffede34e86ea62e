import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readFile } from '../../src/source.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-source-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const limits = { fileBytes: 10_000 }

describe('the bytes of a file', () => {
  it.each([0, 1, 4095, 4096, 4097, 10_000])('are all there: %i', async size => {
    const file = path.join(folder, `of-${size}`)
    const bytes = Buffer.from(Array.from({ length: size }, (_, at) => at % 251))
    writeFileSync(file, bytes)
    expect(Buffer.from(await readFile(file, limits)).equals(bytes)).toBe(true)
  })

  it.skipIf(!existsSync('/proc/self/status'))(
    'are read to their end where the system tells no size',
    async () => {
      const text = Buffer.from(await readFile('/proc/self/status', limits)).toString()
      expect(text).toMatch(/^Name:[\s\S]*nonvoluntary_ctxt_switches:\s+\d+\n$/)
    },
  )

  it('are no more than the limit', async () => {
    const file = path.join(folder, 'large')
    writeFileSync(file, Buffer.alloc(10_001))
    await expect(readFile(file, limits)).rejects.toMatchObject({ code: 'too-large' })
  })
})
