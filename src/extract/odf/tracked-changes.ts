/** Tracked changes of a text (OpenDocument 1.3 part 3, 5.5): what was deleted stands apart from where it stood. */
import type { Line } from '../../document/document.ts'
import type { Paragraph } from '../docx/paragraph.ts'
import type { XmlElement } from '../xml/read.ts'
import { value } from './vocabulary.ts'

export class TrackedChanges {
  readonly #deleted = new Map<string, Line[]>()
  readonly #inserted = new Set<string>()
  #region = ''

  /** Whether what is read now was inserted. */
  get inserting(): boolean {
    return this.#inserted.size > 0
  }

  /** To be shown `text:changed-region`, `text:change-start` and `text:change-end`. */
  open(name: string, element: XmlElement): void {
    const id = value(element, 'text:change-id') ?? ''
    if (name === 'text:changed-region') {
      this.#region = value(element, 'text:id') ?? value(element, 'xml:id') ?? ''
    } else if (name === 'text:change-start') this.#inserted.add(id)
    else if (name === 'text:change-end') this.#inserted.delete(id)
  }

  /** Lines of a deletion, in the region that was opened last. */
  keep(lines: readonly Line[]): void {
    const before = this.#deleted.get(this.#region)
    if (before) for (const line of lines) before.push(line)
    else this.#deleted.set(this.#region, [...lines])
  }

  /**
   * Puts deleted text back where it stood, at a `text:change`.
   * @returns lines that have no paragraph to stand in.
   */
  restore(element: XmlElement, paragraph: Paragraph | undefined): Line[] {
    const id = value(element, 'text:change-id') ?? ''
    const lines = this.#deleted.get(id) ?? []
    this.#deleted.delete(id)
    const [first, ...more] = lines
    if (!first || !paragraph) return lines
    paragraph.add('deleted', first.text, {})
    paragraph.anchored.push(...more)
    return []
  }

  /** Deleted text that no place in the text refers to. */
  remaining(): Line[] {
    const lines = [...this.#deleted.values()].flat()
    this.#deleted.clear()
    return lines
  }
}
