/** Texts built to be slow are read in linear time. */
import { describe, expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import { loadPacks } from '../../src/packs/load.ts'
import { cpuMilliseconds } from '../cpu-time.ts'
import { line, part } from './part.ts'

const rules = compileRules(await loadPacks([]))
const options = { language: 'zh', today: '2026-11-23' } as const

/** Milliseconds of the processor for one line, or for one line a unit. */
function cost(unit: string, times: number, lines: boolean): number {
  const texts = lines ? Array.from({ length: times }, () => unit) : [unit.repeat(times)]
  const document = [part(texts.map(text => line(text)))]
  // The better of two: the first may compile what the second uses.
  const once = () => {
    const start = cpuMilliseconds()
    detect(document, rules, options)
    return cpuMilliseconds(start)
  }
  return Math.min(once(), once())
}

const units = [
  '机',
  '（',
  '机密',
  '机密★',
  '秘密★1',
  '密电〔',
  '某市委密电〔2021〕15号',
  '“',
  '《机密',
  '★',
  '1',
  '1 ',
  '11010519491231002X',
  '\u200b',
  '🌟',
  'ﷺ',
  '内部资料',
  '密级：',
  'SECRET//',
  '密级：□机密 ',
  '禾必密',
  '部队',
  '此件',
  '机密★20年，',
]

describe.each([
  ['in one line', false],
  ['one a line', true],
] as const)('repeated %s', (_, lines) => {
  test.each(units)('%j', unit => {
    cost(unit, 1_000, lines)
    const count = lines ? 8_000 : 40_000
    const small = cost(unit, count / 4, lines)
    const large = cost(unit, count, lines)
    // Four times the text; a quadratic path would take sixteen times as long.
    expect(large).toBeLessThan(Math.max(small * 9, 400))
    expect(large).toBeLessThan(6_000)
  })
})

test('a million repetitions', () => {
  for (const unit of ['机', '（', '机密']) expect(cost(unit, 1_000_000, false)).toBeLessThan(15_000)
})
