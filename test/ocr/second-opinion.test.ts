import { describe, expect, test } from 'vitest'
import type { Box } from '../../src/document/document.ts'
import type { RecognisedLine } from '../../src/ocr/engine.ts'
import { cornersInDoubt } from '../../src/ocr/second-opinion.ts'

const page = { width: 1240, height: 1754 }
const line = (text: string, box: Box, confidence = 0.98): RecognisedLine => ({
  text,
  box,
  confidence,
  size: 33,
  turns: 0,
})

/** GB/T 9704 at 150 dpi: line 1 at 218 px, line 2 at 278 px. */
const number = line('000012', [166, 218, 100, 33])
const level = (text: string, confidence?: number) => line(text, [166, 278, 140, 33], confidence)
const doubts = (...lines: RecognisedLine[]) =>
  cornersInDoubt(lines, page).map(([x]) => (x === 0 ? 'left' : 'right'))

describe('another engine is asked', () => {
  test('where the level is read, but unsurely', () => {
    expect(doubts(level('机 ★20年', 0.72))).toEqual(['left'])
    expect(doubts(level('机密★20年度', 0.7))).toEqual(['left'])
    expect(doubts(line('会后归还', [900, 218, 140, 33], 0.6))).toEqual(['right'])
  })

  test.each([
    ['a seal that lies over it, whose name was read', line('安澜市水务局办公室', [120, 180, 236, 236], 0.99)],
    ['a slanting watermark across it', line('安澜市水务局内网打印', [60, 150, 1100, 640], 0.97)],
  ])('where the level is read unsurely below %s', (_, over) => {
    expect(doubts(level('机 ★20年', 0.72), over)).toEqual(['left'])
  })

  test('where a copy number stands and no level below it', () => {
    expect(doubts(number)).toEqual(['left'])
    expect(doubts(number, line('某市某局文件', [300, 430, 640, 80]))).toEqual(['left'])
  })
})

describe('one engine is enough', () => {
  test('for half a line that a look cut off, when the whole was read', () => {
    const title = line('关于加强公交线路', [400, 420, 400, 60], 0.98)
    const half = line('钥海市公六线败', [410, 412, 390, 34], 0.7)
    expect(doubts(title, half)).toEqual([])
    expect(doubts({ ...title, confidence: 0.8 }, half)).toContain('left')
    // The sure part of an unsure mark does not vouch for it.
    expect(doubts(level('机 ★20年', 0.72), line('20年', [240, 278, 60, 33], 0.99))).toContain('left')
  })

  test.each([
    ['a level below the number', [number, level('机密★20年')]],
    ['a whole mark that is read unsurely', [level('机密★20年', 0.72)]],
    ['a head that is read well', [line('某市某局文件', [300, 430, 640, 80])]],
    ['noise without a character of Chinese', [line('.i|', [166, 278, 60, 20], 0.4)]],
    ['an unsure line in the text', [line('附件一', [166, 900, 140, 33], 0.5)]],
  ])('%s', (_, lines) => {
    expect(doubts(...lines)).toEqual([])
  })

  test('a picture too small to be a page', () => {
    expect(cornersInDoubt([line('机 ★', [10, 20, 40, 12], 0.5)], { width: 120, height: 160 })).toEqual([])
  })
})
