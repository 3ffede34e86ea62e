/** Mail, saved web pages and Outlook messages: every place that holds text, and what cannot be read of them. */
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import fc from '../fast-check.ts'
import { linesOf, type Read, read } from './read.ts'

const readFixture = async (name: string) =>
  read(await readFile(new URL(`../fixtures/mail/${name}`, import.meta.url)), name)

/** `label: channel: text` of the lines that hold a mark. */
const marksOf = ({ parts }: Read) =>
  parts.flatMap(part =>
    part.lines
      .filter(({ text }) => /★/.test(text))
      .map(({ channel, text }) => `${part.label}: ${channel}: ${text}`),
  )

const mail = (headers: string, body: string) =>
  read(`From: office@example.invalid\r\nMIME-Version: 1.0\r\n${headers}\r\n\r\n${body}`, '函.eml')

test('a message says everything it holds, each under its channel', async () => {
  const result = await readFixture('channels.eml')
  expect(result.problems).toEqual([])
  expect(marksOf(result)).toEqual(
    expect.arrayContaining([
      'headers: title: 秘密★1年 检查通知',
      'headers: metadata: 秘密★2年',
      'headers: metadata: MSIP_Label_1_Name=秘密★6年',
      'text: body: 机密★20年',
      'html: body: 秘密★3年',
      'html: hidden: 秘密★4年',
      '图.png › page 1: metadata: 机密★20年',
      '机密★5年附件.zip › file name: filename: 机密★5年附件.zip',
      '机密★5年附件.zip › 通知.txt › text: body: 机密★20年',
      '表.csv › text: table: 秘密★7年',
      'between parts: hidden: 秘密★9年 分段之前',
      'between parts: hidden: 秘密★10年 分段之后',
    ]),
  )
})

test('a message inside a message is read as one', async () => {
  const marks = marksOf(await readFixture('channels.eml'))
  expect(marks.filter(mark => mark.includes('★8年') || mark.includes('★25年'))).toEqual([
    expect.stringMatching(/^message \d+\.eml › headers: title: 秘密★8年 转来的函$/),
    expect.stringMatching(/^message \d+\.eml › text: body: 绝密★25年$/),
  ])
})

test('GBK without a word about it, in headers, file name and body', async () => {
  const result = await readFixture('raw-gbk.eml')
  expect(result.problems).toEqual([])
  expect(marksOf(result)).toEqual(
    expect.arrayContaining([
      'headers: title: 秘密★1年通知',
      '秘密★2年.txt › file name: filename: 秘密★2年.txt',
      '秘密★2年.txt › text: body: 机密★20年',
    ]),
  )
})

test('a web page that Chromium saved', async () => {
  const result = await readFixture('page.mhtml')
  expect(result.type).toBe('message/rfc822')
  expect(result.problems).toEqual([])
  expect(marksOf(result)).toEqual(
    expect.arrayContaining([
      'headers: title: 秘密★1年',
      'html: body: 机密★20年',
      'html: alt: 秘密★3年',
      'p.png › page 1: metadata: 机密★20年',
    ]),
  )
  expect(linesOf(result)).toContain('link: http://www.example.invalid/tz/1.html')
})

test('an Outlook message: properties, three bodies, recipients, attachments, a message inside', async () => {
  const result = await readFixture('channels.msg')
  expect(result.problems).toEqual([])
  expect(marksOf(result)).toEqual(
    expect.arrayContaining([
      'properties: title: 秘密★1年 检查通知',
      'properties: metadata: 秘密★2年',
      'properties: metadata: 秘密★6年',
      'properties: metadata: 某局（秘密★12年）',
      'text: body: 机密★20年',
      'html: body: 秘密★3年',
      'rtf › body: body: 秘密★11年',
      '机密★5年附件.zip › file name: filename: 机密★5年附件.zip',
      '机密★5年附件.zip › 通知.txt › text: body: 机密★20年',
      '转来的函.msg › properties: title: 秘密★8年 转来的函',
      '转来的函.msg › text: body: 绝密★25年',
    ]),
  )
})

test('an Outlook message in the encoding of its sender', async () => {
  expect(marksOf(await readFixture('ansi.msg'))).toEqual([
    'properties: title: 秘密★1年',
    'text: body: 机密★20年',
  ])
})

describe('what cannot be read is said', () => {
  test.each([
    ['S/MIME', 'Content-Type: application/pkcs7-mime; name=smime.p7m', 'MIIB', 'encrypted'],
    [
      'PGP/MIME',
      'Content-Type: multipart/encrypted; boundary=b',
      '--b\r\n\r\nVersion: 1\r\n--b--',
      'encrypted',
    ],
    ['PGP in the text', 'Content-Type: text/plain', '-----BEGIN PGP MESSAGE-----\r\nx', 'encrypted'],
    ['an encoding that is not known', 'Content-Transfer-Encoding: x-uuencode', 'x', 'part-unread'],
    ['a boundary that never comes', 'Content-Type: multipart/mixed; boundary=b', '机密★20年', 'part-unread'],
    ['uuencode in the text', 'X-A: b', `begin 644 a.doc\r\nM${'A'.repeat(60)}\r\n`, 'part-unread'],
    [
      'too many parts',
      'Content-Type: multipart/mixed; boundary=b',
      '--b\r\n\r\n\r\n'.repeat(20_001),
      'too-large',
    ],
  ])('%s', async (_, headers, body, problem) => {
    const { problems } = await mail(headers, body)
    expect(problems).toEqual([problem])
  })

  test('text that no boundary encloses is read as hidden', async () => {
    const result = await mail('Content-Type: multipart/mixed; boundary=b', '机密★20年')
    expect(marksOf(result)).toEqual(['between parts: hidden: 机密★20年'])
  })

  test('mails fifty deep end at the limit', async () => {
    let message = 'Subject: 函\r\n\r\n机密★20年'
    for (let depth = 0; depth < 50; depth++) message = `Content-Type: message/rfc822\r\n\r\n${message}`
    const { problems } = await read(`MIME-Version: 1.0\r\n${message}`, '函.eml')
    expect(problems).toEqual(['too-large'])
  })
})

describe('header text', () => {
  test.each([
    ['a character cut between two encoded words', '=?gb2312?B?u/o=?= =?gb2312?B?w9w=?=', '机密'],
    ['a character cut in its bytes', '=?utf-8?Q?=E6=9C?= =?utf-8?Q?=BA=E5=AF=86?=', '机密'],
    ['folded', '=?utf-8?Q?=E6=9C=BA?=\r\n =?utf-8?Q?=E5=AF=86_20?=', '机密 20'],
    ['text between encoded words', 'a =?utf-8?Q?b?= c =?utf-8?Q?d?= e', 'a b c d e'],
    ['an encoding that no one knows', '=?x-none?Q?abc?=', 'abc'],
  ])('%s', async (_, subject, text) => {
    const result = await mail(`Subject: ${subject}`, '')
    expect(linesOf(result)).toContain(`title: ${text}`)
  })

  test('any text comes back, wherever it is cut into words', async () => {
    const text = fc.string({
      unit: fc.constantFrom(...'关于检查的通知机密秘密★20年abc'),
      minLength: 1,
      maxLength: 40,
    })
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 20 }), fc.boolean(), async (written, step, quoted) => {
        const bytes = Buffer.from(written)
        const words: string[] = []
        for (let at = 0; at < bytes.length; at += step)
          words.push(word(bytes.subarray(at, at + step), quoted))
        expect(linesOf(await mail(`Subject: ${words.join(' ')}`, ''))).toContain(`title: ${written}`)
      }),
      { seed: 7, numRuns: 60 },
    )
  })
})

function word(bytes: Buffer, quoted: boolean): string {
  const hex = Array.from(bytes, byte => `=${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')
  return quoted ? `=?utf-8?Q?${hex}?=` : `=?utf-8?B?${bytes.toString('base64')}?=`
}
