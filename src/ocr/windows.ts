/** Which pieces of a picture an engine sees, and at what scale: a long image post must not be shrunk away. */
export interface Window {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WindowPlan {
  /** Pixels the engine sees per picture pixel. */
  readonly scale: number
  readonly windows: readonly Window[]
}

/** What an engine can be given at once, in pixels. */
export interface WindowLimits {
  /** Longest side. */
  readonly side: number
  /** The short side of a long picture keeps this many, if it has them. */
  readonly slicedShortSide: number
  /** A picture with a longest side below this is enlarged, at most twice. */
  readonly smallSide: number
}

/** A4 is 1.41, a phone screenshot 2.2: what is longer is cut into slices. */
const longestRatio = 2.4
/** Slices overlap by this part of their length, so that every line is whole in one of them. */
const overlap = 0.125
const largestMagnification = 2

/** One window for an ordinary picture; overlapping slices along the long side of a long one. */
export function planWindows(width: number, height: number, limits: WindowLimits): WindowPlan {
  const { side, slicedShortSide, smallSide } = limits
  const long = Math.max(width, height)
  const short = Math.min(width, height)
  if (long <= short * longestRatio || long <= side) {
    const enlarge = long < smallSide ? Math.min(largestMagnification, smallSide / long) : 1
    return { scale: Math.min(enlarge, side / long), windows: [{ x: 0, y: 0, width, height }] }
  }
  const scale = Math.min(1, slicedShortSide / short)
  const length = Math.min(long, Math.floor(side / scale))
  const count = Math.max(1, Math.ceil((long - length) / (length * (1 - overlap))) + 1)
  const step = count === 1 ? 0 : (long - length) / (count - 1)
  const windows = Array.from({ length: count }, (_, i): Window => {
    const start = Math.round(i * step)
    return height >= width
      ? { x: 0, y: start, width, height: length }
      : { x: start, y: 0, width: length, height }
  })
  return { scale, windows }
}
