/** The grammars by themselves: marks, periods, document numbers, identity numbers, cards. */
import { describe, expect, test } from 'vitest'
import { foldPart } from '../../src/detect/fold/view.ts'
import { ageOn, birthDate, hasCheckCharacter } from '../../src/detect/grammar/cn-id-number.ts'
import { passesLuhn } from '../../src/detect/grammar/luhn.ts'
import { readMark } from '../../src/detect/grammar/mark.ts'
import { readNumberAfter } from '../../src/detect/grammar/number.ts'
import {
  endAfter,
  endDate,
  readCondition,
  readFixedPeriod,
  readNumber,
} from '../../src/detect/grammar/period.ts'
import { textOf } from '../../src/detect/site.ts'
import type { Channel } from '../../src/document/document.ts'
import { line, part } from './part.ts'

function at(text: string, word: string, channel: Channel = 'body') {
  const view = foldPart(part(text.split('\n').map(one => line(one, channel))))
  const folded = String.fromCharCode(...view.codes.subarray(0, view.length))
  const start = folded.indexOf(word)
  return { view, start, end: start + word.length }
}

describe('a mark', () => {
  test.each([
    ['机密★20年', 'star-period'],
    ['机密级★20年', 'star-period'],
    ['【机密】★20年', 'star-period'],
    ['机密*10年', 'star-period'],
    ['机密★', 'star-open'],
    ['机密★启用前', 'star-period'],
    ['机密 20年', 'star-lost'],
    ['机密', 'bare'],
    ['（机密）', 'bare'],
    ['密级：机密', 'field'],
    ['密级\n机密', 'field'],
    ['密级：□绝密 ☑机密', 'field'],
    ['密级：□机密 □秘密', 'unticked'],
    ['（机密）二、点位如下', 'portion'],
    ['某方案（机密）已印发', 'inline'],
    ['机密文件', 'labelled'],
    ['机密 某市方案', 'leading'],
    ['某方案_机密_终稿', 'token'],
  ])('%s is %s', (text, form) => expect(readMark(at(text, '机密'), true)?.form).toBe(form))

  test.each([
    '加强机密文件管理',
    '机密性',
    '密级：机密、秘密',
    '机密★花园',
    '手机密码',
    '绝密、机密、秘密三级',
    '机密·十年磨一剑',
  ])('%s is none', text => expect([null, 'token']).toContain(readMark(at(text, '机密'), true)?.form ?? null))

  test.each(['机密女20年', '机密妇2O年', '机密大I0年', '机密20年'])('%s is read from a scan', text => {
    expect(readMark(at(text, '机密', 'ocr'), true)?.form).toBe('star-lost')
  })
})

test.each([
  ['20年以内', '20年以内'],
  ['6个月', '6个月'],
  ['十年', '十年'],
  ['长期', '长期'],
  ['2031年12月31日解密', '2031年12月31日解密'],
  ['二〇三一年五月一日', '二〇三一年五月一日'],
  ['10年度', null],
  ['花园', null],
])('the period of %s', (text, period) => expect(readFixedPeriod(text, false)?.text ?? null).toBe(period))

test('a condition ends where something ends', () => {
  expect(readCondition('会议开始前', length => length === 5)?.text).toBe('会议开始前')
  expect(readCondition('会议开始前的准备', () => false)).toBeNull()
})

test('the end of a period', () => {
  expect(endDate({ text: '2031年12月31日', kind: 'fixed' })).toBe('2031-12-31')
  expect(endDate({ text: '20年', kind: 'fixed' })).toBeNull()
  expect(endAfter('2019-05-06', { text: '2年', kind: 'fixed' })).toBe('2021-05-06')
  expect(endAfter('2019-11-06', { text: '6个月', kind: 'fixed' })).toBe('2020-05-06')
  expect(endAfter(null, { text: '2年', kind: 'fixed' })).toBeNull()
  expect(
    ['二十年', '十', '三十五', '二〇三一', '2 0'].map(text => readNumber(text.replace('年', ''))),
  ).toEqual([20, 10, 35, 2031, 20])
})

describe('a document number', () => {
  test.each([
    ['某市委密电〔2021〕15号', '某市委密电〔2021〕15号'],
    ['根据某市委密电[2021] 15 号精神', '某市委密电[2021] 15号'],
    ['某市委密电（二〇二一）15号', '某市委密电(二〇二一)15号'],
    ['某市委密电【2021】第0015号', '某市委密电【2021】第0015号'],
    ['某市委密电[85]12号', '某市委密电[85]12号'],
    ['某市委密电〔2021〕\n15号', '某市委密电〔2021〕15号'],
  ])('%s', (text, number) => {
    const reading = readNumberAfter(at(text, '密电'), { yearless: false, damaged: false })
    expect(reading && textOf(reading)).toBe(number)
  })

  test.each(['涉密电子设备15台', '密电〔无〕', '密电码2021年15号楼'])('%s is none', text => {
    expect(readNumberAfter(at(text, '密电'), { yearless: false, damaged: false })).toBeNull()
  })

  test('with brackets that a scan misread', () => {
    expect(
      readNumberAfter(at('某市委密电12021)15号', '密电', 'ocr'), { yearless: false, damaged: false })?.year,
    ).toBe('2021')
    expect(
      readNumberAfter(at('某市委密电12021)15号', '密电'), { yearless: false, damaged: false }),
    ).toBeNull()
  })
})

test('identity numbers (the two samples printed in GB 11643)', () => {
  expect(['11010519491231002X', '440524188001010014', '110105194912310021'].map(hasCheckCharacter)).toEqual([
    true,
    true,
    false,
  ])
  expect(birthDate('11010519491231002X')).toBe('1949-12-31')
  expect(birthDate('110105491231002')).toBe('1949-12-31')
  expect(['110105194902300021', '990105194912310021', '000105194912310021'].map(birthDate)).toEqual([
    null,
    '1949-12-31',
    null,
  ])
  expect([ageOn('2012-11-24', '2026-11-23'), ageOn('2012-11-23', '2026-11-23')]).toEqual([13, 14])
})

test('cards', () => {
  expect(['6222020000000000018', '6222020000000000019', ''].map(passesLuhn)).toEqual([true, false, false])
})
