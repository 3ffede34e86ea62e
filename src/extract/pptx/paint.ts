/** What lies behind text on a slide, as far as it decides whether white text can be seen. */
import type { Box } from '../../document/document.ts'
import type { XmlElement } from '../xml/read.ts'
import { attribute } from '../xml/read.ts'

const fills = new Set(['a:solidFill', 'a:gradFill', 'a:blipFill', 'a:pattFill', 'a:grpFill'])

/** Each line of white text is held against every box. */
const mostBoxes = 2000

/** Everything painted on one slide, layout or master so far. */
export class Paint {
  /** Null where the slide does not say; `other` for any colour or picture that is not plain white. */
  background: 'white' | 'other' | null = null
  /** Places of filled shapes and pictures. */
  readonly #boxes: (Box | null)[] = []

  /** @param parent of an element inside `p:bg`. */
  readBackground(name: string, parent: string, element: XmlElement): void {
    const value = attribute(element, 'val') ?? ''
    if (name === 'p:bg') this.background = 'other'
    else if (parent !== 'a:solidFill' && parent !== 'p:bgRef') return
    else if (/^(?:ffffff|bg1|lt1)$/i.test(value)) this.background = 'white'
  }

  /** @param box null for a shape without a known place: it may be anywhere. */
  add(box: Box | null): void {
    // So much paint is taken to be everywhere.
    if (this.#boxes.length < mostBoxes) this.#boxes.push(box)
    else this.#boxes[0] = null
  }

  covers(box: Box): boolean {
    return this.#boxes.some(each => each === null || overlap(each, box))
  }
}

/** Whether an element in a shape's properties or style fills it; null when it says nothing about that. */
export function fillOf(name: string, parent: string, element: XmlElement): boolean | null {
  if (parent === 'p:spPr') return name === 'a:noFill' ? false : fills.has(name) ? true : null
  return name === 'a:fillRef' ? attribute(element, 'idx') !== '0' : null
}

/** @param layers the slide, its layout, its master: the nearest background counts, and whatever any has painted. */
export function isWhiteBehind(box: Box, layers: readonly Paint[]): boolean {
  const background = layers.find(each => each.background !== null)?.background ?? 'white'
  return background === 'white' && !layers.some(each => each.covers(box))
}

function overlap(a: Box, b: Box): boolean {
  return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3]
}
