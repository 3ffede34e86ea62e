/**
 * Reads DrawingML (ISO/IEC 29500-1, 21) wherever it stands: slides, drawings on sheets, charts, diagrams; and whatever
 * other text a part of a workbook or presentation holds.
 */
import type { Channel, Line } from '../../document/document.ts'
import { isSymbolFont, symbolText } from '../docx/symbols.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { attribute } from '../xml/read.ts'
import { plainLine } from './line.ts'
import { officeAttributes } from './office-attributes.ts'
import type { TextBudget } from './text-budget.ts'
import { qualifiedName } from './vocabulary.ts'

export interface DrawnLine {
  readonly line: Line
  /** `l`, `ctr`, `r`, `just` …; undefined where the paragraph does not say. */
  readonly align: string | undefined
  /** Whether it is a paragraph, rather than an attribute or a value. */
  readonly paragraph: boolean
}

export interface DrawingChannels {
  /** Of paragraphs. */
  readonly text: Channel
  /** Of values in charts and of text in elements of no known kind. */
  readonly values: Channel
  /** Of attributes that are no alternative text. */
  readonly attributes: Channel
}

interface RunStyle {
  /** A symbol font, when one of its fonts is. */
  font?: string
  size?: number | undefined
  color?: string | undefined
}

interface Paragraph {
  rows: { text: string; style: RunStyle; weight: number }[]
  align: string | undefined
  level: number
}

/** Comments and strings of workbooks are made of runs as paragraphs are. */
const paragraphNames = new Set(['a:p', 'x:text', 'x:is', 'x:si'])
const runNames = new Set(['a:r', 'a:fld', 'm:r', 'x:r'])
const textNames = new Set(['a:t', 'm:t', 'x:t'])
/** Positions and settings, not words. */
const neverText = new Set(['col', 'row', 'colOff', 'rowOff', 'f', 'formatCode', 'attrName', 'fName'])

export class DrawingReader implements XmlHandler {
  readonly drawn: DrawnLine[] = []
  readonly #channels: DrawingChannels
  readonly #budget: TextBudget
  readonly #sizeOf: (level: number) => number | undefined
  readonly #path: string[] = []
  readonly #paragraphs: Paragraph[] = []
  readonly #runs: RunStyle[] = []
  readonly #branches: { start: number; seen: Set<string> }[] = []
  /** Sizes of the list style of the text body that is open, by level. */
  #listSizes = new Map<number, number>()
  #loose = ''

  /** @param sizeOf size in points that a level (from 1) inherits from outside the part. */
  constructor(
    channels: DrawingChannels,
    budget: TextBudget,
    sizeOf: (level: number) => number | undefined = () => undefined,
  ) {
    this.#channels = channels
    this.#budget = budget
    this.#sizeOf = sizeOf
  }

  get lines(): Line[] {
    return this.drawn.map(each => each.line)
  }

  open(element: XmlElement): void {
    this.#flushLoose()
    const name = qualifiedName(element)
    const parent = this.#path.at(-1) ?? ''
    this.#path.push(name)
    if (paragraphNames.has(name)) this.#paragraphs.push({ rows: [], align: undefined, level: 1 })
    else if (runNames.has(name)) this.#runs.push({})
    else if (name === 'a:br') this.#break()
    else if (name === 'a:pPr' && parent === 'a:p') this.#paragraphProperties(element)
    else if (name === 'a:rPr') this.#runProperties(element)
    else if (name === 'a:lstStyle') this.#listSizes = new Map()
    else if (name === 'a:defRPr') this.#listSize(parent, element)
    else if (name === 'a:srgbClr') this.#runColor(element)
    else if (parent === 'a:rPr' || parent === 'x:rPr') this.#runFont(element)
    else if (name === 'mc:AlternateContent') this.#branches.push({ start: 0, seen: new Set() })
    else if (parent === 'mc:AlternateContent') this.#openBranch()
    for (const { channel, text } of officeAttributes(element, this.#channels.attributes)) {
      this.#emit(text, channel)
    }
  }

  text(text: string): void {
    const name = this.#path.at(-1) ?? ''
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph && textNames.has(name)) this.#add(paragraph, text)
    else if (!isSetting(name, text)) this.#loose += text
  }

  close(): void {
    this.#flushLoose()
    const name = this.#path.pop() ?? ''
    const parent = this.#path.at(-1) ?? ''
    if (paragraphNames.has(name)) this.#closeParagraph()
    else if (runNames.has(name)) this.#runs.pop()
    else if (name === 'mc:AlternateContent') this.#branches.pop()
    else if (parent === 'mc:AlternateContent') this.#closeBranch()
  }

  /** Puts out what is still open when the XML broke off. */
  finish(): void {
    while (this.#path.length > 0) this.close()
  }

  #add(paragraph: Paragraph, raw: string): void {
    this.#budget.spend(raw)
    const style = this.#runs.at(-1) ?? {}
    const text = style.font === undefined ? raw : symbolText(style.font, raw)
    const size = style.size ?? this.#listSizes.get(paragraph.level) ?? this.#sizeOf(paragraph.level)
    const row = paragraph.rows.at(-1)
    const weight = text.trim().length
    if (!row) paragraph.rows.push({ text, style: { ...style, size }, weight })
    else {
      row.text += text
      // The longest run speaks for the row.
      if (weight > row.weight) Object.assign(row, { style: { ...style, size }, weight })
    }
  }

  #break(): void {
    const rows = this.#paragraphs.at(-1)?.rows
    if (rows?.length === 0) rows.push({ text: '', style: {}, weight: 0 })
    rows?.push({ text: '', style: {}, weight: 0 })
  }

  #paragraphProperties(element: XmlElement): void {
    const paragraph = this.#paragraphs.at(-1)
    if (!paragraph) return
    paragraph.align = attribute(element, 'algn')
    paragraph.level = 1 + (Number(attribute(element, 'lvl')) || 0)
  }

  #runProperties(element: XmlElement): void {
    const run = this.#runs.at(-1)
    const size = sizeOf(element)
    if (run && size !== undefined) run.size = size
  }

  #listSize(parent: string, element: XmlElement): void {
    const level = /^a:lvl(\d)pPr$/.exec(parent)?.[1]
    const size = sizeOf(element)
    if (level !== undefined && size !== undefined) this.#listSizes.set(Number(level), size)
  }

  /** `a:latin`, `a:sym` …; the strings of workbooks have `x:rFont`. */
  #runFont(element: XmlElement): void {
    const font = attribute(element, 'typeface') ?? attribute(element, 'val') ?? ''
    const run = this.#runs.at(-1)
    if (run && isSymbolFont(font)) run.font = font
  }

  /** Only the fill of the run itself: lines and effects have colours too. */
  #runColor(element: XmlElement): void {
    const run = this.#runs.at(-1)
    const value = attribute(element, 'val') ?? ''
    const fills = this.#path.at(-2) === 'a:solidFill' && this.#path.at(-3) === 'a:rPr'
    if (run && fills && /^[0-9a-f]{6}$/i.test(value)) run.color = `#${value.toLowerCase()}`
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop()
    for (const { text: whole, style } of paragraph?.rows ?? []) {
      for (const text of whole.split(/[\r\n\v]+/)) {
        if (text.trim() === '') continue
        const line: Line = {
          ...plainLine(text, this.#channels.text),
          ...(style.size === undefined ? {} : { size: style.size }),
          ...(style.color === undefined ? {} : { color: style.color }),
        }
        this.drawn.push({ line, align: paragraph?.align, paragraph: true })
      }
    }
  }

  #flushLoose(): void {
    const text = this.#loose.trim()
    this.#loose = ''
    if (/[\p{L}\p{N}]/u.test(text)) {
      for (const row of text.split(/\r\n?|\n/)) this.#emit(row.trim(), this.#channels.values)
    }
  }

  #emit(text: string, channel: Channel): void {
    if (text === '') return
    this.#budget.spend(text)
    this.drawn.push({ line: plainLine(text, channel), align: undefined, paragraph: false })
  }

  #openBranch(): void {
    const branch = this.#branches.at(-1)
    if (branch) branch.start = this.drawn.length
  }

  /** `mc:AlternateContent` says one thing in several ways: what a later one merely repeats is dropped. */
  #closeBranch(): void {
    const branch = this.#branches.at(-1)
    if (!branch) return
    for (const each of this.drawn.splice(branch.start)) {
      const key = `${each.line.channel}\n${each.line.text}`
      if (!branch.seen.has(key)) this.drawn.push(each)
      branch.seen.add(key)
    }
  }
}

/** Settings of controls in VML (`Anchor`, `TextVAlign`) hold words of the program. */
function isSetting(name: string, text: string): boolean {
  if (name.startsWith('xvml:')) return !/\p{Script=Han}/u.test(text)
  return neverText.has(name.replace(/^.*:/, ''))
}

/** `sz` is in hundredths of a point. */
function sizeOf(element: XmlElement): number | undefined {
  const size = Number(attribute(element, 'sz')) / 100
  return size > 0 ? size : undefined
}
