/**
 * Letters may be drawn as shapes: those are painted for recognition. Only shapes are handed to the renderer, written
 * anew without text, styles, scripts, pictures and any address that leads out of the file.
 */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { Picture, Raster } from '../../document/picture.ts'
import { ProblemError } from '../../document/problem.ts'
import { checkPixelLimit } from '../../raster/pixel-limit.ts'
import { attribute } from '../xml/read.ts'
import { descendants, type XmlNode } from '../xml/tree.ts'
import { propertiesOf, rulesOf } from './style.ts'

const elements = new Set(
  'svg g path rect circle ellipse line polyline polygon defs symbol use clipPath linearGradient radialGradient stop'.split(
    ' ',
  ),
)
const attributes = new Set(
  'id x y x1 y1 x2 y2 cx cy r rx ry width height d points transform viewBox offset gradientUnits gradientTransform'.split(
    ' ',
  ),
)
/** Without `display` and `visibility`: letters that are not shown are to be found as well. */
const properties =
  'fill stroke stroke-width fill-rule clip-rule clip-path opacity fill-opacity stroke-opacity stop-color stop-opacity'.split(
    ' ',
  )

/** One outlined Chinese character has 30 to 150 segments; icons and rules have fewer. */
const letterSegments = 60
const longestSide = 2_400
const shortestSide = 600
/** Elements that are painted, repeated ones counted each time. */
const maxShapes = 200_000

export interface Size {
  readonly width: number
  readonly height: number
}

/** How many segments its paths have; letters need many. */
export function segmentsIn(root: XmlNode): number {
  let count = 0
  for (const node of descendants(root)) {
    if (node.name === 'path')
      count += (attribute(node, 'd') ?? '').match(/[a-z]|-?[\d.]+[\s,]-?[\d.]+/gi)?.length ?? 0
    else if (/^poly(?:line|gon)$/.test(node.name)) count += (attribute(node, 'points') ?? '').length / 8
  }
  return count
}

/** @returns null when nothing in it can be a letter. */
export function drawnText(root: XmlNode, { width, height }: Size, pixels: number): Picture | null {
  if (segmentsIn(root) < letterSegments) return null
  return {
    name: 'drawing',
    box: [0, 0, width, height],
    kind: 'page',
    raster: async () => paint(root, { width, height }, pixels),
  }
}

async function paint(root: XmlNode, size: Size, pixels: number): Promise<Raster> {
  const longest = Math.max(size.width, size.height)
  const scale = Math.min(longestSide / longest, Math.max(1, shortestSide / longest, 2))
  const width = Math.max(1, Math.round(size.width * scale))
  const height = Math.max(1, Math.round(size.height * scale))
  checkPixelLimit('drawing', width, height, pixels)
  const viewBox = attribute(root, 'viewBox') ?? `0 0 ${size.width} ${size.height}`
  const source = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${escaped(viewBox)}">${shapesIn(root)}</svg>`
  const image = await loadImage(Buffer.from(source)).catch((cause: unknown) => {
    throw new ProblemError('picture-unread', { name: 'drawing', reason: 'SVG' }, { cause })
  })
  const context = createCanvas(width, height).getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.drawImage(image, 0, 0, width, height)
  const { data } = context.getImageData(0, 0, width, height)
  return { width, height, channels: 4, data: new Uint8Array(data.buffer, data.byteOffset, data.length) }
}

/** What stands in an element, written anew with nothing in it but shapes. */
function shapesIn(root: XmlNode): string {
  const rules = rulesOf(root)
  const named = new Map<string, XmlNode>()
  for (const node of descendants(root)) named.set(`#${attribute(node, 'id') ?? ''}`, node)
  let left = maxShapes
  const inside = (node: XmlNode, repeated: boolean): string =>
    node.children.map(child => (typeof child === 'string' ? '' : write(child, repeated))).join('')
  // What is repeated must not repeat anything itself, or a small file would paint without end.
  const write = (node: XmlNode, repeated: boolean): string => {
    if (!elements.has(node.name) || left-- <= 0) return ''
    const attributes = kept(node, propertiesOf(node, rules))
    if (node.name !== 'use') {
      // A symbol is shown where it is used.
      return node.name === 'symbol'
        ? ''
        : `<${node.name}${attributes}>${inside(node, repeated)}</${node.name}>`
    }
    const target = repeated ? undefined : named.get(attribute(node, 'href') ?? '')
    if (!target) return ''
    const place = ['x', 'y'].map(name => Number.parseFloat(attribute(node, name) ?? '') || 0)
    const content =
      target.name === 'symbol' || target.name === 'svg' ? inside(target, true) : write(target, true)
    return `<g${attributes}><g transform="translate(${place.join(' ')})">${content}</g></g>`
  }
  return inside(root, false)
}

function kept(node: XmlNode, get: (name: string) => string | undefined): string {
  const own = node.attributes
    .filter(
      ({ local }) => attributes.has(local) && !(node.name === 'use' && /^(?:x|y|width|height)$/.test(local)),
    )
    .map(({ local, value }) => [local, value] as const)
  return [...own, ...properties.map(name => [name, get(name)] as const)]
    .map(([name, value]) => (value === undefined || !isInside(value) ? '' : ` ${name}="${escaped(value)}"`))
    .join('')
}

/** Addresses only to other elements of the file. */
function isInside(value: string): boolean {
  return !/url\s*\(\s*["']?[^#"')]|@import|[\\]/i.test(value)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
