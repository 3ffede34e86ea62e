/**
 * What a page says its glyphs mean, beside what they look like. A font can say anything: a text layer reads 通知 where
 * the page shows 机密. It stands beside a part until it has been compared, and never leaves the child process.
 */
import type { Picture } from './picture.ts'

export interface ClaimedGlyph {
  /** What it is said to mean: a character, several of a ligature, or white space. */
  readonly text: string
  /**
   * Its outline. One number for what is drawn, then its points, y upwards, in any unit: 0 move (x, y), 1 line (x, y),
   * 2 cubic curve (three points), 3 quadratic curve (two points), 4 close.
   */
  readonly path: ArrayLike<number>
  /** Names outline and text together: what is found of one glyph holds for every other with the same key. */
  readonly key: string
}

export interface ClaimedText {
  /** Glyphs that stand beside one another on the page, in reading order. */
  readonly lines: readonly (readonly ClaimedGlyph[])[]
  /** What has to be read when the glyphs do not look like what they are said to mean. */
  readonly pictures: readonly Picture[]
}
