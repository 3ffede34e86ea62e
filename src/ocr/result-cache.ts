/**
 * What was seen in pictures, kept for the life of a child process and across documents: the logo on every page, the
 * scan attached to ten mails and the frame of a deck are read once.
 *
 * Keys are digests of content (`Picture.key`, pixel-digest.ts), so that a document can neither name another's picture
 * nor change what was seen in it. What could not be read is never kept.
 */
import type { SeenPicture } from './seen-picture.ts'

export interface CacheLimits {
  readonly entries: number
  /** Sum of the characters of all lines, and `itemWeight` for each line and graphic. */
  readonly characters: number
}

/** About 10 MB: 500 dense pages, or 5,000 pictures with little or no text. */
export const defaultCacheLimits: CacheLimits = { entries: 5_000, characters: 2_000_000 }
/** What a line takes beside its text, and a graphic, in characters. */
const itemWeight = 100

/** The least recently used goes first; one picture takes at most a tenth of the room. */
export class ResultCache {
  readonly #limits: CacheLimits
  /** In order of use. */
  readonly #seen = new Map<string, SeenPicture>()
  #characters = 0

  constructor(limits: CacheLimits = defaultCacheLimits) {
    this.#limits = limits
  }

  get size(): number {
    return this.#seen.size
  }

  get(key: string): SeenPicture | undefined {
    const seen = this.#seen.get(key)
    if (seen === undefined) return undefined
    this.#seen.delete(key)
    this.#seen.set(key, seen)
    return seen
  }

  set(key: string, seen: SeenPicture): void {
    this.#drop(key)
    const weight = weightOf(seen)
    if (weight > this.#limits.characters / 10) return
    this.#seen.set(key, seen)
    this.#characters += weight
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= this.#limits.entries && this.#characters <= this.#limits.characters) break
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    const seen = this.#seen.get(key)
    if (seen === undefined) return
    this.#seen.delete(key)
    this.#characters -= weightOf(seen)
  }
}

function weightOf({ lines, graphics }: SeenPicture): number {
  const texts = lines.reduce((sum, { text }) => sum + text.length, 0)
  return texts + itemWeight * (lines.length + graphics.length)
}
