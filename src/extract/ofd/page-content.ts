/** Walks what a page paints (GB/T 33190-2016, 7.7 and 8.5): text, pictures, paths, composite objects, in order. */
import type { Box, Channel } from '../../document/document.ts'
import { ProblemError } from '../../document/problem.ts'
import type { Run } from '../pdf/content.ts'
import { apply, boxAround, type Matrix, multiply, transformedBox } from '../pdf/matrix.ts'
import { attribute } from '../xml/read.ts'
import { childElement, childElements, descendants, textOf, type XmlNode } from '../xml/tree.ts'
import { type Paint, paintOf } from './paint.ts'
import { type PathData, parsePath } from './path-data.ts'
import type { Resources } from './resources.ts'
import { textRuns } from './text-object.ts'
import { booleanOf, boxOf, matrixOf } from './values.ts'

export interface PaintedPicture {
  /** ID of the resource. */
  readonly resource: string
  readonly box: Box
  readonly hidden: boolean
  /** Nothing under it is seen. */
  readonly opaque: boolean
  readonly order: number
}

export interface PaintedPath extends PathData {
  readonly toPage: Matrix
  readonly paint: Paint
  readonly box: Box
  readonly order: number
}

export interface PageContent {
  readonly runs: Run[]
  readonly pictures: PaintedPicture[]
  readonly paths: PaintedPath[]
  /** Texts without a size or a place: nobody sees them, they are still there. */
  readonly unplaced: string[]
  /** Addresses that objects lead to. */
  readonly links: string[]
  /** IDs of resources that are named but do not exist. */
  readonly missing: string[]
  /** Kinds of objects that the standard does not know. */
  readonly unknown: Set<string>
}

/** How a block is painted: what all objects in it inherit. */
export interface Setting {
  readonly toPage: Matrix
  readonly channel: Channel
  readonly hidden: boolean
  /** 0 to 1. */
  readonly alpha: number
}

const maxDepth = 32
const maxObjects = 200_000
/** Millimetres: text smaller than a point is there to be missed. */
const smallest = 0.36
const translucent = 0.6

/** Elements inside a block that paint nothing. */
const silent = new Set(['Actions', 'Clips', 'FillColor', 'StrokeColor', 'Border'])

export class PageReader {
  readonly content: PageContent = {
    runs: [],
    pictures: [],
    paths: [],
    unplaced: [],
    links: [],
    missing: [],
    unknown: new Set(),
  }
  readonly #resources: Resources
  /** Composite objects that are being painted: one of them inside itself would never end. */
  readonly #composites = new Set<XmlNode>()
  #objects = 0

  constructor(resources: Resources) {
    this.#resources = resources
  }

  /** @param content the element `Content` of a page: its layers, the background first whatever their order. */
  readLayers(content: XmlNode, setting: Setting, resources = this.#resources): void {
    const rank = (layer: XmlNode) => {
      const type = attribute(layer, 'Type') ?? 'Body'
      return type === 'Background' ? 0 : type === 'Foreground' ? 2 : 1
    }
    for (const layer of childElements(content).toSorted((a, b) => rank(a) - rank(b))) {
      const hidden = setting.hidden || !booleanOf(attribute(layer, 'Visible'), true)
      this.readBlock(layer, { ...setting, hidden }, resources, attribute(layer, 'DrawParam'))
    }
  }

  /** @throws {ProblemError} `too-large` when blocks hold more objects than a page can mean. */
  readBlock(
    block: XmlNode,
    setting: Setting,
    resources = this.#resources,
    drawParam?: string,
    depth = 0,
  ): void {
    if (depth > maxDepth) {
      this.content.unknown.add('nested too deep')
      return
    }
    for (const object of childElements(block)) {
      if (++this.#objects > maxObjects) {
        throw new ProblemError('too-large', {
          what: { zh: '一页中的图元数', en: 'The number of objects on a page' },
          size: `> ${maxObjects}`,
          limit: maxObjects,
        })
      }
      this.#readObject(object, setting, resources, drawParam, depth)
    }
  }

  #readObject(
    object: XmlNode,
    setting: Setting,
    resources: Resources,
    drawParam: string | undefined,
    depth: number,
  ): void {
    if (silent.has(object.name)) return
    this.#links(object)
    const boundary = boxOf(attribute(object, 'Boundary'))
    const ctm = matrixOf(attribute(object, 'CTM'))
    const placed = multiply(setting.toPage, [1, 0, 0, 1, boundary?.[0] ?? 0, boundary?.[1] ?? 0])
    const toPage = multiply(placed, ctm)
    const paint = paintOf(object, resources, attribute(object, 'DrawParam') ?? drawParam, setting.alpha)
    const hidden = setting.hidden || !booleanOf(attribute(object, 'Visible'), true) || paint.alpha < 0.02
    const inner: Setting = { ...setting, hidden, alpha: paint.alpha }
    const box = transformedBox(setting.toPage, ...corners(boundary))
    switch (object.name) {
      case 'TextObject':
        this.#text(object, toPage, { ...inner, hidden: hidden || !paint.visible }, paint)
        break
      case 'ImageObject':
        this.#picture(object, ctm, boundary ? box : null, placed, inner, resources)
        break
      case 'PathObject':
        if (!hidden) this.#path(object, toPage, paint)
        break
      case 'CompositeObject':
        this.#composite(object, { ...inner, toPage }, resources, depth)
        break
      case 'PageBlock':
      case 'Layer':
      case 'Content':
        this.readBlock(object, inner, resources, attribute(object, 'DrawParam') ?? drawParam, depth + 1)
        break
      default:
        this.content.unknown.add(object.name)
        this.readBlock(object, inner, resources, drawParam, depth + 1)
    }
  }

  #text(object: XmlNode, toPage: Matrix, setting: Setting, paint: Paint): void {
    const channel = setting.hidden ? 'hidden' : setting.channel
    const runs = textRuns(object, toPage, { channel, color: paint.fill, order: this.#objects })
    if (runs === null) {
      const text = childElements(object, 'TextCode').map(textOf).join('')
      if (text.trim() !== '') this.content.unplaced.push(text)
      return
    }
    for (const run of runs) {
      const slanted = Math.abs(run.direction[0] * run.direction[1]) > 0.05
      // A slanted or faint text over the page is a watermark, wherever it is written.
      const mark = (channel === 'body' || channel === 'header') && (slanted || paint.alpha < translucent)
      const shown = run.size < smallest ? 'hidden' : mark ? 'watermark' : channel
      this.content.runs.push({ ...run, channel: shown })
    }
  }

  #picture(
    object: XmlNode,
    ctm: Matrix,
    box: Box | null,
    placed: Matrix,
    { hidden, alpha }: Setting,
    resources: Resources,
  ): void {
    // A picture is the unit square under its CTM; without one it fills its boundary.
    const own =
      attribute(object, 'CTM') === undefined && box ? box : transformedBox(multiply(placed, ctm), 0, 0, 1, 1)
    for (const name of ['ResourceID', 'Substitution', 'ImageMask']) {
      const resource = attribute(object, name)
      if (resource === undefined) continue
      // A mask is the same picture again, in black and white: only worth reading where a picture is all mask.
      if (name !== 'ResourceID' && !resources.media.has(resource)) continue
      const masked = attribute(object, 'ImageMask') !== undefined || alpha < 0.9
      this.content.pictures.push({
        resource,
        opaque: !masked && (resources.media.get(resource)?.opaque ?? false),
        box: own,
        hidden: hidden || name !== 'ResourceID',
        order: this.#objects,
      })
    }
  }

  #path(object: XmlNode, toPage: Matrix, paint: Paint): void {
    const path = parsePath(textOf(childElement(object, 'AbbreviatedData')))
    if (path.points.length === 0 || !paint.visible) return
    const box = boxAround(path.points.map(([x, y]) => apply(toPage, x, y)))
    if (!box.every(Number.isFinite)) return
    this.content.paths.push({ ...path, toPage, paint, box, order: this.#objects })
  }

  #composite(object: XmlNode, setting: Setting, resources: Resources, depth: number): void {
    const id = attribute(object, 'ResourceID') ?? ''
    const unit = resources.composites.get(id)
    if (!unit) {
      this.content.missing.push(id)
      return
    }
    if (this.#composites.has(unit)) {
      this.content.unknown.add('CompositeObject inside itself')
      return
    }
    this.#composites.add(unit)
    for (const content of childElements(unit, 'Content')) {
      this.readBlock(content, setting, resources, undefined, depth + 1)
    }
    this.#composites.delete(unit)
    for (const name of ['Thumbnail', 'Substitution']) {
      const resource = textOf(childElement(unit, name)).trim()
      if (resource === '' || !resources.media.has(resource)) continue
      const box = boxOf(attribute(object, 'Boundary')) ?? [0, 0, 0, 0]
      this.content.pictures.push({ resource, box, hidden: true, opaque: false, order: this.#objects })
    }
  }

  #links(object: XmlNode): void {
    const actions = childElement(object, 'Actions')
    if (!actions) return
    for (const action of descendants(actions)) {
      const address = attribute(action, 'URI')
      if (address) this.content.links.push(address)
    }
  }
}

function corners(boundary: Box | null): [number, number, number, number] {
  return boundary
    ? [boundary[0], boundary[1], boundary[0] + boundary[2], boundary[1] + boundary[3]]
    : [0, 0, 0, 0]
}
