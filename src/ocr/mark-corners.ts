/** The upper corners of a page, where marks stand (domain G5: top left; M15: slides and meeting papers, top right). */
import type { Box } from '../document/document.ts'

/**
 * Boxes in pixels of an upright page; scanners and letter heads shift the mark by a few percent. They overlap by more
 * than the width of a mark: one in the middle, as maps have it below their title, is whole in one of them.
 */
export function markCorners(width: number, height: number): Box[] {
  return [0, 0.42].map(left => [left * width, 0.05 * height, 0.58 * width, 0.21 * height])
}
