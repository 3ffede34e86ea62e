/** One case of the corpus: a raster and the truth about it. */
import type { DrawnLine } from './drawing/render.ts'
import type { Sign } from './signs.ts'

/**
 * `marked`: bears a sign that must be found. `unmarked`: bears none. `covered`: its mark was hidden, other evidence
 * was left. `ordinary`: pages that look a little as if something were covered. `informational`: neither
 * right nor wrong to stop, counted apart.
 */
export type CaseSet = 'marked' | 'unmarked' | 'covered' | 'ordinary' | 'informational'

export type Parameters = Readonly<Record<string, number | string | boolean>>

export interface Made {
  readonly bytes: Buffer
  readonly ending: 'png' | 'jpg' | 'tif' | 'webp'
  /** Kind of page. */
  readonly page: string
  readonly sign: Sign | null
  readonly params: Parameters
  /** Of the bounds of the first acceptance line: 150 dpi and more, JPEG 50 and more, skew within 5°, blur within 1 px, noise, seal. */
  readonly core: boolean
  /** Height of the sign's characters in the raster, in pixels; null without a sign. */
  readonly signPixels: number | null
  /** What an ideal reader would see, in pixels of `size`; of a covered page, what is left. */
  readonly lines: readonly DrawnLine[]
  /** Of the upright drawing, to which the boxes of `lines` refer. */
  readonly size: readonly [number, number]
}

export interface Truth extends Omit<Made, 'bytes' | 'ending'> {
  readonly id: string
  readonly file: string
  readonly set: CaseSet
  readonly class: string
}

export interface CaseClass {
  readonly name: string
  readonly set: CaseSet
  readonly count: number
  make(chance: import('./chance.ts').Chance, index: number): Promise<Made>
}
