/** Whether an element's own styles keep its text from the reader's eyes (design: channel `hidden`). */
import type { Declarations } from './css.ts'

export type Rgb = readonly [red: number, green: number, blue: number]

/** Colours in force at an element; null when a picture or an unknown style sheet may lie behind it. */
export interface Colours {
  readonly text: Rgb | null
  readonly background: Rgb | null
}

const namedColours: Record<string, Rgb> = {
  white: [255, 255, 255],
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  whitesmoke: [245, 245, 245],
  black: [0, 0, 0],
  red: [255, 0, 0],
  blue: [0, 0, 255],
  green: [0, 128, 0],
  yellow: [255, 255, 0],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  silver: [192, 192, 192],
}
/** Further out than any layout puts what it shows, in pixels. */
const offScreen = -500
/** Colours this near to each other in every channel cannot be told apart on paper or screen. */
const sameColour = 12

/** Pixels of a length; NaN when it is relative to something unknown. */
function pixels(value: string | undefined): number {
  const match = /^(-?\d{0,9}\.?\d{0,9})(px|pt|em|rem|%)?$/.exec(value ?? '')
  if (!match?.[1]) return Number.NaN
  const scale =
    match[2] === 'em' || match[2] === 'rem' ? 16 : match[2] === 'pt' ? 4 / 3 : match[2] === '%' ? 10 : 1
  return Number.parseFloat(match[1]) * scale
}

/** Hidden by display, visibility, opacity, size, clipping or place. */
export function isHiddenBy(style: Declarations): boolean {
  if (style.size === 0) return false
  if (style.get('display') === 'none') return true
  if (/^(?:hidden|collapse)$/.test(style.get('visibility') ?? '')) return true
  if (style.get('content-visibility') === 'hidden') return true
  if (Number.parseFloat(style.get('opacity') ?? '1') <= 0.05) return true
  if (/^(?:transparent|rgba\([^)]{1,60}[,/]\s{0,9}0(?:\.0{1,9})?\s{0,9}\))$/.test(style.get('color') ?? ''))
    return true
  if (pixels(style.get('font-size')) <= 1.5) return true
  if (pixels(style.get('text-indent')) <= offScreen) return true
  if (/scale\(\s{0,9}0(?:\.0+)?\s{0,9}[,)]/.test(style.get('transform') ?? '')) return true
  const placed = /^(?:absolute|fixed|relative)$/.test(style.get('position') ?? '')
  if (placed && (pixels(style.get('left')) <= offScreen || pixels(style.get('top')) <= offScreen)) return true
  if (placed && /^rect\((?:0|1)(?:px)?[ ,]/.test(style.get('clip') ?? '')) return true
  const clipped = /^(?:hidden|clip)$/.test(style.get('overflow') ?? '')
  return clipped && (pixels(style.get('height')) <= 1.5 || pixels(style.get('width')) <= 1.5)
}

/** A style that makes an inline element begin and end a line. */
export function isBlockBy(style: Declarations): boolean {
  if (style.size === 0) return false
  return (
    /^(?:block|flex|grid|table|list-item|table-row|table-cell|table-caption|flow-root)$/.test(
      style.get('display') ?? '',
    ) ||
    /^(?:absolute|fixed)$/.test(style.get('position') ?? '') ||
    /^(?:left|right)$/.test(style.get('float') ?? '')
  )
}

/** Colours after an element's declarations; those it does not set are inherited. */
export function coloursUnder(parent: Colours, style: Declarations): Colours {
  const color = style.get('color')
  const image = `${style.get('background-image') ?? ''} ${style.get('background') ?? ''}`
  const own = style.get('background-color') ?? style.get('background')
  const background = /url\(|gradient\(/.test(image)
    ? null
    : own
      ? parseColour(own, parent.background)
      : parent.background
  return { text: color ? parseColour(color, parent.text) : parent.text, background }
}

/** Whether text of this colour cannot be seen on this background. */
export function isInvisible({ text, background }: Colours): boolean {
  if (!text || !background) return false
  return text.every((value, i) => Math.abs(value - (background[i] ?? 0)) <= sameColour)
}

/** Whether the value of a colour says what it looks like, as far as {@link isInvisible} can tell. */
export function isKnownColour(value: string): boolean {
  return (
    /^(?:#[0-9a-f]{6}|#[0-9a-f]{3}|inherit|transparent)$/.test(value) || Object.hasOwn(namedColours, value)
  )
}

/** `otherwise` is what is in force where the value sets no colour of its own. */
function parseColour(value: string, otherwise: Rgb | null): Rgb | null {
  const hex = /#([0-9a-f]{6}|[0-9a-f]{3})\b/.exec(value)?.[1]
  if (hex) {
    const full = hex.length === 3 ? [...hex].map(digit => digit + digit).join('') : hex
    return [0, 2, 4].map(i => Number.parseInt(full.slice(i, i + 2), 16)) as unknown as Rgb
  }
  const rgb = /rgba?\(\s{0,9}(\d{1,3})[\s,]{1,9}(\d{1,3})[\s,]{1,9}(\d{1,3})/.exec(value)
  if (rgb) return [Number(rgb[1]), Number(rgb[2]), Number(rgb[3])]
  if (/transparent|inherit|initial|none/.test(value)) return otherwise
  const name = /[a-z]+/.exec(value)?.[0]
  return (name && namedColours[name]) || null
}
