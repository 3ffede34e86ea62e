/** What lines and graphics of a page together say about its layout. */
import { describe, expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { featuresOf } from '../../src/detect/layout/features.ts'
import { compileRules } from '../../src/detect/ruleset.ts'
import type { Box, CoverManner, Graphic, Line, Part } from '../../src/document/document.ts'
import type { Language } from '../../src/document/problem.ts'
import { loadPacks } from '../../src/packs/load.ts'

const rules = compileRules(await loadPacks([]))

/** A4 at 200 dpi. */
const [width, height] = [1654, 2339]
const unit = width / 210

/** Millimetres in, pixels out. */
const at = (x: number, y: number, w: number, h: number): Box => [x * unit, y * unit, w * unit, h * unit]

function line(text: string, x: number, y: number, high = 5.6, color?: string): Line {
  const box = at(x, y, text.length * high, high)
  return {
    text,
    channel: 'ocr',
    box,
    confidence: 0.95,
    size: high * unit,
    ...(color === undefined ? {} : { color }),
  }
}

const sheet: Graphic = { kind: 'sheet', box: [0, 0, width, height], confidence: 1 }
const cover = (box: Box, manner: CoverManner = 'white-box'): Graphic => ({
  kind: 'cover',
  manner,
  box,
  confidence: 0.9,
})
const place = at(28, 48, 36, 7)

function page(lines: readonly Line[], graphics: readonly Graphic[], rest: Partial<Part> = {}): Part {
  return {
    label: 'page 1',
    page: 1,
    width,
    height,
    lines: [...lines],
    graphics: [sheet, ...graphics],
    ...rest,
  }
}

const allNames = (part: Part) => featuresOf(part).map(({ feature }) => feature)
/** Without the words of heads and numbers, which have a test of their own. */
const names = (part: Part) => allNames(part).filter(one => one !== 'head-words' && one !== 'document-number')
const found = (part: Part, language: Language = 'zh') => detect([part], rules, { language })

const body = Array.from({ length: 8 }, (_, index) =>
  line('为做好全市防汛物资储备和调度工作现将有关事项通知如下', 28, 120 + index * 10),
)
const head = line('安澜市人民政府文件', 40, 72, 14, '#c8322d')
const number = line('安政发〔2031〕9号', 80, 92)
const title = line('关于做好防汛工作的通知', 60, 108, 7.8)

describe('a cover', () => {
  test('lies in the mark box at the left, and at the top right', () => {
    expect(names(page(body, [cover(place)]))).toEqual(['cover-in-mark-box'])
    expect(names(page(body, [cover(at(150, 38, 30, 7))]))).toEqual(['cover-in-mark-box'])
    expect(names(page(body, [cover(place, 'strokes')]))).toEqual(['strokes-in-mark-box'])
  })

  test.each([
    ['below the head of the page', at(28, 150, 36, 7), body],
    ['in a sentence', at(60, 48, 20, 6), [line('原告', 48, 48), line('住安澜市东湖区', 81, 48), ...body]],
    [
      'under paragraphs',
      at(28, 62, 36, 7),
      Array.from({ length: 3 }, (_, index) =>
        line('为做好全市防汛物资储备和调度工作现将有关事项通知如下', 28, 30 + index * 10),
      ),
    ],
  ] satisfies [string, Box, Line[]][])('%s hides something else', (_, box, lines) => {
    expect(names(page(lines, [cover(box)]))).toEqual(['cover-elsewhere'])
  })

  test('on a later page counts only where a paper begins', () => {
    const later = { page: 3 }
    expect(names(page(body, [cover(place)], later))).toEqual(['cover-elsewhere'])
    expect(names(page([head, ...body], [cover(place)], later))).toEqual(['red-head', 'cover-in-mark-box'])
  })

  test('beside what is left of a mark lies over the level, however its star is read', () => {
    for (const rest of ['★20年', '女20年', '★长期'])
      expect(names(page([line(rest, 41, 48), ...body], [cover(at(28, 48, 12, 6))]))).toContain(
        'cover-over-level',
      )
    for (const other of ['第20页', '2031年3月2日', '截至2031年', '10周年庆'])
      expect(names(page([line(other, 41, 48), ...body], [cover(at(28, 48, 12, 6))]))).not.toContain(
        'cover-over-level',
      )
  })

  test('is looked for on the sheet, not on the desk around it', () => {
    const desk = page(
      body.map(one => ({
        ...one,
        box: one.box === null ? null : ([one.box[0] + 400, one.box[1] + 900, one.box[2], one.box[3]] as Box),
      })),
      [],
      { width: width + 800, height: height + 1800 },
    )
    const onDesk: Graphic[] = [
      { kind: 'sheet', box: [400, 900, width, height], confidence: 1 },
      cover([place[0] + 400, place[1] + 900, place[2], place[3]]),
    ]
    expect(names({ ...desk, graphics: onDesk })).toEqual(['cover-in-mark-box'])
  })
})

describe('a head', () => {
  test('is red and large in whatever units the page has', () => {
    expect(names(page([head, ...body], []))).toEqual(['red-head'])
    expect(names(page([line('安澜市人民政府文件', 40, 72, 5.6, '#c8322d')], []))).toEqual([])
    expect(names(page([line('安澜市人民政府文件', 40, 72, 14, '#c87a2d')], []))).toEqual([])
    const points: Part = {
      ...page([], []),
      width: 595,
      height: 842,
      lines: [{ ...head, box: [120, 200, 350, 40], size: 40 }],
    }
    expect(names({ ...points, graphics: [] })).toEqual(['red-head'])
    const small: Part = { ...points, lines: [{ ...head, box: [120, 200, 350, 16], size: 16 }] }
    expect(names({ ...small, graphics: [] })).toEqual([])
  })

  test('that could not be read is seen', () => {
    expect(names(page(body, [{ kind: 'red-head', box: at(40, 72, 130, 14), confidence: 0.8 }]))).toEqual([
      'red-head',
    ])
  })

  test('is too high when the top of the page is missing, not on a whole page', () => {
    const cut = (missing: number): Part => {
      const high = height - missing * unit
      const moved = { ...head, box: at(40, 72 - missing, 126, 14) }
      return { ...page([moved], []), height: high, graphics: [{ ...sheet, box: [0, 0, width, high] }] }
    }
    expect(names(cut(40))).toEqual(['red-head', 'red-head-high'])
    expect(names(cut(60))).toEqual(['red-head', 'red-head-high'])
    expect(names(cut(0))).toEqual(['red-head'])
    const letter = line('安澜市水务局', 60, 24, 12, '#c8322d')
    expect(names(page([letter], []))).toEqual(['red-head'])
  })

  test('is missing when the number and the rule under it begin the page', () => {
    const rule: Graphic = { kind: 'red-rule', box: at(28, 22, 156, 0.8), confidence: 0.9 }
    expect(names(page([line('安政发〔2031〕9号', 80, 13), ...body], [rule]))).toEqual([
      'head-missing',
      'red-rule',
    ])
    expect(names(page(body, [rule]))).toEqual(['red-rule'])
  })
})

describe('on a scan', () => {
  test('the words of a head and the number of the paper count without their colour', () => {
    const grey = [line('安澜市人民政府文件', 40, 72, 14), line('安政发〔2031)9号', 80, 92), title, ...body]
    expect(allNames(page(grey, []))).toEqual(['head-words', 'document-number'])
    const mentions = [line('请下载附件中的市政府文件', 40, 72), line('门牌2031号', 40, 92), ...body]
    expect(allNames(page(mentions, []))).toEqual([])
    expect(allNames({ ...page(grey, []), graphics: [] })).not.toContain('red-head')
  })

  test('a copy number with nothing below it is seen in pixels as it is in points', () => {
    expect(names(page([line('000127', 28, 38), head, ...body], []))).toEqual([
      'red-head',
      'copy-number',
      'empty-mark-line',
    ])
    expect(names(page([line('000127', 28, 38), line('机密★20年', 28, 48.2), head], []))).toEqual([
      'red-head',
      'copy-number',
    ])
  })

  test('a period alone has lost its level', () => {
    expect(names(page([line('★20年', 28, 48), ...body], []))).toEqual(['level-missing'])
    expect(names(page([line('★开标前', 28, 48), ...body], []))).toEqual(['level-missing'])
    expect(names(page([line('★投标人须具备资质', 28, 48), ...body], []))).toEqual([])
    expect(names(page([line('★20年', 80, 48), ...body], []))).toEqual([])
    expect(names(page([line('★20年', 28, 48), ...body], [], { page: 4 }))).toEqual([])
  })
})

describe('the finding', () => {
  const covered = page([head, number, title, ...body], [cover(place)])

  test('says what was seen and draws its box', () => {
    const [first, ...others] = found(covered)
    expect(others).toEqual([])
    expect(first).toMatchObject({
      rule: 'cn.covered.with-head',
      severity: 'block',
      match: '白色遮盖块',
      box: place,
      page: 1,
    })
    expect(first?.reason).toContain('白色遮盖块')
    expect(found(covered, 'en')[0]?.match).toBe('white box')
  })

  test('belongs to its paper: another paper with such a cover has another fingerprint', () => {
    const other = page([line('云岭省水务厅文件', 40, 72, 14, '#c8322d'), number, ...body], [cover(place)])
    expect(found(other)[0]?.fingerprint).not.toBe(found(covered)[0]?.fingerprint)
    const moved = page([head, number, title, ...body], [cover(at(29, 48, 35, 7))])
    expect(found(moved)[0]?.fingerprint).toBe(found(covered)[0]?.fingerprint)
  })

  test.each([
    ['a copy number', [line('000127', 28, 38), title, ...body], 'block'],
    ['an order to return it', [line('会后收回', 150, 38), title, ...body], 'block'],
    ['the number of a cipher telegram', [line('某市委密电〔2031〕15号', 70, 92), title, ...body], 'block'],
    ['a document number', [number, title, ...body], 'review'],
    ['nothing', [line('停水通知', 85, 70, 7.8), ...body], 'pass'],
  ] satisfies [string, Line[], string][])('with %s left on the page gives its due', (_, lines, verdict) => {
    const severities = found(page(lines, [cover(place, 'mosaic')])).map(({ severity }) => severity)
    expect(severities[0] ?? 'pass').toBe(verdict)
  })

  test('about strokes alone never blocks a paper for its head', () => {
    const scribbled = found(page([head, number, title, ...body], [cover(place, 'strokes')]))
    expect(scribbled.map(({ severity }) => severity)).toEqual(['review'])
  })

  test('about a name covered in the text is for information', () => {
    const redacted = found(page([head, number, title, ...body], [cover(at(60, 180, 20, 6), 'black-box')]))
    expect(redacted.map(({ severity }) => severity)).toEqual(['info'])
  })
})
