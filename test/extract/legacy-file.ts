/** What the tests of legacy formats share: compound files with streams put in, and damage done to them. */
import { readFileSync } from 'node:fs'
import CFB from 'cfb'
import fc from 'fast-check'
import { expect } from 'vitest'
import { openCompoundFile } from '../../src/extract/ole/compound-file.ts'
import { read } from './read.ts'

export const fixture = (path: string) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url))

/** The content of a stream of a fixture. */
export function streamOf(path: string, name: string): Buffer {
  const file = openCompoundFile(fixture(path))
  const entry = file.find(name)
  if (!entry) throw new Error(`no stream ${name} in ${path}`)
  return Buffer.from(file.read(entry).bytes)
}

/** A compound file with these streams and, where a base is given, the others of a fixture. */
export function compoundFile(streams: Readonly<Record<string, Uint8Array>>, base?: string): Buffer {
  const target = CFB.utils.cfb_new()
  CFB.utils.cfb_del(target, '/\u0001Sh33tJ5')
  const all = new Map<string, Uint8Array>()
  const source = base === undefined ? null : openCompoundFile(fixture(base))
  for (const entry of source?.entries ?? []) {
    if (entry.kind === 'stream' && source) all.set(entry.path, source.read(entry).bytes)
  }
  for (const [path, content] of Object.entries(streams)) all.set(path, content)
  for (const [path, content] of all)
    CFB.utils.cfb_add(target, `/${path}`, Buffer.from(content), { unsafe: true })
  return Buffer.from(CFB.write(target, { type: 'buffer' }) as Uint8Array)
}

const lies = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x10000, 0xfff8]

/** Lies written into one stream of a fixture: everything that comes out is a part or a typed problem. */
export async function surviveLies(path: string, stream: string, numRuns: number): Promise<void> {
  const whole = streamOf(path, stream)
  const lie = fc.record({ at: fc.nat(whole.length - 4), value: fc.constantFrom(...lies) })
  await fc.assert(
    fc.asyncProperty(
      fc.array(lie, { minLength: 1, maxLength: 10 }),
      fc.nat(whole.length),
      async (all, cut) => {
        const damaged = Buffer.from(whole)
        for (const { at, value } of all) damaged.writeUInt32LE(value, at)
        const content = cut % 4 === 0 ? damaged.subarray(0, cut) : damaged
        const { parts } = await read(compoundFile({ [stream]: content }, path), 'x', {
          characters: 200_000,
          inflatedBytes: 64 * 2 ** 20,
        })
        expect(parts[0]?.label).toBe('file name')
      },
    ),
    { seed: 18, numRuns },
  )
}
