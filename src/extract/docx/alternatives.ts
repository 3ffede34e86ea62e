/**
 * `mc:AlternateContent` says one thing in several ways (DrawingML for new readers, VML for old ones). Which one is
 * shown depends on the reader, so all are read; what a later branch merely repeats is dropped, what it says
 * differently stays.
 */
import type { Line } from '../../document/document.ts'
import { plainLine } from '../ooxml/line.ts'
import type { Paragraph } from './paragraph.ts'

export class Alternatives {
  readonly #seen = new Set<string>()
  #inline: string | null = null
  #sinkStart = 0
  #mark = 0

  /** @param sink where lines go at this place; @param paragraph the paragraph the alternatives stand in, if any. */
  openBranch(sink: readonly Line[], paragraph: Paragraph | undefined): void {
    this.#sinkStart = sink.length
    this.#mark = paragraph?.mark() ?? 0
  }

  closeBranch(sink: Line[], paragraph: Paragraph | undefined): void {
    const added = sink.splice(this.#sinkStart)
    const fresh = added.filter(line => !this.#seen.has(key(line)))
    for (const line of fresh) {
      sink.push(line)
      this.#seen.add(key(line))
    }
    if (!paragraph) return
    const inline = paragraph.since(this.#mark)
    if (inline === '') return
    if (this.#inline === null) this.#inline = inline
    else {
      paragraph.cut(this.#mark)
      if (inline !== this.#inline) sink.push(plainLine(inline, 'hidden'))
    }
  }
}

function key(line: Line): string {
  return `${line.channel}\n${line.text}`
}
