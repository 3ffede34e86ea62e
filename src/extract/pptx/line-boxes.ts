/** Estimates where the lines of a text frame stand: the file says only where the frame is. */
import type { Box } from '../../document/document.ts'
import type { DrawnLine } from '../ooxml/drawing-reader.ts'

/** Default margins of a frame (ISO/IEC 29500-1, 21.1.2.1.1), points. */
const sideMargin = 7.2
const topMargin = 3.6
const defaultSize = 18
const lineSpacing = 1.2

/**
 * Boxes for the paragraphs of one frame, from top to bottom.
 * @param anchor `t`, `ctr`, `b` (ST_TextAnchoringType).
 */
export function lineBoxes(lines: readonly DrawnLine[], frame: Box, anchor: string): Box[] {
  const [left, top, width, height] = frame
  const room = Math.max(1, width - 2 * sideMargin)
  const sizes = lines.map(({ line }) => {
    const size = line.size ?? defaultSize
    const wide = textWidth(line.text, size)
    return { width: Math.min(room, wide), height: Math.max(1, Math.ceil(wide / room)) * size * lineSpacing }
  })
  const total = sizes.reduce((sum, each) => sum + each.height, 0)
  const spare = height - 2 * topMargin - total
  let y = top + topMargin + (anchor === 'ctr' ? spare / 2 : anchor === 'b' ? spare : 0)
  return sizes.map((size, i) => {
    const align = lines[i]?.align
    const gap = room - size.width
    const x = left + sideMargin + (align === 'ctr' ? gap / 2 : align === 'r' ? gap : 0)
    const box: Box = [x, y, size.width, size.height]
    y += size.height
    return box
  })
}

/** CJK characters are as wide as they are high, others about half. */
function textWidth(text: string, size: number): number {
  let width = 0
  for (const character of text) width += (character.charCodeAt(0) >= 0x2e80 ? 1 : 0.55) * size
  return width
}
