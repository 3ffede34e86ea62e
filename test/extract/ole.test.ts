import { readFileSync } from 'node:fs'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { compoundFile } from '../../scripts/fixtures/ole.ts'
import { ProblemError } from '../../src/document/problem.ts'
import { openCompoundFile } from '../../src/extract/ole/compound-file.ts'
import { propertyTexts } from '../../src/extract/ole/property-set.ts'
import { storageAsFile } from '../../src/extract/ole/sub-file.ts'
import { macroModules } from '../../src/extract/ole/vba.ts'
import fc from '../fast-check.ts'
import { linesOf, read } from './read.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/ole/${name}`, import.meta.url))

describe('compound files', () => {
  test('streams of any size come out as they went in', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 9000 }), { minLength: 1, maxLength: 20 }), contents => {
        const streams = contents.map((data, i) => [`/folder${i % 3}/s${i}`, Buffer.from(data)] as const)
        const file = openCompoundFile(compoundFile(Object.fromEntries(streams)))
        for (const [path, data] of streams) {
          const entry = file.find(path.slice(1).toUpperCase())
          expect(entry?.kind).toBe('stream')
          expect(entry && file.read(entry)).toEqual({ bytes: new Uint8Array(data), complete: true })
        }
      }),
      { numRuns: 20, seed: 1 },
    )
  })

  test('a storage becomes a file of its own', () => {
    const file = openCompoundFile(fixture('inner.ole'))
    const inner = openCompoundFile(storageAsFile(file, 'ObjectPool/_1'))
    expect(inner.entries.map(entry => entry.path)).toContain('\u0001Ole10Native')
  })

  test('damaged in any way, it ends, and throws nothing but typed problems', () => {
    const whole = fixture('objects.ole')
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), fc.nat(whole.length), (changes, cut) => {
        const damaged = Buffer.from(whole)
        for (const [at, value] of changes) damaged[at] = value
        for (const bytes of [damaged, damaged.subarray(0, cut)]) {
          try {
            const file = openCompoundFile(bytes)
            for (const entry of file.entries)
              expect(file.read(entry).bytes.length).toBeLessThanOrEqual(whole.length)
          } catch (error) {
            expect(error).toBeInstanceOf(ProblemError)
          }
        }
      }),
      { numRuns: 300, seed: 2 },
    )
  })
})

describe('what stands in an object', async () => {
  const result = await read(fixture('objects.ole'), '对象.ole')

  test('files, their origin, properties, macros, forms and formulas', () => {
    expect(result.problems).toEqual([])
    expect(linesOf(result)).toEqual(
      expect.arrayContaining([
        'body: 机密★20年',
        'metadata: D:\\密件\\秘密★1年\\通知.txt',
        'metadata: title=秘密★4年',
        'hidden: Rem 秘密★5年',
        'hidden: 窗体标题 秘密★2年',
        'hidden: 公式 秘密★3年',
      ]),
    )
    expect(result.parts.map(part => part.label)).toContain('通知.txt › text')
  })

  test('data of an unknown layout is reported, and its words are read', async () => {
    const unknown = await read(fixture('unknown.ole'), '对象.ole')
    expect(unknown.problems).toEqual(['part-unread'])
    expect(linesOf(unknown)).toEqual(['hidden: 图纸 秘密★6年'])
  })

  test('objects in the pool of a legacy document keep their folder', async () => {
    const inner = await read(fixture('inner.ole'), '对象.ole')
    expect(inner.parts.map(part => part.label)).toContain('ObjectPool/_1/表.txt › text')
  })
})

test('an object, a workbook and macros inside a Word file are read as documents of their own', async () => {
  const word = unzipSync(readFileSync(new URL('../fixtures/docx/library.docx', import.meta.url)))
  const bytes = zipSync({
    ...word,
    'word/embeddings/oleObject1.bin': fixture('objects.ole'),
    'word/embeddings/Book1.xlsx': readFileSync(new URL('../fixtures/xlsx/libreoffice.xlsx', import.meta.url)),
  })
  const { parts, problems } = await read(bytes, '通知.docx')
  expect(problems).toEqual([])
  const textsOf = (label: string) => parts.find(part => part.label === label)?.lines.map(line => line.text)
  expect(textsOf('word/embeddings/oleObject1 › 通知.txt › text')).toContain('机密★20年')
  expect(textsOf('word/embeddings/oleObject1 › VBA')).toEqual(['Rem 秘密★5年'])
  expect(textsOf('word/embeddings/Book1.xlsx › sheet 底稿')).toContain('秘密★15年')
})

test('compressed macro source: the example of MS-OVBA 3.2.3', () => {
  const container = Buffer.from(
    '012fb000236161616263646582660070616768696a013808616b6c00306d6e6f7006710270041072737475761077787' +
      '97a003c',
    'hex',
  )
  // The table: a module whose stream is `M` (record 0x1a), in literals.
  const table = Buffer.from([1, 0x07, 0xb0, 0, 0x1a, 0, 1, 0, 0, 0, 0x4d])
  const file = openCompoundFile(compoundFile({ '/VBA/dir': table, '/VBA/M': container }))
  const [module] = macroModules(file, 'VBA', () => {})
  expect(module?.source).toBe('#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa')
})

test('a property set cut short gives what is there', () => {
  const file = openCompoundFile(fixture('objects.ole'))
  const entry = file.find('\u0005SummaryInformation')
  const { bytes } = entry ? file.read(entry) : { bytes: new Uint8Array() }
  expect(propertyTexts(bytes)).toEqual(['title=秘密★4年'])
  for (let end = 0; end < bytes.length; end++)
    expect(propertyTexts(bytes.subarray(0, end)).length).toBeLessThan(2)
})
