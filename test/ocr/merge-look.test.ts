import { describe, expect, test } from 'vitest'
import type { Box } from '../../src/document/document.ts'
import type { RecognisedLine } from '../../src/ocr/engine.ts'
import { mergeLook as merge } from '../../src/ocr/merge-look.ts'

function line(text: string, box: Box, confidence = 0.95): RecognisedLine {
  return { text, box, confidence, size: 30, turns: 0 }
}

const mergeLook = (lines: RecognisedLine[], seen: RecognisedLine[], isCut = false) =>
  merge(
    lines,
    seen.map(each => ({ line: each, isCut })),
  )

const place: Box = [100, 100, 200, 30]
const texts = (lines: readonly RecognisedLine[]) => lines.map(({ text }) => text)

describe('a second look', () => {
  test('adds what the first missed, where it stands', () => {
    const lines = [line('000012', [100, 50, 120, 30]), line('关于某项工作的通知', [100, 300, 500, 40])]
    expect(texts(mergeLook(lines, [line('机密★20年', place)]))).toEqual([
      '000012',
      '机密★20年',
      '关于某项工作的通知',
    ])
  })

  test('completes what the first cut off', () => {
    const lines = [line('机密', [100, 100, 70, 30]), line('20年', [220, 100, 80, 30])]
    expect(texts(mergeLook(lines, [line('机密★20年', place)]))).toEqual(['机密★20年'])
  })

  test('takes nothing away from a longer reading', () => {
    const lines = [line('机密★20年', place)]
    expect(texts(mergeLook(lines, [line('密★20年', [130, 100, 170, 30])]))).toEqual(['机密★20年'])
  })

  test('keeps the mark apart from what a seal added to it, unless the window cut it off', () => {
    const sealed = line('秘密★海！市', [100, 100, 330, 30], 0.84)
    const freed = line('秘密★', [100, 100, 110, 30], 0.88)
    expect(texts(mergeLook([sealed], [freed]))).toEqual(['秘密★海！市', '秘密★'])
    expect(texts(mergeLook([sealed], [freed], true))).toEqual(['秘密★海！市'])
    expect(texts(mergeLook([{ ...sealed, confidence: 0.98 }], [freed]))).toEqual(['秘密★海！市'])
  })

  test('does not let a reading with something in front stand for a mark', () => {
    expect(texts(mergeLook([line('秘密★1年', place)], [line('恒 秘密★1年', place, 0.85)]))).toEqual([
      '秘密★1年',
      '恒 秘密★1年',
    ])
  })

  test('keeps both readings of what may be a mark', () => {
    expect(texts(mergeLook([line('飘密 20年', place)], [line('机密★20年', place, 0.7)]))).toEqual([
      '飘密 20年',
      '机密★20年',
    ])
  })

  test('keeps the surer reading of running text', () => {
    const long = '为进一步做好全市防汛物资储备和调度工作，现就有关事项通知如下'
    const worse = long.replace('防汛', '防讯')
    const wide: Box = [100, 100, 900, 30]
    expect(texts(mergeLook([line(worse, wide, 0.8)], [line(long, wide, 0.9)]))).toEqual([long])
    expect(texts(mergeLook([line(long, wide, 0.9)], [line(worse, wide, 0.8)]))).toEqual([long])
  })

  test('leaves out texture', () => {
    expect(mergeLook([], [line('1', place, 0.9), line('机密', place, 0.4), line('——', place)])).toEqual([])
  })
})
