/**
 * Reads one page's operator list, once, for all that extraction needs: text with place, colour and visibility,
 * painted images, and other ink. pdf.js's own getTextContent is not used: it drops glyphs outside the crop box,
 * and knows neither colour, render mode nor layer.
 */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Box, Channel } from '../../document/document.ts'
import type { DecodedImage, Ink, PageContent, PaintedImage, Run } from './content.ts'
import { showText } from './glyph-run.ts'
import { type Font, type GraphicsState, initialState, moveText, setTextMatrix } from './graphics-state.ts'
import { type Matrix, matrixOf, multiply, transformedBox, union } from './matrix.ts'
import {
  argumentsAt,
  colorOf,
  deepestPattern,
  fontSettings,
  numberOf,
  type OperatorList,
  tileOf,
} from './operator-list.ts'

export interface Surroundings {
  /** From PDF user space to visual page space. */
  readonly base: Matrix
  readonly fonts: ReadonlyMap<string, Font>
  /** Whether an optional-content group is shown when the document opens. */
  isShown(group: unknown): boolean
}

/** Numbers in a path of at most five points: rules, frames, arrows. */
const plainPathLength = 5 * 3 + 1
const painting: ReadonlySet<number> = new Set([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
])

/** Interprets a list. Never throws on odd operators: what cannot be understood paints nothing here. */
export function readContent(list: OperatorList, surroundings: Surroundings): PageContent {
  const reader = new ContentReader(surroundings)
  reader.read(list, surroundings.base, 0)
  return reader.content()
}

class ContentReader {
  readonly #surroundings: Surroundings
  readonly #runs: Run[] = []
  readonly #images: PaintedImage[] = []
  readonly #tiles = new Set<OperatorList>()
  readonly #shown: boolean[] = []
  #state: GraphicsState
  #stack: GraphicsState[] = []
  #channel: Channel = 'body'
  #ink = { segments: 0, plainSegments: 0, drawnGlyphs: 0, shadings: 0 }
  #inkBox: Box | null = null
  #depth = 0

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
    this.#state = initialState(surroundings.base)
  }

  content(): PageContent {
    const ink: Ink = { ...this.#ink, box: this.#inkBox }
    return { runs: this.#runs, images: this.#images, ink }
  }

  read(list: OperatorList, ctm: Matrix, depth: number): void {
    const outer = { state: this.#state, stack: this.#stack, depth: this.#depth }
    this.#state = initialState(ctm)
    this.#stack = []
    this.#depth = depth
    for (const [index, fn] of list.fnArray.entries()) this.#operator(fn, argumentsAt(list, index))
    this.#state = outer.state
    this.#stack = outer.stack
    this.#depth = outer.depth
  }

  #operator(fn: number, args: readonly unknown[]): void {
    const state = this.#state
    switch (fn) {
      case OPS.save:
        this.#save()
        break
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
      case OPS.endGroup:
        this.#restore()
        break
      case OPS.transform:
        state.ctm = multiply(state.ctm, matrixOf(args))
        break
      case OPS.paintFormXObjectBegin:
        this.#save()
        this.#state.ctm = multiply(this.#state.ctm, matrixOf(args[0]))
        break
      case OPS.beginGroup:
        this.#save()
        this.#state.groupOpacity = state.opacity
        break
      case OPS.beginAnnotation:
        this.#save()
        this.#state = initialState(
          multiply(multiply(this.#surroundings.base, matrixOf(args[2])), matrixOf(args[3])),
        )
        this.#channel = 'annotation'
        break
      case OPS.endAnnotation:
        this.#restore()
        this.#channel = 'body'
        break
      case OPS.beginMarkedContent:
        this.#shown.push(true)
        break
      case OPS.beginMarkedContentProps:
        this.#shown.push(args[0] !== 'OC' || this.#surroundings.isShown(args[1]))
        break
      case OPS.endMarkedContent:
        this.#shown.pop()
        break
      case OPS.setGState:
        this.#graphicsState(args[0])
        break
      case OPS.setFillRGBColor:
        state.fill = colorOf(args[0])
        break
      case OPS.setStrokeRGBColor:
        state.stroke = colorOf(args[0])
        break
      case OPS.setFillTransparent:
        state.fill = undefined
        break
      case OPS.setFillColorN:
        state.fill = undefined
        this.#tile(args)
        break
      case OPS.beginText:
        setTextMatrix(state, matrixOf(null))
        break
      case OPS.setTextMatrix:
        setTextMatrix(state, matrixOf(args[0]))
        break
      case OPS.setCharSpacing:
        state.charSpacing = numberOf(args[0])
        break
      case OPS.setWordSpacing:
        state.wordSpacing = numberOf(args[0])
        break
      case OPS.setHScale:
        state.scale = numberOf(args[0]) / 100
        break
      case OPS.setLeading:
        state.leading = -numberOf(args[0])
        break
      case OPS.setTextRise:
        state.rise = numberOf(args[0])
        break
      case OPS.setTextRenderingMode:
        state.renderMode = numberOf(args[0])
        break
      case OPS.setFont:
        this.#font(String(args[0]), numberOf(args[1]))
        break
      case OPS.setLeadingMoveText:
        state.leading = numberOf(args[1])
        moveText(state, numberOf(args[0]), numberOf(args[1]))
        break
      case OPS.moveText:
        moveText(state, numberOf(args[0]), numberOf(args[1]))
        break
      case OPS.nextLine:
        moveText(state, 0, state.leading)
        break
      case OPS.showText:
        this.#text(args[0])
        break
      case OPS.constructPath:
        this.#path(args)
        break
      case OPS.shadingFill:
        if (this.#visible()) this.#ink.shadings += 1
        break
      case OPS.paintImageXObject:
        this.#image(String(args[0]), numberOf(args[1]), numberOf(args[2]), false)
        break
      case OPS.paintInlineImageXObject:
      case OPS.paintImageMaskXObject:
        this.#inlineImage(args[0], fn === OPS.paintImageMaskXObject)
        break
    }
  }

  #visible(): boolean {
    return this.#shown.every(Boolean)
  }

  #save(): void {
    this.#stack.push({ ...this.#state })
  }

  #restore(): void {
    const state = this.#stack.pop()
    if (state) this.#state = state
  }

  #font(name: string, size: number): void {
    this.#state.font = this.#surroundings.fonts.get(name) ?? null
    this.#state.fontSize = size
  }

  #graphicsState(settings: unknown): void {
    for (const [name, size] of fontSettings(settings)) this.#font(name, size)
    for (const entry of Array.isArray(settings) ? settings : []) {
      if (Array.isArray(entry) && entry[0] === 'ca')
        this.#state.opacity = this.#state.groupOpacity * numberOf(entry[1])
    }
  }

  #text(shown: unknown): void {
    if (!Array.isArray(shown)) return
    const channel = this.#visible() ? this.#channel : 'hidden'
    for (const run of showText(this.#state, shown, channel)) this.#runs.push(run)
    if (this.#state.font?.isType3Font && channel !== 'hidden') this.#ink.drawnGlyphs += shown.length
  }

  #path(args: readonly unknown[]): void {
    if (!painting.has(numberOf(args[0])) || !this.#visible()) return
    const path = Array.isArray(args[1]) ? (args[1][0] as ArrayLike<number> | null) : null
    if (!path) return
    const segments = Math.ceil(path.length / 3)
    if (path.length <= plainPathLength) {
      this.#ink.plainSegments += segments
      return
    }
    this.#ink.segments += segments
    const bounds = Array.from((args[2] ?? []) as ArrayLike<number>)
    if (bounds.length !== 4 || !bounds.every(Number.isFinite)) return
    const [x0, y0, x1, y1] = bounds as [number, number, number, number]
    const box = transformedBox(this.#state.ctm, x0, y0, x1, y1)
    this.#inkBox = this.#inkBox ? union(this.#inkBox, box) : box
  }

  #inlineImage(value: unknown, stencil: boolean): void {
    if (value === null || typeof value !== 'object') return
    const image = value as { width?: unknown; height?: unknown; data?: unknown }
    const source = typeof image.data === 'string' ? image.data : (value as DecodedImage)
    this.#image(source, numberOf(image.width), numberOf(image.height), stencil)
  }

  #image(source: string | DecodedImage, width: number, height: number, stencil: boolean): void {
    const matrix = this.#state.ctm
    const box = transformedBox(matrix, 0, 0, 1, 1)
    if (!box.every(Number.isFinite)) return
    this.#images.push({ source, width, height, stencil, matrix, box, hidden: !this.#visible() })
  }

  /** A tiling pattern paints its own little page; text in it is read once, where the pattern begins. */
  #tile(args: readonly unknown[]): void {
    const tile = tileOf(args)
    if (!tile || this.#depth >= deepestPattern || this.#tiles.has(tile.list)) return
    this.#tiles.add(tile.list)
    this.read(tile.list, multiply(this.#surroundings.base, tile.matrix), this.#depth + 1)
  }
}
