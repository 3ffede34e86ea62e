/** Whether the text of a page can be believed: all of its glyphs are looked at, each once in the life of a process. */
import type { ClaimedGlyph, ClaimedText } from '../../document/claimed-text.ts'
import type { StripReader } from '../engine.ts'
import { compareGlyphs } from './compare.ts'
import type { GlyphProofs, Proof } from './glyph-proofs.ts'
import { kindOf, showsMark } from './meanings.ts'

/** Different glyphs of a line that were read as something else, and the part of its letters they make up. */
const mostMistakes = 1
const mistakenPart = 0.25
/** The same for glyphs that could not be read at all, as those of ornamental fonts. */
const mostUnread = 3
const unreadPart = 0.6
/** Characters that stand alone, in cells or spread over a page, are judged together. */
const loneLetters = 2

/** @returns false when glyphs of the page look like something else than what they are said to mean. */
export async function isBelievable(
  { lines }: ClaimedText,
  reader: StripReader,
  proofs: GlyphProofs,
): Promise<boolean> {
  const found = await prove(new Set(lines.flat()), reader, proofs)
  if (found.size === 0) return true
  const lone = lines.filter(line => line.length <= loneLetters).flat()
  return [...lines, lone].every(line => isBelievableLine(new Set(line), found, reader))
}

/** @returns what is known of the glyphs that do not look like what they are said to mean. */
async function prove(
  glyphs: ReadonlySet<ClaimedGlyph>,
  reader: StripReader,
  proofs: GlyphProofs,
): Promise<Map<ClaimedGlyph, Proof>> {
  const found = new Map<ClaimedGlyph, Proof>()
  const unknown: ClaimedGlyph[] = []
  for (const glyph of glyphs) {
    const proof = proofs.get(glyph)
    if (!proof) unknown.push(glyph)
    else if (!proof.proven) found.set(glyph, proof)
  }
  for (const [glyph, proof] of await compareGlyphs(unknown, reader)) {
    proofs.set(glyph, proof)
    if (!proof.proven) found.set(glyph, proof)
  }
  return found
}

function isBelievableLine(
  line: ReadonlySet<ClaimedGlyph>,
  found: ReadonlyMap<ClaimedGlyph, Proof>,
  { knows }: StripReader,
): boolean {
  let letters = 0
  let mistakes = 0
  let unread = 0
  for (const glyph of line) {
    const proof = found.get(glyph)
    if (proof || kindOf(glyph.text, knows) === 'letter') letters += 1
    if (!proof) continue
    if (showsMark(proof.reading, glyph.text)) return false
    if (proof.reading === '') unread += 1
    else mistakes += 1
  }
  if (mistakes > mostMistakes && mistakes >= mistakenPart * letters) return false
  return unread + mistakes <= mostUnread || unread + mistakes < unreadPart * letters
}
