/** The check every decoder makes on what the header claims, before a pixel is decoded. */
import { ProblemError } from '../document/problem.ts'

/** @throws {ProblemError} `too-many-pixels` when width × height is over the limit. */
export function checkPixelLimit(name: string, width: number, height: number, limit: number): void {
  if (width * height > limit) {
    throw new ProblemError('too-many-pixels', { name, size: `${width}×${height}`, limit })
  }
}

/** Above this a decoded picture is scaled down, so that one picture's pixels stay under 200 MB. */
const comfortablePixels = 64_000_000
/** A long image post is narrow: scaling its width below this would shrink its text away. */
const shortestSide = 2_500

/**
 * Factor (0 to 1) by which a picture is scaled while decoding. A4 at 600 dpi is 35 Mpx and stays as it is;
 * what is larger has more resolution than recognition can use.
 */
export function decodeScale(width: number, height: number): number {
  const byPixels = Math.sqrt(comfortablePixels / (width * height))
  const bySide = shortestSide / Math.min(width, height)
  return Math.min(1, Math.max(byPixels, bySide))
}
