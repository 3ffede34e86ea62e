/**
 * Reads WordprocessingML, and the DrawingML and VML inside it, as lines. One pass over XML events; every state is a
 * stack, since a run can hold a text box that holds paragraphs, tables and runs again.
 */
import type { Channel, Line } from '../../document/document.ts'
import { plainLine } from '../ooxml/line.ts'
import type { TextBudget } from '../ooxml/text-budget.ts'
import { qualifiedName } from '../ooxml/vocabulary.ts'
import type { XmlElement, XmlHandler } from '../xml/read.ts'
import { attribute } from '../xml/read.ts'
import { Alternatives } from './alternatives.ts'
import { attributeTexts } from './attribute-text.ts'
import type { PieceKind } from './paragraph.ts'
import { Paragraph } from './paragraph.ts'
import type { RunProperties, Styles } from './styles.ts'
import { readRunProperty } from './styles.ts'
import { isSymbolFont, symbol, symbolText } from './symbols.ts'

interface Run {
  readonly direct: RunProperties
  styleId: string | undefined
}

/** Elements whose text is seen, those that hold one paragraph, and those that only count how deep we are. */
const shownText = new Set(['w:t', 'm:t', 'a:t'])
const instructions = new Set(['w:instrText', 'w:delInstrText'])
const paragraphs = new Set(['w:p', 'a:p'])
const runs = new Set(['w:r', 'm:r', 'a:r'])
const depths = new Set(['w:tbl', 'w:txbxContent', 'a:p', 'w:del', 'w:moveFrom', 'w:ins', 'w:moveTo', 'w:rt'])
const breaks = new Set(['w:br', 'w:cr', 'a:br'])
const characters: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:ptab': '\t',
  'w:noBreakHyphen': '\u2011',
  'w:softHyphen': '\u00ad',
}
/** Positions, not words. */
const neverText = new Set(['wp:align', 'wp:posOffset'])

export class WordReader implements XmlHandler {
  readonly lines: Line[] = []
  readonly #base: Channel
  readonly #styles: Styles
  readonly #budget: TextBudget
  readonly #path: string[] = []
  readonly #paragraphs: Paragraph[] = []
  readonly #runs: Run[] = []
  readonly #alternatives: Alternatives[] = []
  readonly #depth = new Map<string, number>()

  /** @param base channel of what stands in no table, text box or the like. */
  constructor(base: Channel, styles: Styles, budget: TextBudget) {
    this.#base = base
    this.#styles = styles
    this.#budget = budget
  }

  open(element: XmlElement): void {
    const name = qualifiedName(element)
    const parent = this.#path.at(-1) ?? ''
    const grandparent = this.#path.at(-2) ?? ''
    this.#path.push(name)
    if (countsAsDepth(name, parent)) this.#depth.set(name, this.#in(name) + 1)
    if (paragraphs.has(name)) this.#paragraphs.push(new Paragraph())
    else if (runs.has(name)) this.#runs.push({ direct: {}, styleId: undefined })
    else if (name === 'mc:AlternateContent') this.#alternatives.push(new Alternatives())
    else if (isBranch(name, parent)) this.#alternatives.at(-1)?.openBranch(this.#sink, this.#paragraph)
    else if (parent === 'w:rPr' && runs.has(grandparent)) this.#openRunProperty(name, element)
    else if (parent === 'w:pPr' && grandparent === 'w:p') this.#openParagraphProperty(name, element)
    else if (parent === 'w:r') this.#openRunContent(name, element)
    else if (name === 'a:br') this.#paragraph?.break()
    this.#openAttributes(name, element)
  }

  text(text: string): void {
    const name = this.#path.at(-1) ?? ''
    if (shownText.has(name)) this.#add(null, text)
    else if (name === 'w:delText') this.#add('deleted', text)
    else if (instructions.has(name)) this.#add('instruction', text)
    else if (name === 'c:v') this.#emit(this.#channel(), text)
    else if (!neverText.has(name) && /\p{L}/u.test(text)) this.#emit('hidden', text.trim())
  }

  close(): void {
    const name = this.#path.pop() ?? ''
    const parent = this.#path.at(-1) ?? ''
    if (paragraphs.has(name)) this.#closeParagraph()
    else if (runs.has(name)) this.#runs.pop()
    else if (name === 'mc:AlternateContent') this.#alternatives.pop()
    else if (isBranch(name, parent)) this.#alternatives.at(-1)?.closeBranch(this.#sink, this.#paragraph)
    if (countsAsDepth(name, parent)) this.#depth.set(name, this.#in(name) - 1)
  }

  /** Puts out what is still open when the XML broke off. */
  finish(): void {
    while (this.#path.length > 0) this.close()
  }

  #openRunProperty(name: string, element: XmlElement): void {
    const run = this.#runs.at(-1)
    if (!run) return
    if (name === 'w:rStyle') run.styleId = attribute(element, 'val')
    else readRunProperty(name, element, run.direct)
  }

  #openParagraphProperty(name: string, element: XmlElement): void {
    const paragraph = this.#paragraph
    if (!paragraph) return
    if (name === 'w:framePr') paragraph.framed = true
    else if (name === 'w:pStyle') paragraph.styleId = attribute(element, 'val')
  }

  #openRunContent(name: string, element: XmlElement): void {
    const character = characters[name]
    if (breaks.has(name)) this.#paragraph?.break()
    else if (character !== undefined) this.#add(null, character)
    else if (name === 'w:sym' || element.name === 'symEx') {
      this.#add(null, symbol(attribute(element, 'font') ?? '', attribute(element, 'char') ?? ''))
    }
  }

  #openAttributes(name: string, element: XmlElement): void {
    for (const { channel, text } of attributeTexts(name, element)) this.#emit(channel, text)
    const value = attribute(element, 'val') ?? ''
    if (name === 'w:docVar') this.#emit('metadata', `${attribute(element, 'name') ?? ''}=${value}`)
    // The text of a list number, `%1` being the count: `机密%1` is seen in front of its paragraph.
    else if (name === 'w:lvlText' && /\p{L}{2}/u.test(value))
      // The reader sees a number for each place: 机密★%1年.
      this.#emit('body', value.replaceAll(/%[1-9]/g, '1'))
    else if (name === 'w:default' && /\p{L}/u.test(value)) this.#emit('hidden', value)
  }

  /** @param kind null for text that is seen unless its run says otherwise. */
  #add(kind: PieceKind | null, raw: string): void {
    const paragraph = this.#paragraph
    const run = this.#runProperties(paragraph)
    const text = run.font !== undefined && isSymbolFont(run.font) ? symbolText(run.font, raw) : raw
    const resolved = kind ?? (run.hidden === true ? 'hidden' : this.#shownKind())
    if (!paragraph) {
      this.#emit(resolved === 'deleted' ? 'revision' : resolved === 'text' ? this.#channel() : 'hidden', text)
      return
    }
    this.#budget.spend(text)
    paragraph.add(resolved, text, run)
  }

  #shownKind(): PieceKind {
    if (this.#in('w:rt') > 0) return 'ruby'
    if (this.#in('w:del') + this.#in('w:moveFrom') > 0) return 'deleted'
    return this.#in('w:ins') + this.#in('w:moveTo') > 0 ? 'inserted' : 'text'
  }

  #runProperties(paragraph: Paragraph | undefined): RunProperties {
    const run = this.#runs.at(-1)
    return {
      ...this.#styles.paragraph(paragraph?.styleId),
      ...this.#styles.character(run?.styleId),
      ...run?.direct,
    }
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop()
    if (!paragraph) return
    const framed = paragraph.framed || this.#styles.paragraph(paragraph.styleId).framed === true
    const channel = framed && this.#base === 'body' ? 'textbox' : this.#channel()
    for (const line of paragraph.lines(channel)) this.#sink.push(line)
  }

  #channel(): Channel {
    if (this.#in('w:txbxContent') > 0 || this.#in('a:p') > 0) return 'textbox'
    if (this.#base !== 'body') return this.#base
    return this.#in('w:tbl') > 0 ? 'table' : 'body'
  }

  #emit(channel: Channel, text: string): void {
    if (text.trim() === '') return
    this.#budget.spend(text)
    this.#sink.push(plainLine(text, channel))
  }

  get #paragraph(): Paragraph | undefined {
    return this.#paragraphs.at(-1)
  }

  get #sink(): Line[] {
    return this.#paragraph?.anchored ?? this.lines
  }

  #in(name: string): number {
    return this.#depth.get(name) ?? 0
  }
}

/** `w:del` and `w:ins` in the properties of a paragraph mark or a row say nothing about the text beside them. */
function countsAsDepth(name: string, parent: string): boolean {
  return depths.has(name) && !parent.endsWith('Pr')
}

function isBranch(name: string, parent: string): boolean {
  return parent === 'mc:AlternateContent' && (name === 'mc:Choice' || name === 'mc:Fallback')
}
