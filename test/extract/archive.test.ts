/** Archives made by real programs: members, names, links and comments, and what is encrypted, damaged or a bomb. */
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { linesOf, read } from './read.ts'
import { zipOf } from './zip.ts'

const fixture = (name: string) => readFile(new URL(`../fixtures/archive/${name}`, import.meta.url))
const readFixture = async (name: string) => read(await fixture(name), name)

const marks = [
  'marks.zip',
  'marks.7z',
  'marks.rar',
  'marks.tar',
  'pax.tar',
  'marks.tar.gz',
  'marks.tar.bz2',
  'marks.tar.xz',
]

describe.each(marks)('%s', name => {
  test('members are read, names and links are screened, labels show the nesting', async () => {
    const result = await readFixture(name)
    expect(result.problems).toEqual([])
    const labels = result.parts.map(part => part.label)
    const inner = /\.tar\../.test(name) ? 'marks.tar › ' : ''
    expect(labels).toContain(`${inner}通知.txt › text`)
    expect(labels).toContain(`${inner}秘密★3年资料/附表.csv › text`)
    const lines = result.parts.flatMap(part => part.lines.map(line => `${line.channel}: ${line.text}`))
    expect(lines).toContain('body: 机密★20年')
    expect(lines).toContain('filename: 秘密★3年资料')
    expect(lines).toContain('filename: 机密★5年名单.txt')
    expect(lines).toContain('link: 绝密★30年/目标')
  })
})

test.each(['marks.zip', 'marks.rar'])('%s: the comment of the archive', async name => {
  expect(linesOf(await readFixture(name))).toContain('comment: 秘密★2年的说明')
})

test('the comment of a zip member', async () => {
  expect(linesOf(await readFixture('marks.zip'))).toContain('comment: 秘密★4年的备注')
})

test('RAR 4, and a gzip that keeps the name of its file', async () => {
  expect(linesOf(await readFixture('version4.rar'))).toContain('body: 机密★20年')
  const result = await readFixture('notice.txt.gz')
  expect(result.parts.map(part => part.label)).toContain('通知.txt › text')
})

test('zip members that are packed by other methods than Deflate', async () => {
  const result = await readFixture('lzma.zip')
  expect(result.problems).toEqual([])
  expect(linesOf(result)).toContain('body: 机密★20年')
})

test('what macOS adds to archives is no unknown document, but what it says is read', async () => {
  const store = Buffer.concat([
    Buffer.from('\0\0\0\x01Bud1\0\0\0', 'latin1'),
    Buffer.from('秘密★3年名单', 'utf16le').swap16(),
  ])
  const result = await read(zipOf({ '资料/.DS_Store': store, '资料/通知.txt': '公开' }), '附件.zip')
  expect(result.problems).toEqual([])
  expect(linesOf(result)).toContain('metadata: 秘密★3年名单')
})

test('empty members are named, not complained of', async () => {
  const { parts, problems } = await read(zipOf({ '机密.txt': '', '通知.txt': '公开' }), '附件.zip')
  expect(problems).toEqual([])
  expect(parts.flatMap(part => part.lines.map(line => line.text))).toContain('机密.txt')
})

test('gzip files joined to one are read to the last', async () => {
  const joined = Buffer.concat([gzipSync('公开\n'), gzipSync('机密★20年\n'), Buffer.alloc(512)])
  const result = await read(joined, '通知.txt.gz')
  expect(result.problems).toEqual([])
  expect(linesOf(result)).toEqual(['body: 公开', 'body: 机密★20年'])
})

describe('encrypted', () => {
  test.each(['encrypted-names.7z', 'encrypted-names.rar', 'encrypted-names4.rar'])(
    '%s: not even names can be read',
    async name => {
      const { parts, problems } = await readFixture(name)
      expect(problems).toEqual(['encrypted'])
      expect(parts.map(part => part.label)).toEqual(['file name'])
    },
  )

  test.each(['encrypted.zip', 'aes.zip', 'encrypted.7z'])('%s: names are screened', async name => {
    const { parts, problems } = await readFixture(name)
    expect(problems).toEqual(['encrypted'])
    expect(parts.at(-1)?.lines.map(line => line.text)).toEqual(['通知.txt'])
  })

  test.each(['partly-encrypted.zip', 'partly-encrypted.7z', 'partly-encrypted.rar', 'partly-encrypted4.rar'])(
    '%s: the other members are read',
    async name => {
      const { parts, problems } = await readFixture(name)
      expect(problems).toEqual(['encrypted'])
      expect(parts.map(part => part.label)).toContain('机密★5年名单.txt › text')
    },
  )
})

describe('bombs', () => {
  test.each(['zeros.gz', 'zeros.bz2', 'zeros.xz', 'zeros.7z'])('%s stops at the ratio', async name => {
    const { problems } = await readFixture(name)
    expect(problems).toEqual(['too-large'])
  })
})

describe('hostile archives end soon, whole or with a problem', () => {
  test('names that lead out of the archive, names twice: labels, nothing more', async () => {
    const files = {
      '../../etc/cron.d/任务': '机密★20年',
      '/绝对.txt': '一',
      'C:\\盘符.txt': '二',
      'a/./b/../c.txt': '三',
    }
    const { parts, problems } = await read(zipOf(files), '附件.zip')
    expect(problems).toEqual([])
    const labels = parts.map(part => part.label)
    expect(labels).toContain('../../etc/cron.d/任务 › text')
    expect(labels).toContain('C:/盘符.txt › text')
    expect(labels.filter(label => label.endsWith('› text'))).toHaveLength(4)
  })

  test('two members of one name are both read', async () => {
    const archive = zipOf({ 'ab.txt': '公开', 'ba.txt': '机密★20年' })
    for (let at = archive.indexOf('ba.txt'); at >= 0; at = archive.indexOf('ba.txt'))
      archive.write('ab.txt', at)
    const result = await read(archive, '附件.zip')
    expect(linesOf(result)).toEqual(['body: 公开', 'body: 机密★20年'])
    expect(new Set(result.parts.map(part => part.label)).size).toBe(result.parts.length)
  })

  test('names in GBK without a word about it', async () => {
    const plain = zipOf({ 'aaaa/bbbb.txt': '一' })
    const gbk = (text: string) => Buffer.from(text, 'latin1')
    // 机密 and 秘密 in GB 2312
    const archive = Buffer.from(plain)
    for (const [from, to] of [
      ['aaaa', '\xbb\xfa\xc3\xdc'],
      ['bbbb', '\xc3\xd8\xc3\xdc'],
    ] as const) {
      for (let at = archive.indexOf(from); at >= 0; at = archive.indexOf(from)) gbk(to).copy(archive, at)
    }
    const { parts } = await read(archive, '附件.zip')
    expect(parts.map(part => part.label)).toContain('机密/秘密.txt › text')
  })

  test('fifty archives in each other end at the limit of depth', async () => {
    let archive = zipOf({ '通知.txt': '机密★20年' })
    for (let depth = 0; depth < 50; depth++) archive = rezip(archive)
    const { problems } = await read(archive, '附件.zip')
    expect(problems).toEqual(['too-large'])
  })

  test('a tree of archives full of zeros ends at what the whole may inflate', async () => {
    let archive = zipOf(
      Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`${i}.dll`, '\0'.repeat(3e6)])),
    )
    for (let depth = 0; depth < 5; depth++) archive = rezip(...Array.from({ length: 16 }, () => archive))
    const { problems } = await read(archive, '附件.zip', { inflatedBytes: 100 * 2 ** 20 })
    expect(new Set(problems)).toEqual(new Set(['too-large']))
    expect(problems.length).toBeLessThan(200)
  })

  test('more members than are read: one problem, not one each', async () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.txt`, `${i}`]))
    expect((await read(zipOf(files), '附件.zip', { members: 50 })).problems).toEqual(['too-large'])
    expect((await read(zipOf(files), '附件.zip', { entries: 50 })).problems).toEqual(['too-large'])
    expect((await read(await fixture('marks.7z'), '附件.7z', { entries: 2 })).problems).toEqual(['too-large'])
    expect((await read(await fixture('marks.tar'), '附件.tar', { entries: 2 })).problems).toEqual([
      'too-large',
    ])
  })

  test('a tar member that claims ten gigabytes: what is there is read', async () => {
    const result = await read(tarOf('通知.txt', '机密★20年\n', 10 * 2 ** 30), '附件.tar')
    expect(result.problems).toEqual(['corrupt'])
    expect(linesOf(result)).toEqual(['body: 机密★20年'])
  })

  test('a sparse file: what is stored is read, and said not to be whole', async () => {
    const result = await readFixture('sparse.tar')
    expect(result.problems).toEqual(['part-unread'])
    expect(linesOf(result)).toContain('body: 机密★20年')
  })
})

describe('one damaged member', () => {
  test('zip: the others are read', async () => {
    const archive = Buffer.from(zipOf({ '坏.txt': '一'.repeat(99), '通知.txt': '机密★20年' }))
    // Inside the deflated data of the first member.
    archive.fill(0xff, 30 + 7 + 4, 30 + 7 + 8)
    const result = await read(archive, '附件.zip')
    expect(result.problems[0]).toBe('corrupt')
    expect(linesOf(result)).toContain('body: 机密★20年')
  })

  test('rar: the others are read', async () => {
    const archive = await fixture('marks.rar')
    const at = archive.indexOf('某局,3')
    archive[at] = (archive[at] ?? 0) ^ 1
    const result = await read(archive, '附件.rar')
    expect(result.problems).toContain('part-unread')
    expect(linesOf(result)).toContain('body: 机密★20年')
    expect(result.parts.map(part => part.label)).toContain('机密★5年名单.txt › text')
  })

  test.each([
    'notice.txt.gz',
    'marks.7z',
    'marks.rar',
    'version4.rar',
    'marks.tar',
    'marks.tar.xz',
    'marks.tar.bz2',
  ])('%s: bytes behind its end are told', async name => {
    const archive = Buffer.concat([await fixture(name), Buffer.from('机密★20年的附加内容，不在任何目录中')])
    const result = await read(archive, name)
    expect(result.problems).toEqual(['corrupt'])
    expect(linesOf(result)).toContain('body: 机密★20年')
  })
})

/** Archives as members of another. */
function rezip(...archives: readonly Buffer[]): Buffer {
  return zipOf(Object.fromEntries(archives.map((archive, i) => [`${i}.zip`, archive])))
}

/** A tar with one member, whose header states a size of its own (base 256, as GNU tar writes large ones). */
function tarOf(name: string, content: string, size: number): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.writeUInt8(0x80, 124)
  header.writeUIntBE(size, 130, 6)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const data = Buffer.alloc(512)
  data.write(content)
  return Buffer.concat([header, data.subarray(0, Buffer.byteLength(content))])
}
