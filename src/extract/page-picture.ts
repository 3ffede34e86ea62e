/** What a page looks like, for reports that show a finding in its place. Formats without pages have no picture. */
import type { Limits } from '../document/limits.ts'
import type { Raster } from '../document/picture.ts'
import type { Family } from './formats.ts'
import { sniff } from './sniff.ts'

export interface PagePicture {
  readonly raster: Raster
  /** Size of the page in the units of its lines' boxes. */
  readonly width: number
  readonly height: number
}

/**
 * @param page counts from 1.
 * @throws {ProblemError} when the page cannot be drawn.
 */
export type PageRenderer = (bytes: Uint8Array, page: number, limits: Limits) => Promise<PagePicture>

const renderers: Partial<Record<Family, () => Promise<PageRenderer>>> = {
  pdf: async () => (await import('./pdf/render-page.ts')).renderPdfPage,
  picture: async () => (await import('./image/render-page.ts')).renderImagePage,
}

/** @returns null for a format without pages. @throws {ProblemError} when the page cannot be drawn. */
export async function pagePicture(
  bytes: Uint8Array,
  page: number,
  limits: Limits,
): Promise<PagePicture | null> {
  const family = (await sniff(bytes))?.format?.family
  const load = family && renderers[family]
  return load ? (await load())(bytes, page, limits) : null
}
