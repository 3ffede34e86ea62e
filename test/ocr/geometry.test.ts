/** Laws of the parts between pixels and text. */

import { describe, expect, test } from 'vitest'
import { textBoxes } from '../../src/ocr/paddle/db-boxes.ts'
import { decodeSteps, readDictionary } from '../../src/ocr/paddle/dictionary.ts'
import { inReadingOrder, type ReadPiece } from '../../src/ocr/paddle/reading-order.ts'
import { boundingBox, convexHull, minAreaRectangle } from '../../src/ocr/paddle/rotated-rectangle.ts'
import { splitLine } from '../../src/ocr/paddle/split-line.ts'
import { linesOfWords, type TesseractWord } from '../../src/ocr/tesseract-words.ts'
import { planWindows } from '../../src/ocr/windows.ts'
import fc from '../fast-check.ts'

const point = fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 500 }) })

describe('the smallest rectangle', () => {
  test('holds every point and is not larger than the upright one', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 40 }), points => {
        const rectangle = minAreaRectangle(convexHull(points))
        const { x, y, width, height, angle } = rectangle
        for (const p of points) {
          const along = (p.x - x) * Math.cos(angle) + (p.y - y) * Math.sin(angle)
          const across = (p.y - y) * Math.cos(angle) - (p.x - x) * Math.sin(angle)
          expect(Math.abs(along)).toBeLessThanOrEqual(width / 2 + 1e-6)
          expect(Math.abs(across)).toBeLessThanOrEqual(height / 2 + 1e-6)
        }
        const xs = points.map(p => p.x)
        const ys = points.map(p => p.y)
        const upright = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys))
        expect(width * height).toBeLessThanOrEqual(upright + 1e-6)
        expect(Math.abs(angle)).toBeLessThanOrEqual(Math.PI / 4 + 1e-9)
      }),
    )
  })
})

describe('boxes of a probability map', () => {
  test('two bright bars are two boxes that grew, noise and faint areas are none', () => {
    const width = 200
    const height = 100
    const data = new Float32Array(width * height)
    const fill = (left: number, top: number, w: number, h: number, value: number): void => {
      for (let y = top; y < top + h; y++) data.fill(value, y * width + left, y * width + left + w)
    }
    fill(20, 20, 100, 10, 0.9)
    fill(20, 60, 40, 10, 0.8)
    fill(150, 60, 40, 10, 0.35)
    fill(5, 5, 1, 1, 1)
    const boxes = textBoxes({ width, height, data }).map(boundingBox)
    expect(boxes).toHaveLength(2)
    const [[x, y, w, h] = [0, 0, 0, 0]] = boxes
    expect([x < 20, y < 20, x + w > 120, y + h > 30]).toEqual([true, true, true, true])
    expect(h).toBeLessThan(35)
  })
})

describe('windows', () => {
  const limits = { side: 1280, slicedShortSide: 960, smallSide: 480 }

  test('cover every pixel, stay inside the picture and within the engine’s side', () => {
    const side = fc.integer({ min: 1, max: 30_000 })
    fc.assert(
      fc.property(side, side, (width, height) => {
        const { scale, windows } = planWindows(width, height, limits)
        let [reachX, reachY] = [0, 0]
        for (const window of windows) {
          expect(window.x).toBeLessThanOrEqual(reachX)
          expect(window.y).toBeLessThanOrEqual(reachY)
          reachX = Math.max(reachX, window.x + window.width)
          reachY = Math.max(reachY, window.y + window.height)
          expect(Math.max(window.width, window.height) * scale).toBeLessThanOrEqual(limits.side + 1)
        }
        expect([reachX, reachY]).toEqual([width, height])
      }),
    )
  })

  test('a long image post is not shrunk, and neighbours overlap by more than a line', () => {
    const { scale, windows } = planWindows(800, 12_000, limits)
    expect(scale).toBe(1)
    for (const [i, window] of windows.entries()) {
      const next = windows[i + 1]
      if (next !== undefined) expect(window.y + window.height - next.y).toBeGreaterThan(100)
    }
  })
})

describe('decoding', () => {
  test('repeats collapse unless a blank stands between, and the dictionary starts with the blank', () => {
    const dictionary = readDictionary(new TextEncoder().encode('机\n密\n2\n'))
    expect(dictionary).toEqual(['', '机', '密', '2', ' '])
    const steps = [1, 1, 0, 2, 3, 3, 0, 3, 0]
    const scores = new Float32Array(steps.length * dictionary.length)
    for (const [i, best] of steps.entries()) scores[i * dictionary.length + best] = 0.9
    const { text, confidence } = decodeSteps(scores, dictionary)
    expect(text).toBe('机密22')
    expect(confidence).toBeCloseTo(0.9)
  })

  test('an overlong line is cut at its gaps, and nothing is lost', () => {
    const width = 1000
    const height = 4
    const planes = new Float32Array(3 * width * height).map((_, i) =>
      (i % width) % 50 < 45 ? (i * 7) % 256 : 255,
    )
    const pieces = splitLine({ width, height, planes }, 300)
    expect(pieces.reduce((sum, piece) => sum + piece.width, 0)).toBe(width)
    let x = 0
    for (const piece of pieces.slice(0, -1)) {
      expect(piece.width).toBeLessThanOrEqual(300)
      x += piece.width
      expect(x % 50).toBeGreaterThanOrEqual(45)
    }
  })
})

describe('reading order', () => {
  function piece(text: string, x: number, y: number, angle = 0, turns: ReadPiece['turns'] = 0): ReadPiece {
    return {
      text,
      confidence: 1,
      turns,
      size: 30,
      rectangle: { x, y, width: text.length * 30, height: 30, angle },
    }
  }

  test('rows from the top, pieces from the left; close pieces are one line, far ones are not', () => {
    const lines = inReadingOrder([
      piece('二行', 100, 200),
      piece('归还', 700, 102),
      piece('密', 175, 101),
      piece('秘', 115, 100),
    ])
    expect(lines.map(line => line.text)).toEqual(['秘 密', '归还', '二行'])
  })

  test('a page that was scanned upside down is read from its own top', () => {
    const lines = inReadingOrder([piece('第二行文字', 300, 100, 0, 2), piece('第一行文字', 300, 200, 0, 2)])
    expect(lines.map(line => line.text)).toEqual(['第一行文字', '第二行文字'])
  })

  test('skew does not mix the rows', () => {
    const angle = 0.05
    const rows = [0, 1, 2].flatMap(row =>
      [0, 1, 2].map(column => {
        const [x, y] = [200 + column * 400, 100 + row * 45]
        const turned = [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)]
        return piece(`行${row}列${column}`, turned[0] ?? 0, turned[1] ?? 0, angle)
      }),
    )
    expect(inReadingOrder(rows).map(line => line.text)).toEqual(rows.map(row => row.text))
  })
})

describe('Tesseract’s words', () => {
  function words(...list: readonly [string, number, number][]): TesseractWord[] {
    return list.map(([text, x0, x1]) => ({ text, confidence: 90, bbox: { x0, x1, y0: 0, y1: 30 } }))
  }

  test('Chinese characters are joined, Latin words are not', () => {
    const texts = (list: TesseractWord[]) => linesOfWords(list).map(line => line.text)
    expect(texts(words(['机', 0, 30], ['密', 33, 63], ['20', 66, 100], ['年', 103, 133]))).toEqual([
      '机密20年',
    ])
    expect(texts(words(['TOP', 0, 60], ['SECRET', 70, 160]))).toEqual(['TOP SECRET'])
    expect(texts(words(['000012', 0, 100], ['会后', 700, 760], ['归还', 762, 820]))).toEqual([
      '000012',
      '会后归还',
    ])
    expect(texts(words(['秘', 0, 30], ['密', 61, 91]))).toEqual(['秘 密'])
  })
})
