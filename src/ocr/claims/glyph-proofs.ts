/**
 * What glyphs were found to look like, kept for the life of a child process and across documents: the papers of a site
 * are set in the same few fonts, and each of their glyphs is looked at once.
 *
 * A proof belongs to an outline AND what it is said to mean. Whoever writes a document cannot change what is known of
 * another's: keys are digests, and each glyph is drawn in a cell of its own.
 */
import type { ClaimedGlyph } from '../../document/claimed-text.ts'

export interface Proof {
  /** It looks like what it is said to mean. */
  readonly proven: boolean
  /** What it was read as, when it does not; empty when it could not be read. */
  readonly reading: string
}

/** About 15 MB; a font of a document has a few hundred glyphs. */
const most = 100_000

export class GlyphProofs {
  /** In order of their arrival. */
  readonly #proofs = new Map<string, Proof>()

  get({ key }: ClaimedGlyph): Proof | undefined {
    return this.#proofs.get(key)
  }

  set({ key }: ClaimedGlyph, proof: Proof): void {
    this.#proofs.set(key, proof)
    if (this.#proofs.size <= most) return
    const oldest = this.#proofs.keys().next().value
    if (oldest !== undefined) this.#proofs.delete(oldest)
  }
}
