/**
 * Reads one page's operator list, once, for all that extraction needs: text with place, colour and visibility,
 * painted images, and other ink. pdf.js's own getTextContent is not used: it drops glyphs outside the crop box,
 * and knows neither colour, render mode nor layer.
 */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Box, Channel } from '../../document/document.ts'
import type { DecodedImage, Ink, PageContent, PaintedImage, Run } from './content.ts'
import { showText } from './glyph-run.ts'
import { enterGroup, type Font, type GraphicsState, initialState } from './graphics-state.ts'
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
import {
  clipped,
  filledSurface,
  imageSurface,
  type Surface,
  shadingSurface,
  squareSurface,
  strokedSurface,
} from './surfaces.ts'
import { textOperator } from './text-operators.ts'

export interface Surroundings {
  /** From PDF user space to visual page space. */
  readonly base: Matrix
  readonly fonts: ReadonlyMap<string, Font>
  /** Of the visible page, which begins at 0, 0. */
  readonly width: number
  readonly height: number
  /** Whether an optional-content group is shown when the document opens. */
  isShown(group: unknown): boolean
}

/** Numbers in a path of at most five points: rules, frames, arrows. */
const plainPathLength = 5 * 3 + 1
const stroking: ReadonlySet<number> = new Set([OPS.stroke, OPS.closeStroke])
const evenOddFilling: ReadonlySet<number> = new Set([OPS.eoFill, OPS.eoFillStroke, OPS.closeEOFillStroke])
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
  readonly #surfaces: Surface[] = []
  readonly #tiles = new Set<OperatorList>()
  readonly #shown: boolean[] = []
  #state: GraphicsState
  #stack: GraphicsState[] = []
  #channel: Channel = 'body'
  #ink = { segments: 0, plainSegments: 0, drawnGlyphs: 0, shadings: 0 }
  #inkBox: Box | null = null
  #depth = 0
  #order = 0
  /** `W` or `W*` was said: the next path cuts what follows it. */
  #clipRule: 'nonzero' | 'evenodd' | null = null

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
    this.#state = initialState(surroundings.base)
  }

  content(): PageContent {
    const ink: Ink = { ...this.#ink, box: this.#inkBox }
    return { runs: this.#runs, images: this.#images, surfaces: this.#surfaces, ink }
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
    if (textOperator(state, fn, args)) return
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
        this.#clipToForm(args[1])
        break
      case OPS.beginGroup:
        this.#save()
        enterGroup(this.#state, isSoftMask(args[0]))
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
        state.fillsWhole = true
        break
      case OPS.setStrokeRGBColor:
        state.stroke = colorOf(args[0])
        break
      case OPS.setFillTransparent:
        state.fill = undefined
        state.fillsWhole = false
        break
      case OPS.setStrokeColorN:
        state.stroke = undefined
        break
      case OPS.setFillColorN:
        state.fill = undefined
        state.fillsWhole = args[0] !== 'TilingPattern'
        this.#tile(args)
        break
      case OPS.setFont:
        this.#font(String(args[0]), numberOf(args[1]))
        break
      case OPS.showText:
        this.#text(args[0])
        break
      case OPS.setLineWidth:
        state.lineWidth = numberOf(args[0])
        break
      case OPS.clip:
        this.#clipRule = 'nonzero'
        break
      case OPS.eoClip:
        this.#clipRule = 'evenodd'
        break
      case OPS.constructPath:
        this.#path(args)
        break
      case OPS.shadingFill:
        if (!this.#visible()) break
        this.#ink.shadings += 1
        this.#surface(order => shadingSurface(order, state, this.#page()))
        break
      case OPS.paintSolidColorImageMask:
        if (this.#visible()) this.#surface(order => squareSurface(order, state))
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
    const state = this.#state
    for (const [key, value] of settingsOf(settings)) {
      if (key === 'ca') state.opacity = state.groupOpacity * numberOf(value)
      else if (key === 'CA') state.strokeOpacity = state.groupOpacity * numberOf(value)
      else if (key === 'BM') state.blend = String(value)
      else if (key === 'SMask') state.softMask = value !== false
      else if (key === 'LW') state.lineWidth = numberOf(value)
    }
  }

  #text(shown: unknown): void {
    if (!Array.isArray(shown)) return
    const channel = this.#visible() ? this.#channel : 'hidden'
    this.#order += 1
    for (const run of showText(this.#state, shown, channel, this.#order)) this.#runs.push(run)
    // Letters that cut what is painted through them are not followed.
    if (this.#state.renderMode >= 4) this.#state.clip = { ...this.#state.clip, unknown: true }
    if (this.#state.font?.isType3Font && channel !== 'hidden') this.#ink.drawnGlyphs += shown.length
  }

  #path(args: readonly unknown[]): void {
    const path = Array.isArray(args[1]) ? (args[1][0] as ArrayLike<number> | null) : null
    const bounds = path ? boundsOf(args[2], this.#state.ctm) : null
    const fn = numberOf(args[0])
    if (path && painting.has(fn) && this.#visible()) this.#paint(fn, path, bounds)
    if (this.#clipRule === null) return
    const evenOdd = this.#clipRule === 'evenodd'
    this.#state.clip = clipped(this.#state.clip, path, bounds, this.#state.ctm, evenOdd)
    this.#clipRule = null
  }

  #paint(fn: number, path: ArrayLike<number>, box: Box | null): void {
    const segments = Math.ceil(path.length / 3)
    if (box) {
      this.#surface(order =>
        stroking.has(fn)
          ? strokedSurface(order, this.#state, path, box)
          : filledSurface(order, this.#state, path, box, evenOddFilling.has(fn)),
      )
    }
    if (path.length <= plainPathLength) {
      this.#ink.plainSegments += segments
      return
    }
    this.#ink.segments += segments
    if (box) this.#inkBox = this.#inkBox ? union(this.#inkBox, box) : box
  }

  /** The cells of patterns are not where they are painted. */
  #surface(make: (order: number) => Surface | null): void {
    if (this.#depth > 0) return
    const surface = make(this.#order + 1)
    if (!surface) return
    this.#order += 1
    this.#surfaces.push(surface)
  }

  #page(): Box {
    return [0, 0, this.#surroundings.width, this.#surroundings.height]
  }

  #clipToForm(bounds: unknown): void {
    const { ctm, clip } = this.#state
    const list = bounds !== null && typeof bounds === 'object' ? Array.from(bounds as ArrayLike<number>) : []
    const [x0, y0, x1, y1] = list
    if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return
    const path = [0, x0, y0, 1, x1, y0, 1, x1, y1, 1, x0, y1]
    this.#state.clip = clipped(clip, path, boundsOf(list, ctm), ctm, false)
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
    const image = { source, width, height, stencil, matrix, box, hidden: !this.#visible() }
    this.#images.push(image)
    if (!image.hidden) this.#surface(order => imageSurface(order, this.#state, image))
  }

  /** A tiling pattern paints its own little page; text in it is read once, where the pattern begins. */
  #tile(args: readonly unknown[]): void {
    const tile = tileOf(args)
    if (!tile || this.#depth >= deepestPattern || this.#tiles.has(tile.list)) return
    this.#tiles.add(tile.list)
    this.read(tile.list, multiply(this.#surroundings.base, tile.matrix), this.#depth + 1)
  }
}

function settingsOf(settings: unknown): [unknown, unknown][] {
  const entries: unknown[] = Array.isArray(settings) ? settings : []
  return entries.filter(entry => Array.isArray(entry)) as [unknown, unknown][]
}

function isSoftMask(options: unknown): boolean {
  return options !== null && typeof options === 'object' && 'smask' in options && Boolean(options.smask)
}

function boundsOf(value: unknown, ctm: Matrix): Box | null {
  const bounds = Array.from((value ?? []) as ArrayLike<number>)
  if (bounds.length !== 4 || !bounds.every(Number.isFinite)) return null
  const [x0, y0, x1, y1] = bounds as [number, number, number, number]
  return transformedBox(ctm, x0, y0, x1, y1)
}
