import { describe, expect, test } from 'vitest'
import { inColumns } from '../../src/ocr/columns.ts'
import type { RecognisedLine } from '../../src/ocr/engine.ts'

function line(text: string, x: number, y: number, width: number): RecognisedLine {
  return { text, box: [x, y, width, 30], confidence: 1, size: 30, turns: 0 }
}

const texts = (lines: readonly RecognisedLine[]) => lines.map(({ text }) => text)

/** Six rows of two columns each, in rows. */
const rows = (name: (column: string, row: number) => string) =>
  Array.from({ length: 6 }, (_, row) => [
    line(name('左', row), 100, 300 + 40 * row, 420),
    line(name('右', row), 580, 300 + 40 * row, 420),
  ]).flat()

describe('columns', () => {
  test('running text is read down each column, under its title', () => {
    const page = [
      line('安澜市防汛工作简报第三期', 100, 100, 900),
      ...rows((c, r) => `${c}栏第${r}行的正文一直写到栏边`),
    ]
    expect(texts(inColumns(page)).map(text => text.slice(0, 4))).toEqual([
      '安澜市防',
      ...[0, 1, 2, 3, 4, 5].map(row => `左栏第${row}`),
      ...[0, 1, 2, 3, 4, 5].map(row => `右栏第${row}`),
    ])
  })

  test('the short cells of a table stay in their rows', () => {
    const table = rows((c, r) => `${c}格${r}`)
    expect(inColumns(table)).toEqual(table)
  })

  test('one column of lines stays as it is', () => {
    const page = Array.from({ length: 12 }, (_, row) =>
      line(`第${row}行从左边一直写到右边的正文`, 100, 300 + 40 * row, 900),
    )
    expect(inColumns(page)).toEqual(page)
  })
})
