/** The stories of a document while they are read (body, header, footnote, …): paragraphs that become lines of a part. */
import type { Channel, Line } from '../../document/document.ts'
import { Paragraph, type PieceKind, type TextStyle } from '../docx/paragraph.ts'
import { plainLine } from '../ooxml/line.ts'
import type { TextBudget } from '../ooxml/text-budget.ts'

/** One story: a place with its own paragraphs, inside which others may begin before its paragraph ends. */
export interface Story {
  readonly channel: Channel
  readonly part: string
  paragraph: Paragraph
}

export class Stories {
  /** Lines by the label of their part, in the order in which parts began. */
  readonly lines = new Map<string, Line[]>([['body', []]])
  readonly #budget: TextBudget

  constructor(budget: TextBudget) {
    this.#budget = budget
  }

  begin(channel: Channel, part: string): Story {
    return { channel, part, paragraph: new Paragraph() }
  }

  /** @throws {ProblemError} `too-large`. */
  add(story: Story, kind: PieceKind, text: string, style: TextStyle): void {
    this.#budget.spend(text)
    story.paragraph.add(kind, text, style)
  }

  /** @param channel other than the story's: a table inside it. */
  endParagraph(story: Story, channel: Channel = story.channel): void {
    const lines = story.paragraph.lines(channel)
    if (lines.length > 0) {
      const all = this.#of(story.part)
      for (const line of lines) all.push(line)
    }
    story.paragraph = new Paragraph()
  }

  /** A line that belongs to no paragraph: a property, a link. */
  line(part: string, text: string, channel: Channel): void {
    if (text.trim() === '') return
    this.#budget.spend(text)
    this.#of(part).push(plainLine(text.trim(), channel))
  }

  #of(part: string): Line[] {
    let lines = this.lines.get(part)
    if (!lines) {
      lines = []
      this.lines.set(part, lines)
    }
    return lines
  }
}
