/** A scanned page that lies on its side is judged as it is read; what is found is shown where it lies. */
import type { Box, Part } from '../../document/document.ts'
import { turnBack, turnBox } from '../../document/quarter-turns.ts'

/** The part with its lines and graphics where they stand once it is upright; `turns` says how it lay. */
export function uprightPart(part: Part): Part {
  const { turns, width, height } = part
  if (turns === undefined || width === null || height === null) return part
  const size = { width, height }
  const turned = turns === 2 ? size : { width: height, height: width }
  return {
    ...part,
    ...turned,
    lines: part.lines.map(line =>
      line.box === null ? line : { ...line, box: turnBox(line.box, size, turns) },
    ),
    ...(part.graphics === undefined
      ? {}
      : { graphics: part.graphics.map(graphic => ({ ...graphic, box: turnBox(graphic.box, size, turns) })) }),
  }
}

/** A box of an upright part where it lies in the document. */
export function asItLies({ turns, width, height }: Part, box: Box): Box {
  if (turns === undefined || width === null || height === null) return box
  const lying = turns === 2 ? { width, height } : { width: height, height: width }
  return turnBack(box, lying, turns)
}
