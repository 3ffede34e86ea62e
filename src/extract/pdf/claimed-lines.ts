/** The visible glyphs of a page with what they look like, line by line, for whoever can read shapes. */
import type { ClaimedGlyph } from '../../document/claimed-text.ts'
import type { Run } from './content.ts'
import type { LineGlyph, ReadLine } from './text-lines.ts'

/** What a glyph looks like; null when that is not known, or when it paints nothing. */
type Look = (outline: string, text: string) => ClaimedGlyph | null

/**
 * @returns a line for each visible line, and one of what is painted without being in any: white space that shows
 *   something, and characters painted over their like.
 */
export function claimedLines(lines: readonly ReadLine[], runs: readonly Run[], look: Look): ClaimedGlyph[][] {
  const claimed: ClaimedGlyph[][] = []
  const used = new Set<ClaimedGlyph>()
  const lookAt = ({ outline, text }: LineGlyph) => (outline === undefined ? null : look(outline, text))
  for (const { channel, glyphs } of lines) {
    if (!isVisible(channel)) continue
    const line = glyphs.map(lookAt).filter(glyph => glyph !== null)
    for (const glyph of line) used.add(glyph)
    if (line.length > 0) claimed.push(line)
  }
  const others = new Set<ClaimedGlyph>()
  for (const { channel, glyphs } of runs) {
    if (!isVisible(channel)) continue
    for (const each of glyphs) {
      const glyph = lookAt(each)
      if (glyph !== null && !used.has(glyph)) others.add(glyph)
    }
  }
  if (others.size > 0) claimed.push([...others])
  return claimed
}

function isVisible(channel: ReadLine['channel']): boolean {
  return channel !== 'hidden' && channel !== 'covered'
}
