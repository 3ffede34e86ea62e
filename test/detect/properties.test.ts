/** Laws that hold for any text. */

import { describe, expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { decode, foldPart, foldWithOffsets } from '../../src/detect/fold/view.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import { loadPacks } from '../../src/packs/load.ts'
import fc from '../fast-check.ts'
import { line, part } from './part.ts'

const rules = compileRules(await loadPacks([]))
const find = (...lines: string[]) => detect([part(lines.map(text => line(text)))], rules, { language: 'zh' })

/** Text with what marks are made of, and with anything else. */
const pieces = fc.constantFrom(
  '机密',
  '秘密',
  '绝密',
  '★',
  '☆',
  '10年',
  '长期',
  '市委密电',
  '〔2021〕',
  '15号',
  '　',
  ' ',
  '\u200b',
  '（',
  '）',
  '密级：',
  '内部资料',
  'SECRET//NOFORN',
  '\n',
  '㊙',
  'ﷺ',
  '🌟',
  '\ud800',
  '機',
  '⻓期',
  '11010519491231002X',
)
const anyText = fc
  .array(fc.oneof({ weight: 3, arbitrary: pieces }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }))
  .map(list => list.join(''))

describe('folding', () => {
  test('keeps a monotone offset map into the original', () => {
    fc.assert(
      fc.property(anyText, text => {
        const { text: folded, offsets } = foldWithOffsets(text)
        expect(offsets.length).toBe(folded.length)
        let last = 0
        for (const offset of offsets) {
          expect(offset).toBeGreaterThanOrEqual(last)
          expect(offset).toBeLessThan(text.length)
          last = offset
        }
      }),
      { numRuns: 500 },
    )
  })

  test('of a part is the folding of its lines, one after the other', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 6 }), texts => {
        const view = foldPart(part(texts.map(text => line(text))))
        for (const [index, text] of texts.entries()) {
          const stretch = decode(view.codes, view.starts[index] as number, view.starts[index + 1] as number)
          expect(stretch.replace(/ $/, '')).toBe(foldWithOffsets(text).text)
        }
      }),
      { numRuns: 300 },
    )
  })
})

test('every match is what stands in the lines', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 5 }), texts => {
      const whole = texts.join('\n')
      for (const finding of find(...texts)) {
        for (const slice of finding.match.split('\n')) expect(whole).toContain(slice)
        expect(finding.match).not.toBe('')
        expect(finding.context.replaceAll(/[…\n]/g, '')).toContain(finding.match.replaceAll(/[…\n]/g, ''))
      }
    }),
    { numRuns: 300 },
  )
})

describe('a mark is never lost', () => {
  const level = fc.constantFrom('绝密', '机密', '秘密', '絕密', '機密', '祕密')
  const star = fc.constantFrom(
    '★',
    '☆',
    '✩',
    '✪',
    '✭',
    '✮',
    '✯',
    '✰',
    '⋆',
    '⭐',
    '🌟',
    '*',
    '＊',
    '∗',
    '✱',
    '✲',
    '✶',
    '※',
    '▲',
    '●',
    '◆',
    '■',
    '·',
    '•',
    '\ufffd',
    '\ue123',
  )
  const period = fc.constantFrom(
    '20年',
    '１０年',
    '十年',
    '二十年',
    '6个月',
    '6個月',
    '长期',
    '長期',
    '⻓期',
    '2031年12月31日',
    '启用前',
    '会议开始前',
    '公布前',
    '评标结束前',
    '二〇三一年五月一日',
  )
  const invisible = fc.constantFrom(
    '',
    '',
    '\u200b',
    '\u200d',
    '\ufeff',
    '\u00ad',
    '\u2060',
    '\ufe0f',
    '\u3164',
  )
  const space = fc.constantFrom('', '', ' ', '　', '\u00a0', '\t', '\u2003')

  test.each(['top of the document', 'own line among paragraphs', 'header'] as const)('%s', where => {
    fc.assert(
      fc.property(
        level,
        star,
        period,
        fc.infiniteStream(invisible),
        fc.infiniteStream(space),
        (one, sign, until, hidden, gaps) => {
          const mark = [...`${one}${sign}${until}`]
            .map(character => `${character}${hidden.next().value}${gaps.next().value}`)
            .join('')
            .trim()
          const prose = Array.from({ length: 10 }, () =>
            line('各单位要按照职责分工抓好落实，按时报送有关情况。'),
          )
          const own = line(mark, where === 'header' ? 'header' : 'body')
          const lines = where === 'own line among paragraphs' ? [...prose, own, ...prose] : [own, ...prose]
          const found = detect([part(lines)], rules, { language: 'zh' })
          expect(found.map(({ severity }) => severity)).toContain('block')
        },
      ),
      { numRuns: 400 },
    )
  })

  test('one character a line, as in a vertical stamp', () => {
    fc.assert(
      fc.property(level, fc.constantFrom('20年', '长期', '十年'), (one, until) => {
        expect(find(...`${one}★${until}`).map(({ severity }) => severity)).toContain('block')
      }),
    )
  })
})

test('fingerprints stay when lines move', () => {
  const paper = ['机密★20年', '某市某局文件', '李某 11010519491231002X']
  const moved = ['', '新增的一行。', ...paper]
  expect(find(...moved).map(one => one.fingerprint)).toEqual(find(...paper).map(one => one.fingerprint))
})
