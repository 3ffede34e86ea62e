import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { commentLines } from '../../src/extract/xml-text.ts'
import fc from '../fast-check.ts'
import { linesOf, read } from './read.ts'

const feed = readFileSync(new URL('../fixtures/xml/feed.xml', import.meta.url))

describe('a feed', async () => {
  const result = await read(feed, 'feed.xml')

  test.each([
    'body: 机密★20年',
    'body: 第二条 秘密★6年',
    'body: 正文 秘密★3年',
    'alt: 替代 秘密★4年',
    'metadata: 密级 秘密★2年',
    'link: https://example.invalid/秘密★5年.pdf',
    'hidden: 注释 秘密★1年',
  ])('%s', line => expect(linesOf(result)).toContain(line))

  test('hands on the pictures in it, of its pages and of its own', () => {
    expect(result.problems).toEqual([])
    expect(result.parts.filter(part => part.pictures.length > 0).map(part => part.label)).toEqual([
      'HTML › picture 1',
      'picture 1',
    ])
  })
})

test('a sitemap, and text in another encoding', async () => {
  const sitemap =
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.invalid/机密文件.html</loc></url></urlset>'
  expect(linesOf(await read(sitemap, 'sitemap.xml'))).toEqual(['body: https://example.invalid/机密文件.html'])
  const gbk = Buffer.from(
    '<?xml version="1.0" encoding="GB2312"?><a>\xbb\xfa\xc3\xdc\xa1\xef20\xc4\xea</a>',
    'latin1',
  )
  expect(linesOf(await read(gbk, 'a.xml'))).toContain('body: 机密★20年')
})

test('words marked up inside a sentence stay in it; fields beside one another do not run together', async () => {
  const source =
    '<?xml version="1.0"?><r><p>本件为<b>机</b><b>密</b>★20年</p><f><a>第一格</a><b>第二格</b></f></r>'
  expect(linesOf(await read(source, 'a.xml'))).toEqual([
    'body: 本件为机密★20年',
    'body: 第一格',
    'body: 第二格',
  ])
})

test.each([
  ['cut short', '<?xml version="1.0"?><r><p>机密★20年</p>', ['body: 机密★20年'], ['corrupt']],
  [
    'with an entity',
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
    [],
    ['corrupt'],
  ],
])('%s', async (_, source, lines, problems) => {
  const result = await read(source, 'a.xml')
  expect([linesOf(result), result.problems]).toEqual([lines, problems])
})

test('comments are found in any text, and none where none is closed', () => {
  fc.assert(fc.property(fc.string(), text => void commentLines(text)))
  expect(
    commentLines(`a<!-- 甲乙 -->b<!--\n丙丁\n--><!--${'<!--'.repeat(1000)}`).map(line => line.text),
  ).toEqual(['甲乙', '丙丁'])
})
