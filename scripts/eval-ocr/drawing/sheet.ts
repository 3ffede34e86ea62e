/** What is drawn before anything damages it: a sheet of items in its own units (millimetres, or points of a screen). */
import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Font } from './fonts.ts'

/** What an item means to the evaluation: the sign to find, or evidence that stays when the sign is covered. */
export type Tag = 'sign' | 'residue' | 'body-cell'

export interface TextItem {
  readonly kind: 'text'
  readonly text: string
  readonly x: number
  /** Baseline; the top of the first character when vertical. */
  readonly y: number
  /** Height of the type, in the sheet's units. */
  readonly size: number
  readonly font: Font
  /** `#rrggbb`. */
  readonly color: string
  readonly anchor?: 'left' | 'center' | 'right'
  /** Added between characters, in units of the size. */
  readonly spacing?: number
  /** One character below the other. */
  readonly vertical?: boolean
  /** Degrees clockwise about (x, y). */
  readonly angle?: number
  readonly opacity?: number
  /** Squeezed to this width when longer. */
  readonly fit?: number
  readonly tag?: Tag
  /** Text that is decoration: not part of what a reader is expected to see as a line. */
  readonly faint?: boolean
}

export interface RuleItem {
  readonly kind: 'rule'
  readonly from: readonly [number, number]
  readonly to: readonly [number, number]
  readonly thickness: number
  readonly color: string
}

export interface BoxItem {
  readonly kind: 'box'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly fill?: string
  readonly stroke?: string
  readonly thickness?: number
  readonly radius?: number
}

/** A round red seal with its owner's name along the rim. Ink multiplies with what lies below. */
export interface SealItem {
  readonly kind: 'seal'
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly text: string
  readonly font: Font
  readonly color: string
  readonly angle: number
  /** 0 to 1: how much ink is missing. */
  readonly wear: number
}

/** A rubber stamp with a word in a frame. */
export interface StampItem {
  readonly kind: 'stamp'
  /** Centre. */
  readonly x: number
  readonly y: number
  readonly text: string
  readonly size: number
  readonly font: Font
  readonly color: string
  readonly shape: 'box' | 'double' | 'round' | 'bare'
  readonly angle: number
  readonly wear: number
  readonly tag?: Tag
}

/** Anything else: pictures, charts, maps. */
export interface PaintItem {
  readonly kind: 'paint'
  /** The context is scaled to the sheet's units. */
  readonly paint: (context: SKRSContext2D) => void
}

export type Item = TextItem | RuleItem | BoxItem | SealItem | StampItem | PaintItem

export interface Sheet {
  readonly width: number
  readonly height: number
  /** `mm` sheets are scaled by a resolution, `px` sheets by a device's pixel ratio. */
  readonly unit: 'mm' | 'px'
  readonly background: string
  readonly items: readonly Item[]
}

/** Millimetres of a size in points. */
export const points = (size: number) => (size / 72) * 25.4

export const black = '#141414'
export const red = '#d2201e'
