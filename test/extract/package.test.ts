import { strToU8, Zip, ZipDeflate, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { entryKey, resolveTarget } from '../../src/extract/package/entry-name.ts'
import { openPackage } from '../../src/extract/package/package.ts'

const limits = { inflatedBytes: 8 * 2 ** 20, entries: 10, ratio: 100 }
const zip = (files: Record<string, Uint8Array>) =>
  Buffer.from(zipSync(files, { mtime: new Date(2026, 0, 5) }))
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'read',
    error => error.code,
  )
/** Deflates about 4 : 1, so that the ratio does not come first. */
const mixed = (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => ((i * i) % 251) & (i >> 9))

const central = 0x02014b50

/** Changes a field of the directory entry or of the local header of the first file. */
function patch(
  bytes: Buffer,
  where: 'local' | 'directory',
  offset: number,
  value: number,
  size: 2 | 4,
): Buffer {
  const start = where === 'local' ? 0 : bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  expect(bytes.readUInt32LE(start)).toBe(where === 'local' ? 0x04034b50 : central)
  bytes.writeUIntLE(value, start + offset, size)
  return bytes
}

describe('reading', () => {
  test('names are found without regard to case, separators and percent-encoding', async () => {
    const pack = await openPackage(
      zip({ 'Word\\Document.XML': strToU8('a'), '图/片.xml': strToU8('b') }),
      limits,
    )
    expect(pack.find('/word/document.xml')?.name).toBe('Word/Document.XML')
    expect(Buffer.from(await pack.read('%E5%9B%BE/%E7%89%87.xml')).toString()).toBe('b')
    expect(pack.find('other')).toBeUndefined()
  })

  test('names cannot climb out: they are keys', () => {
    expect(entryKey('../../etc/passwd')).toBe('etc/passwd')
    expect(resolveTarget('word/document.xml', '../media/A.png')).toBe('media/a.png')
    expect(resolveTarget('word/document.xml', '/docProps/core.xml')).toBe('docprops/core.xml')
  })

  test('a package written as a stream, sizes behind the data', async () => {
    const pieces: Uint8Array[] = []
    const writer = new Zip((error, piece) => {
      if (error) throw error
      pieces.push(piece)
    })
    for (const name of ['a.xml', 'b.xml']) {
      const entry = new ZipDeflate(name, { level: 6 })
      writer.add(entry)
      entry.push(strToU8(`${name} content`), true)
    }
    writer.end()
    const pack = await openPackage(Buffer.concat(pieces), limits)
    expect(Buffer.from(await pack.read('b.xml')).toString()).toBe('b.xml content')
  })

  test('peek shows a beginning, also of damaged entries', async () => {
    const pack = await openPackage(zip({ a: strToU8('beginning') }), limits)
    expect(Buffer.from(await pack.peek('a', 5)).toString()).toBe('begin')
  })
})

describe('limits are taken on real bytes', () => {
  test('entries', async () => {
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`f${i}`, strToU8('x')]))
    expect(await code(openPackage(zip(many), limits))).toBe('too-large')
  })

  test('declared total', async () => {
    expect(await code(openPackage(zip({ a: new Uint8Array(9 * 2 ** 20) }), limits))).toBe('too-large')
  })

  test('inflated total over several entries', async () => {
    const bytes = zip({ a: mixed(2 ** 20), b: mixed(2 ** 20) })
    const pack = await openPackage(bytes, { ...limits, inflatedBytes: 2 * 2 ** 20 })
    expect(await code(pack.read('a'))).toBe('read')
    expect(await code(pack.read('b'))).toBe('read')
    expect(await code(openPackage(bytes, { ...limits, inflatedBytes: 2 * 2 ** 20 - 1 }))).toBe('too-large')
  })

  test('ratio', async () => {
    const pack = await openPackage(zip({ a: new Uint8Array(2 * 2 ** 20) }), limits)
    expect(await code(pack.read('a'))).toBe('too-large')
  })
})

describe('a directory that lies', () => {
  const files = { 'a.xml': strToU8('content '.repeat(50)), 'b.xml': strToU8('other') }

  test('no zip, an empty buffer, a cut one', async () => {
    expect(await code(openPackage(new Uint8Array(), limits))).toBe('corrupt')
    expect(await code(openPackage(zip(files).subarray(0, 200), limits))).toBe('corrupt')
  })

  test.each([
    ['another method in the local header', 'local', 8, 0, 2],
    ['another size in the local header', 'local', 22, 5, 4],
    ['another compressed size in the directory', 'directory', 20, 9, 4],
    ['a local header elsewhere', 'directory', 42, 77, 4],
  ] as const)('%s', async (_, where, offset, value, size) => {
    expect(await code(openPackage(patch(zip(files), where, offset, value, size), limits))).toBe('corrupt')
  })

  test('a smaller size in both', async () => {
    const bytes = patch(patch(zip(files), 'local', 22, 5, 4), 'directory', 24, 5, 4)
    const pack = await openPackage(bytes, limits)
    expect(await code(pack.read('a.xml'))).toBe('corrupt')
    expect(Buffer.from(await pack.peek('a.xml', 100)).toString()).toBe('conte')
    expect(await code(pack.read('b.xml'))).toBe('read')
  })

  test('a wrong checksum', async () => {
    const pack = await openPackage(patch(zip(files), 'directory', 16, 1, 4), limits)
    expect(await code(pack.read('a.xml'))).toBe('corrupt')
  })

  test('one name twice, if only in another case', async () => {
    expect(await code(openPackage(zip({ 'a.xml': strToU8('1'), 'A.XML': strToU8('2') }), limits))).toBe(
      'corrupt',
    )
  })

  test('two entries with one body', async () => {
    const bytes = zip({ 'aa.xml': strToU8('1'), 'ab.xml': strToU8('1') })
    const second = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    bytes.writeUInt32LE(0, second + 42)
    bytes.write('aa.xml', second + 46)
    expect(await code(openPackage(bytes, limits))).toBe('corrupt')
  })

  test('an entry it does not list', async () => {
    const bytes = zip(files)
    const second = bytes.lastIndexOf(Buffer.from('PK\x03\x04', 'latin1'))
    const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    const cut = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
    const last = Buffer.from(bytes.subarray(end))
    last.writeUInt16LE(1, 8)
    last.writeUInt16LE(1, 10)
    last.writeUInt32LE(cut - directory, 12)
    expect(second).toBeGreaterThan(0)
    expect(await code(openPackage(Buffer.concat([bytes.subarray(0, cut), last]), limits))).toBe('corrupt')
  })

  test('a password', async () => {
    const bytes = patch(patch(zip(files), 'local', 6, 1, 2), 'directory', 8, 1, 2)
    expect(await code(openPackage(bytes, limits))).toBe('encrypted')
  })
})
