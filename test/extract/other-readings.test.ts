/** Texts that hold a mark for whoever decodes them: escapes, seven-bit encodings, overridden direction. */

import { describe, expect, test } from 'vitest'
import { decodeSevenBit } from '../../src/extract/seven-bit.ts'
import { shownOrders } from '../../src/extract/shown-order.ts'
import fc from '../fast-check.ts'
import { linesOf, read } from './read.ts'

const mark = '机密★20年'
const escaped = '\\u673a\\u5bc6\\u260520\\u5e74'
const hidden = `hidden: ${mark}`

describe('escapes are decoded below the line that holds them', () => {
  test.each([
    ['a.txt', '机密&#9733;20年'],
    ['a.txt', '&#26426;&#x5BC6;&starf;20&#24180;'],
    ['a.txt', '机&nbsp;密&bigstar;20年', 'hidden: 机\u00a0密★20年'],
    ['a.txt', '\\u{673a}\\u{5bc6}\\u{2605}20年'],
    ['a.yaml', `level: "${escaped}"`],
    ['a.sql', `INSERT INTO notice VALUES (7, '${escaped}\\n关于召开会议的通知', 1);`],
    ['a.csv', `1,${escaped},通知`],
    ['a.md', escaped],
    ['a.json', JSON.stringify({ text: escaped })],
  ])('%s %s', async (name, text, expected = hidden) => {
    expect(linesOf(await read(text, name))).toContain(expected)
  })

  test('paths, addresses and prose are read once', async () => {
    const text = 'C:\\users\\u12\\通知.txt\na.html?x=1&amp;y=2\n甲&乙、+86-10-1234\na\\u0041b'
    expect(linesOf(await read(text, 'a.txt'))).toEqual(text.split('\n').map(line => `body: ${line}`))
  })

  test('strings of JSON with escaped markup say what the markup shows', async () => {
    expect(linesOf(await read('{"html":"<p>机密&#9733;20年</p><p>通知</p>"}', 'a.json'))).toEqual([
      `body: ${mark}`,
      'body: 通知',
    ])
  })
})

describe('Markdown', () => {
  test('hard line breaks and escapes are not shown', async () => {
    expect(linesOf(await read('机\\\n密★20年\n\n秘密\\*3年', 'a.md'))).toEqual([
      'body: 机',
      'body: 密★20年',
      'body: 秘密*3年',
    ])
  })

  test.each(['机**密**★20年', '`机`密★20年', '机~~密~~★20年', '机***密★***20年'])('%s', async text => {
    expect(linesOf(await read(text, 'a.md'))).toEqual([`body: ${text}`, hidden])
  })

  test('links by label', async () => {
    expect(linesOf(await read('[机][1]密★20年', 'a.md'))).toEqual([`body: ${mark}`])
  })
})

describe('seven-bit Chinese', () => {
  const utf7 = (text: string) =>
    text.replaceAll(/[\u0080-\uffff]+/g, run => {
      const bytes = Buffer.from(run, 'utf16le').swap16()
      return `+${bytes.toString('base64').replaceAll('=', '')}-`
    })

  test('UTF-7 and HZ lines', async () => {
    expect(linesOf(await read('Notice\n+Zzpbxg-+JgU-20+XnQ-', 'a.txt'))).toContain(hidden)
    expect(linesOf(await read('Notice\n+Zzpbxg +JgU 20+XnQ', 'a.txt'))).toContain('hidden: 机密 ★ 20年')
    expect(linesOf(await read('Notice\n~{;zC\\~}*20~{Dj~}', 'a.txt'))).toContain('hidden: 机密*20年')
  })

  test('any Chinese text comes back from UTF-7; base64 and telephone numbers stay', () => {
    const ideographs = fc.array(fc.integer({ min: 0x4e00, max: 0x9fff }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(ideographs, codes => {
        const text = `No. 1 ${String.fromCodePoint(...codes)} end`
        expect(decodeSevenBit(utf7(text))).toBe(text)
      }),
      { seed: 3, numRuns: 200 },
    )
    expect(decodeSevenBit('tel +8610-12345678, a+b=c+d, iVBORw0KGgo+AAAANSUhEUg+Zz-')).toBeNull()
    expect(decodeSevenBit('~{not closed')).toBeNull()
  })
})

describe('overridden direction', () => {
  test('the order that is seen is a line of its own, in names as well', async () => {
    const { parts } = await read('通知：\u202e年02★密机\u202c。', '\u202e年02★密机\u202c.txt')
    const lines = parts.flatMap(part => part.lines).map(({ channel, text }) => `${channel}: ${text}`)
    expect(lines).toContain('hidden: 通知：机密★20年。')
    expect(lines).toContain('hidden: 机密★20年.txt')
  })

  test('brackets are mirrored, inner runs keep their order, open ones end with the line', () => {
    expect(shownOrders('\u202e号51〔1202〕电密委市')[0]).toBe('市委密电〔2021〕15号')
    expect(shownOrders('\u202e号51〕1202〔电密委市')[1]).toBe('市委密电〔2021〕15号')
    expect(shownOrders('\u202e年\u202d20\u202c★密机')).toEqual(['机密★20年'])
    expect(shownOrders('\u202c甲\u202a乙\u202c')).toEqual([])
    expect(shownOrders(`\u202c甲${'\u202e'.repeat(300)}乙丙`)[0]).toMatch(/^甲(?:乙丙|丙乙)$/)
  })

  test('nothing is lost', () => {
    const piece = fc.constantFrom(...'甲乙12★\u202a\u202c\u202d\u202e\u2067\u2069')
    const bare = (text: string) => [...text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')].sort().join('')
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 300 }), text => {
        expect(bare(shownOrders(`${text}\u202e`)[0] ?? '')).toBe(bare(text))
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})
