/** Whether an area stands by itself on bare paper, as a cover does, or is part of a picture, a table, a label. */
import type { Box } from '../../document/document.ts'
import type { Scan } from './scan.ts'

/** Part of a side along which there must be paper. One side may touch a rule or a neighbouring character. */
const leastBare = 0.6
const leastSides = 3
/** Part of the left and right sides along which the area's own ground may go on. */
const mostSame = 0.12

interface Side {
  readonly bare: number
  readonly same: number
}

/**
 * Looks at the tiles along the four sides, one tile away from the box.
 * @param box in tiles.
 * @param tone brightness of an even area. A tinted cell or the ground of a label goes on around the text in it; what
 * a tile was printed on is told by its brightest cell, or by its being more like the area than like paper. Null where
 * the area is not even.
 */
export function standsAlone(scan: Scan, box: Box, tone: number | null): boolean {
  const left = Math.floor(box[0]) - 2
  const top = Math.floor(box[1]) - 2
  const right = Math.ceil(box[0] + box[2]) + 1
  const bottom = Math.ceil(box[1] + box[3]) + 1
  const rows = [sideOf(scan, left, top, right, top, tone), sideOf(scan, left, bottom, right, bottom, tone)]
  const columns = [sideOf(scan, left, top, left, bottom, tone), sideOf(scan, right, top, right, bottom, tone)]
  const bareSides = [...rows, ...columns].filter(({ bare }) => bare >= leastBare).length
  return bareSides >= leastSides && columns.every(({ same }) => same <= mostSame)
}

/** Along a row or a column of tiles, both ends included. */
function sideOf(
  { tiles, paper }: Scan,
  left: number,
  top: number,
  right: number,
  bottom: number,
  tone: number | null,
): Side {
  const near = Math.max(6, paper.stray * 4)
  let [bare, same, all] = [0, 0, 0]
  for (let y = Math.max(0, top); y <= Math.min(tiles.height - 1, bottom); y++)
    for (let x = Math.max(0, left); x <= Math.min(tiles.width - 1, right); x++) {
      const at = y * tiles.width + x
      all++
      const here = tiles.tone[at] as number
      const fromPaper = Math.abs(here - (paper.tone[at] as number))
      if (fromPaper < near) bare++
      else if (tone !== null) {
        const onGround = Math.abs((tiles.high[at] as number) - tone) < near + paper.range
        if (onGround || Math.abs(here - tone) < fromPaper * 0.7) same++
      }
    }
  return all === 0 ? { bare: 0, same: 0 } : { bare: bare / all, same: same / all }
}
