/** A page that was scanned lying on its side is judged as the same page upright; boxes stay where things lie. */

import { expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { asItLies, uprightPart } from '../../src/detect/layout/upright.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import type { Box, Part } from '../../src/document/document.ts'
import { turnBack } from '../../src/document/quarter-turns.ts'
import { loadPacks } from '../../src/packs/load.ts'
import fc from '../fast-check.ts'

const rules = compileRules(await loadPacks([]))
const upright = { width: 1240, height: 1754 }

/** An A4 scan with a copy number and nothing below it where the level belongs. */
const texts: [string, Box][] = [
  ['000127', [166, 218, 100, 32]],
  ['某市某局文件', [300, 430, 640, 80]],
  ['某局〔2031〕7号', [500, 560, 260, 32]],
]

function page(turns?: 1 | 2 | 3): Part {
  const lying =
    turns === undefined || turns === 2 ? upright : { width: upright.height, height: upright.width }
  return {
    label: 'page 1',
    page: 1,
    ...lying,
    ...(turns === undefined ? {} : { turns }),
    lines: texts.map(([text, box]) => ({
      text,
      channel: 'ocr',
      box: turnBack(box, lying, turns ?? 0),
      confidence: 0.95,
    })),
  }
}

const found = (part: Part) => detect([part], rules, { language: 'zh', today: '2031-01-01' })

test.each([1, 2, 3] as const)('turned %i times', turns => {
  const expected = found(page())
  expect(expected.map(({ rule }) => rule)).toContain('cn.control.mark-covered')
  const lying = page(turns)
  const findings = found(lying)
  expect(findings.map(({ rule }) => rule)).toEqual(expected.map(({ rule }) => rule))
  const number = findings.find(({ rule }) => rule === 'cn.control.copy-number')
  expect(number?.box).toEqual(lying.lines[0]?.box)
})

test('a box goes upright and back', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1 as const, 2 as const, 3 as const),
      fc.nat(900),
      fc.nat(900),
      (turns, x, y) => {
        const part: Part = {
          ...page(turns),
          lines: [{ text: 'a', channel: 'ocr', box: [x, y, 20, 10], confidence: 1 }],
        }
        const turned = uprightPart(part)
        expect(asItLies(turned, turned.lines[0]?.box as Box)).toEqual([x, y, 20, 10])
      },
    ),
  )
})
