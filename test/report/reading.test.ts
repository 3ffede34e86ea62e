/** `baoshen extract` tells what was read, and what was seen beside it. */
import { expect, test } from 'vitest'
import type { Reading } from '../../src/document/screening.ts'
import { readingFormats } from '../../src/report/reading.ts'

const reading: Reading = {
  path: '通知.jpg',
  sha256: null,
  type: 'image/jpeg',
  bytes: 1,
  problems: [],
  parts: [
    {
      label: 'page 1',
      page: 1,
      width: 827,
      height: 1169,
      lines: [{ text: '安澜市水务局文件', channel: 'ocr', box: [100, 280, 600, 60], confidence: 0.98 }],
      graphics: [
        { kind: 'sheet', box: [0, 0, 827, 1169], confidence: 1 },
        { kind: 'cover', manner: 'mosaic', box: [110.2, 150, 140, 28], confidence: 0.92 },
      ],
    },
  ],
}

test('lines first, then what covers something, with its box', () => {
  expect(readingFormats.text(reading, 'zh').split('\n').slice(1, 4)).toEqual([
    '── page 1',
    '  [图像识别 0.98] (100, 280, 600, 60) 安澜市水务局文件',
    '  [图像所见 0.92] (110, 150, 140, 28) 马赛克',
  ])
  expect(readingFormats.text(reading, 'en')).toContain('  [seen 0.92] (110, 150, 140, 28) mosaic\n')
})
