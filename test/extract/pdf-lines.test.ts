import { describe, expect, it } from 'vitest'
import type { Run } from '../../src/extract/pdf/content.ts'
import { textLines } from '../../src/extract/pdf/text-lines.ts'
import fc from '../fast-check.ts'

const page = { width: 1000, height: 1000 }

interface Painted {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
}

/** One glyph a run, full width, at `x`, `y` of the page turned clockwise by quarter turns. */
function glyphRuns({ text, x, y, size }: Painted, turns = 0): Run[] {
  const angle = (turns * Math.PI) / 2
  const direction = [Math.round(Math.cos(angle)), Math.round(Math.sin(angle))] as const
  const characters = [...text]
  return characters.map((character, index) => ({
    order: index,
    direction,
    across: y,
    from: -0.88 * size,
    to: 0.12 * size,
    size,
    color: '#000000',
    channel: 'body',
    glyphs: [{ text: character, start: x + index * size, end: x + (index + 1) * size, legible: true }],
  }))
}

/** Lines of Chinese text on baselines that are clearly apart. */
const paper = fc
  .array(
    fc.string({
      unit: fc.constantFrom(...'机密绝秘市委发电会议通知安澜云岭省局'),
      minLength: 2,
      maxLength: 20,
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map(texts =>
    texts.map((text, index): Painted => ({ text, x: 50 + index * 3, y: 60 + index * 40, size: 16 })),
  )

const textsOf = (runs: readonly Run[]) => textLines(runs, page).map(line => line.text)

describe('joining glyphs into lines', () => {
  it('does not depend on the order of painting', () => {
    const shuffled = paper.chain(lines => {
      const runs = lines.flatMap(line => glyphRuns(line))
      return fc
        .shuffledSubarray(runs, { minLength: runs.length, maxLength: runs.length })
        .map(order => ({ lines, order }))
    })
    fc.assert(
      fc.property(shuffled, ({ lines, order }) => {
        expect(textsOf(order).sort()).toEqual(lines.map(line => line.text).sort())
      }),
    )
  })

  it('does not depend on which way the text runs', () => {
    fc.assert(
      fc.property(paper, fc.integer({ min: 0, max: 3 }), (lines, turns) => {
        expect(textsOf(lines.flatMap(line => glyphRuns(line, turns)))).toEqual(lines.map(line => line.text))
      }),
    )
  })

  it('keeps every glyph, wherever it stands, and gives it a box that holds it', () => {
    const glyph = fc.record({ x: fc.nat(900), y: fc.nat(900), size: fc.integer({ min: 6, max: 40 }) })
    fc.assert(
      fc.property(fc.array(glyph, { minLength: 1, maxLength: 60 }), places => {
        // All different, so that none is taken for imitated bold.
        const painted = places.map((place, index) => ({
          ...place,
          text: String.fromCodePoint(0x4e00 + index),
        }))
        const lines = textLines(
          painted.flatMap(one => glyphRuns(one)),
          page,
        )
        const read = lines.map(line => line.text.replaceAll(' ', '')).join('')
        expect([...read].sort()).toEqual(painted.map(one => one.text).sort())
        for (const { text, x, y, size } of painted) {
          const line = lines.find(candidate => candidate.text.includes(text))
          const [left, top, width, height] = line?.box ?? [0, 0, 0, 0]
          expect(left).toBeLessThanOrEqual(x + 0.01)
          expect(left + width).toBeGreaterThanOrEqual(x + size - 0.02)
          expect(top).toBeLessThanOrEqual(y - 0.88 * size + 0.01)
          expect(top + height).toBeGreaterThanOrEqual(y + 0.12 * size - 0.02)
        }
      }),
    )
  })
})

describe('a line of which some is not shown', () => {
  const hidden = (runs: Run[], ...places: number[]): Run[] =>
    runs.map((run, index) => (places.includes(index) ? { ...run, channel: 'hidden' } : run))
  const texts = (runs: Run[]) => textLines(runs, page).map(line => `${line.channel}: ${line.text}`)

  it('is read whole as well, when it may be a mark or the number of a cipher telegram', () => {
    const number = glyphRuns({ text: '某市委密电〔2021〕15号', x: 100, y: 100, size: 16 })
    expect(texts(hidden(number, 3))).toContain('hidden: 某市委密电〔2021〕15号')
    const mark = glyphRuns({ text: '机密★20年', x: 100, y: 100, size: 16 })
    expect(texts(hidden(mark, 0, 1))).toContain('hidden: 机密★20年')
  })

  it('is not, when it is any other text', () => {
    const title = glyphRuns({ text: '关于公园开放', x: 100, y: 100, size: 16 })
    expect(texts(hidden(title, 2))).toEqual(['body: 关于园开放', 'hidden: 公'].toSorted())
  })
})
