/** With what an object is painted: its colours, its transparency, whether it leaves anything on the page. */
import { attribute } from '../xml/read.ts'
import { childElement, type XmlNode } from '../xml/tree.ts'
import type { Resources } from './resources.ts'
import { booleanOf, colorOf, numberOf } from './values.ts'

export interface Paint {
  /** `#rrggbb` of the area; undefined for patterns, shadings and spot colours. */
  readonly fill: string | undefined
  readonly stroke: string | undefined
  readonly filled: boolean
  readonly stroked: boolean
  /** Line width in the object's units. */
  readonly width: number
  /** 0 (nothing is seen) to 1, of the object with all around it. */
  readonly alpha: number
  /** Whether its area or its outline is painted at all. */
  readonly visible: boolean
}

/** DrawParams may build on one another (8.2). */
const maxRelatives = 16

/** @param outerAlpha of everything the object stands in. */
export function paintOf(
  object: XmlNode,
  resources: Resources,
  drawParam: string | undefined,
  outerAlpha: number,
): Paint {
  const sources = [object, ...drawParams(resources, drawParam)]
  const fillColor = first(sources, source => childElement(source, 'FillColor'))
  const strokeColor = first(sources, source => childElement(source, 'StrokeColor'))
  const isText = object.name === 'TextObject'
  const alpha = outerAlpha * alphaOf(object)
  const fillAlpha = alphaOf(fillColor)
  const filled = booleanOf(attribute(object, 'Fill'), isText) && fillAlpha >= 0.02
  const stroked = booleanOf(attribute(object, 'Stroke'), !isText) && alphaOf(strokeColor) >= 0.02
  const width = first(sources, source => numberOf(attribute(source, 'LineWidth'))) ?? 0.353
  return {
    fill: rgbOf(fillColor),
    stroke: rgbOf(strokeColor),
    filled,
    stroked,
    width,
    alpha: filled ? alpha * fillAlpha : alpha,
    visible: filled || stroked,
  }
}

function* drawParams(resources: Resources, id: string | undefined): Generator<XmlNode> {
  let next = id
  for (let n = 0; next !== undefined && n < maxRelatives; n++) {
    const param: XmlNode | undefined = resources.drawParams.get(next)
    if (!param) return
    yield param
    next = attribute(param, 'Relative')
  }
}

function first<T>(sources: readonly XmlNode[], value: (source: XmlNode) => T | undefined): T | undefined {
  for (const source of sources) {
    const found = value(source)
    if (found !== undefined) return found
  }
  return undefined
}

/** Black where a colour is stated without a value; nothing is known of patterns and shadings. */
function rgbOf(color: XmlNode | undefined): string | undefined {
  if (!color) return '#000000'
  const value = attribute(color, 'Value')
  if (value !== undefined) return colorOf(value)
  return color.children.some(child => typeof child !== 'string') ? undefined : '#000000'
}

/** `Alpha`: 0 to 255, of an object or of a colour. */
function alphaOf(node: XmlNode | undefined): number {
  const value = numberOf(node && attribute(node, 'Alpha'))
  return value === undefined ? 1 : Math.min(1, Math.max(0, value / 255))
}
