/** Archives made by real programs: members, names, links and comments, and what is encrypted, damaged or a bomb. */
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { linesOf, read } from './read.ts'

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
