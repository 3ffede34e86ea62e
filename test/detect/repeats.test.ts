/** A mark that two readers found at one place is reported once; marks at two places stay two. */
import { expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import type { Box, Channel, Line, Part } from '../../src/document/document.ts'
import { loadPacks } from '../../src/packs/load.ts'
import { line, part } from './part.ts'

const rules = compileRules(await loadPacks([]))

const placed = (text: string, channel: Channel, box: Box, confidence: number): Line => ({
  text,
  channel,
  box,
  confidence,
})
const page = (width: number, height: number, ...lines: Line[]): Part => ({
  label: 'page 1',
  page: 1,
  width,
  height,
  lines,
})
const marks = (...parts: Part[]) =>
  detect(parts, rules, { language: 'zh', today: '2026-11-23' }).filter(
    ({ rule }) => rule === 'cn.mark.level-period',
  )

test('the text of a page and the OCR of its picture give one finding, the surer', () => {
  const text = placed('机密★20年', 'body', [80, 140, 96, 16], 1)
  const read = placed('机密★20年', 'ocr', [82, 139, 98, 18], 0.93)
  expect(marks(page(595, 842, read, text)).map(({ channel }) => channel)).toEqual(['body'])
  // Recognised on a rendering of another resolution.
  const pixels = placed('机密★20年', 'ocr', [167, 292, 200, 33], 0.93)
  expect(marks(page(595, 842, text), page(1240, 1754, pixels)).map(({ channel }) => channel)).toEqual([
    'body',
  ])
})

test('two marks on one page stay two', () => {
  const first = placed('机密★20年', 'body', [80, 140, 96, 16], 1)
  const second = placed('机密★20年', 'ocr', [80, 600, 96, 16], 0.93)
  const other = placed('秘密★20年', 'ocr', [80, 140, 96, 16], 0.93)
  expect(marks(page(595, 842, first, second))).toHaveLength(2)
  expect(marks(page(595, 842, first, other))).toHaveLength(2)
})

test('a hidden run and the line that reads with it give one finding', () => {
  const body = [line('某市某局通知'), line('机密★20年', 'hidden'), line('机密★20年　特急', 'hidden')]
  expect(marks(part(body))).toHaveLength(1)
  // Not shown and shown, far apart: two things to remove.
  const apart = [line('机密★20年', 'hidden'), line('某市某局通知'), line('正文'), line('机密★20年')]
  expect(marks(part(apart))).toHaveLength(2)
})

test('a lone level word in the first line is blocked, and the reason says how little it is', () => {
  const [found] = detect([part([line('秘密'), line('那年夏天，她收到了一封信。')])], rules, {
    language: 'zh',
  })
  expect(found).toMatchObject({ rule: 'cn.mark.level-alone', severity: 'block' })
  expect(found?.reason).toContain('没有 ★ 和保密期限')
})

test('a mark at the top of page 1 blocks, whatever is enumerated below', () => {
  const list = ['国家秘密标志的形式，例如：', '绝密★30年', '机密★20年', '秘密★10年']
  const found = marks(
    part(['机密★20年', '某市某局工作方案', ...Array(8).fill('正文。'), ...list].map(text => line(text))),
  )
  expect(found.map(({ severity }) => severity)).toEqual(['block', 'review', 'review', 'review'])
})
