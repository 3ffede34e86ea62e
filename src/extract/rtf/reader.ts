/** What an RTF file says: its groups and control words followed, every text under its channel. */
import { ProblemError } from '../../document/problem.ts'
import type { PieceKind, TextStyle } from '../docx/paragraph.ts'
import { symbolText } from '../docx/symbols.ts'
import type { ExtractContext } from '../extractor.ts'
import { Stories } from '../legacy/stories.ts'
import { TextBudget } from '../ooxml/text-budget.ts'
import { ByteSink } from './byte-sink.ts'
import { characterOfNumber, characterOfSymbol, characterOfWord } from './characters.ts'
import { decodeRun } from './decode-run.ts'
import { type Destination, destinationOf, unknownDestination } from './destinations.ts'
import { Colors, Fonts } from './fonts.ts'
import { type Group, isBinary, sameFormat } from './group.ts'
import { Tokens } from './tokens.ts'

/** Word opens at most a few dozen groups inside one another; every one costs memory. */
const maxDepth = 20_000
/** Text of one format is decoded at once; longer runs are decoded in pieces of about this size. */
const longRun = 1 << 20
/** A value is a title or a name. */
const maxValue = 100_000

export interface RtfPicture {
  readonly bytes: Uint8Array
  /** `pngblip`, `jpegblip`, `emfblip`, `wmetafile`, `dibitmap`, … */
  readonly format: string
  /** A copy for old readers of a picture that stands before it. */
  readonly fallback: boolean
}

export class RtfReader {
  readonly stories: Stories
  readonly pictures: RtfPicture[] = []
  readonly objects: Uint8Array[] = []
  /** Where the outermost group ended; -1 when it did not. */
  end = -1
  readonly #tokens: Tokens
  readonly #context: ExtractContext
  readonly #fonts = new Fonts()
  readonly #colors = new Colors()
  readonly #open: Group[] = []
  #group: Group
  /** The text of one format that is not yet in its paragraph, and the bytes behind it that are not yet decoded. */
  #text = ''
  #bytes: ByteSink
  #codePage = 1252
  #value = ''
  #shapeName = ''
  #skip = 0
  #starred = false
  #propertyName = ''
  #pictureFormat = ''

  constructor(bytes: Uint8Array, context: ExtractContext) {
    this.#tokens = new Tokens(bytes)
    this.#context = context
    this.stories = new Stories(new TextBudget(context.limits.characters))
    this.#bytes = new ByteSink(() => {})
    this.#group = {
      destination: { kind: 'inline' },
      story: this.stories.begin('body', 'body'),
      font: 0,
      hidden: false,
      deleted: false,
      inserted: false,
      size: 24,
      color: 0,
      fallback: 1,
      spare: false,
      inTable: false,
      sink: null,
      owns: true,
    }
  }

  /** @throws {ProblemError} `too-large`, `corrupt` for absurd nesting; what was read until then stays. */
  read(): void {
    const tokens = this.#tokens
    try {
      for (let kind = tokens.next(); kind !== 'end'; kind = tokens.next()) {
        if (kind === 'open') this.#openGroup()
        else if (kind === 'close') {
          if (this.#closeGroup()) continue
          this.end = tokens.position
          break
        } else if (kind === 'word') this.#word(tokens.word, tokens.parameter)
        else if (kind === 'symbol') this.#symbol(tokens.word)
        else if (kind === 'binary') this.#binary()
        else this.#content()
      }
    } finally {
      while (this.#open.length > 0) this.#closeGroup()
      this.#flush()
      this.stories.endParagraph(this.#group.story)
    }
  }

  #openGroup(): void {
    this.#skip = 0
    if (this.#open.length >= maxDepth) throw new ProblemError('corrupt', { reason: 'RTF: nesting' })
    this.#open.push(this.#group)
    this.#group = { ...this.#group, owns: false }
    this.#starred = false
  }

  /** @returns false when the outermost group has ended. */
  #closeGroup(): boolean {
    this.#skip = 0
    this.#starred = false
    const ended = this.#group
    const outer = this.#open.pop()
    if (!outer) return true
    if (ended.owns) this.#endDestination(ended)
    else if (!sameFormat(ended, outer)) this.#flush()
    else if (this.#fonts.symbolFont(ended.font) !== this.#fonts.symbolFont(outer.font)) this.#flush()
    this.#group = outer
    return this.#open.length > 0
  }

  #endDestination({ destination, story, spare, sink }: Group): void {
    this.#flush()
    const { kind } = destination
    if (kind === 'story') this.stories.endParagraph(story)
    else if (kind === 'value') {
      this.#emitValue(destination)
    } else if (kind === 'shape-name') this.#shapeName = this.#value.trim()
    else if (kind === 'shape-value') this.#shapeProperty()
    else if (kind === 'instruction') this.#link()
    else if (sink && (kind === 'picture' || kind === 'object')) {
      const bytes = sink.take()
      if (bytes.length === 0) return
      this.#count(kind === 'object' ? this.objects.length : this.pictures.length)
      if (kind === 'object') this.objects.push(bytes)
      else this.pictures.push({ bytes, format: this.#pictureFormat, fallback: spare })
    }
    this.#value = ''
  }

  /** @throws {ProblemError} `too-large`: every picture and object costs memory until all are read. */
  #count(count: number): void {
    const limit = this.#context.limits.pictures * 2
    if (count < limit) return
    const what = { zh: '图片和嵌入对象数', en: 'The number of pictures and objects' }
    throw new ProblemError('too-large', { what, size: `> ${limit}`, limit })
  }

  #emitValue({ name, channel }: Destination & { kind: 'value' }): void {
    const value = this.#value
    this.#value = ''
    if (value.trim() === '') return
    if (name === 'propname') this.#propertyName = value.trim()
    const shown = name === 'staticval' ? this.#propertyName : name
    this.stories.line(channel === 'hidden' ? 'body' : 'properties', `${shown}=${value}`, channel)
  }

  /** Properties of shapes that hold text: WordArt, alternative text, names; the others are numbers. */
  #shapeProperty(): void {
    const name = this.#shapeName
    const channel = name === 'gtextUNICODE' ? 'watermark' : name === 'wzDescription' ? 'alt' : null
    if (channel) this.stories.line('body', this.#value, channel)
    else if (!/^[-\d.;,() ]*$/.test(this.#value)) {
      const link = /hlink|Fullpath/i.test(name)
      this.stories.line(link ? 'body' : 'properties', this.#value, link ? 'link' : 'metadata')
    }
  }

  #link(): void {
    const address = /\bHYPERLINK\b[^"]{0,200}"([^"]{1,4000})"/.exec(this.#value)?.[1]
    const { part } = this.#group.story
    if (address) this.stories.line(part, address, 'link')
    else this.stories.add(this.#group.story, 'instruction', this.#value, {})
  }

  #word(word: string, parameter: number | null): void {
    const group = this.#group
    // A control word stands for one character to be passed over, but readers differ: what it brings is read.
    this.#skip = 0
    if (this.#formatting(word, parameter)) return
    const starred = this.#starred
    this.#starred = false
    const { kind } = group.destination
    if (kind === 'fonts') this.#fonts.word(word, parameter ?? 0)
    else if (kind === 'colors') this.#colors.word(word, parameter ?? 0)
    else if (kind === 'picture' && /^(?:\w+blip|[wm]\w*metafile|macpict|dibitmap|wbitmap)$/.test(word)) {
      this.#pictureFormat = word
    }
    const destination = destinationOf(word) ?? (starred ? unknownDestination(word) : undefined)
    if (destination) this.#enter(word, destination)
    else this.#structure(word, parameter)
  }

  #enter(word: string, destination: Destination): void {
    const group = this.#group
    const { kind } = destination
    if (word === 'nonshppict') group.spare = true
    const skipped = group.destination.kind === 'skip'
    if (skipped && word !== 'ud' && kind !== 'picture' && kind !== 'object') return
    if (group.destination.kind === 'fonts' && kind !== 'skip') return
    this.#flush()
    group.destination = destination
    group.owns = true
    this.#value = kind === 'value' || kind.startsWith('shape') || kind === 'instruction' ? '' : this.#value
    if (kind === 'story') group.story = this.stories.begin(destination.channel, destination.part)
    if (kind === 'picture' || kind === 'object') {
      group.sink = new ByteSink(bytes => this.#context.spend(bytes))
      this.#pictureFormat = ''
    }
    if (kind === 'story') Object.assign(group, { hidden: false, deleted: false, inserted: false })
  }

  /** Character formatting; true when the word was one. A change ends the run of text before it. */
  #formatting(word: string, parameter: number | null): boolean {
    const group = this.#group
    const on = parameter !== 0
    switch (word) {
      case 'f':
        if (group.destination.kind === 'fonts') return false
        this.#changeFont(parameter ?? 0)
        return true
      case 'v':
        return this.#change('hidden', on)
      case 'deleted':
        return this.#change('deleted', on)
      case 'revised':
        return this.#change('inserted', on)
      case 'fs':
        return this.#change('size', parameter ?? 24)
      case 'cf':
        return this.#change('color', parameter ?? 0)
      case 'plain':
        for (const [key, value] of [
          ['hidden', false],
          ['deleted', false],
          ['inserted', false],
        ] as const)
          this.#change(key, value)
        this.#change('size', 24)
        return this.#change('color', 0)
      case 'uc':
        group.fallback = Math.max(0, Math.min(parameter ?? 1, 100))
        return true
      case 'u':
        this.#append(characterOfNumber(parameter ?? 0))
        this.#skip = group.fallback
        return true
      default:
        return false
    }
  }

  /** Encodings are told apart byte by byte; text in a symbol font is a run of its own. */
  #changeFont(font: number): void {
    if (this.#fonts.symbolFont(font) !== this.#fonts.symbolFont(this.#group.font)) this.#flush()
    this.#group.font = font
  }

  #change<K extends 'hidden' | 'deleted' | 'inserted' | 'size' | 'color'>(key: K, value: Group[K]): true {
    if (this.#group[key] !== value) {
      this.#flush()
      this.#group[key] = value
    }
    return true
  }

  /** Paragraphs, cells, breaks, special characters; everything else is layout. */
  #structure(word: string, parameter: number | null): void {
    switch (word) {
      case 'par':
      case 'sect':
      case 'page':
      case 'column':
      case 'cell':
      case 'nestcell':
      case 'row':
      case 'nestrow':
        this.#endParagraph(word.endsWith('cell'))
        break
      case 'line':
      case 'lbr':
        this.#flush()
        this.#group.story.paragraph.break()
        break
      case 'pard':
        this.#group.inTable = false
        break
      case 'intbl':
        this.#group.inTable = true
        break
      case 'ansicpg':
        this.#fonts.ansi = parameter ?? 1252
        break
      case 'mac':
        this.#fonts.ansi = 10000
        break
      case 'deff':
        this.#group.font = parameter ?? 0
        break
      case 'ftnalt':
        this.#group.story = this.stories.begin('endnote', 'endnotes')
        break
      default: {
        const character = characterOfWord(word)
        if (character) this.#append(character)
      }
    }
  }

  #endParagraph(cell: boolean): void {
    if (this.#group.destination.kind !== 'inline' && this.#group.destination.kind !== 'story') {
      this.#append('\n')
      return
    }
    this.#flush()
    const { story } = this.#group
    const table = story.channel === 'body' && (cell || this.#group.inTable)
    this.stories.endParagraph(story, table ? 'table' : story.channel)
  }

  #symbol(symbol: string): void {
    if (symbol === '*') {
      this.#starred = true
      return
    }
    if (this.#skip > 0) {
      this.#skip--
      return
    }
    if (symbol === '\r' || symbol === '\n') this.#endParagraph(false)
    else if (symbol === '\t') this.#append('\t')
    else {
      const character = characterOfSymbol(symbol)
      if (character) this.#append(character)
    }
  }

  #binary(): void {
    if (this.#skip > 0) this.#skip--
    else if (isBinary(this.#group)) {
      this.#group.sink?.raw(this.#tokens.bytes, this.#tokens.start, this.#tokens.end)
    }
  }

  /** A run of text, or one escaped byte. */
  #content(): void {
    const tokens = this.#tokens
    const escaped = tokens.kind === 'byte'
    const { kind } = this.#group.destination
    this.#starred = false
    if (isBinary(this.#group)) {
      if (!escaped) this.#group.sink?.hex(tokens.bytes, tokens.start, tokens.end)
      return
    }
    if (kind === 'colors') {
      for (let at = tokens.start; at < tokens.end; at++) if (tokens.bytes[at] === 0x3b) this.#colors.end()
      return
    }
    if (kind === 'fonts' && !escaped) {
      this.#fonts.text(Buffer.from(tokens.bytes.subarray(tokens.start, tokens.end)).toString('latin1'))
    }
    if (kind === 'skip' || kind === 'fonts') return
    let { start } = tokens
    if (this.#skip > 0) {
      const skipped = escaped ? 1 : Math.min(this.#skip, tokens.end - start)
      this.#skip -= skipped
      start += skipped
      if (escaped || start === tokens.end) return
    }
    const page = this.#fonts.codePage(this.#group.font)
    if (page !== this.#codePage) {
      this.#decode()
      this.#codePage = page
    }
    if (escaped) this.#bytes.push(tokens.byte)
    else this.#bytes.raw(tokens.bytes, start, tokens.end)
    if (this.#bytes.length > longRun) this.#flush()
  }

  #append(character: string): void {
    const { kind } = this.#group.destination
    if (kind === 'skip' || kind === 'fonts' || kind === 'colors') return
    this.#decode()
    this.#text += character
    if (this.#text.length > longRun) this.#flush()
  }

  #decode(): void {
    if (this.#bytes.length > 0) this.#text += decodeRun(this.#bytes.take(), this.#codePage)
  }

  #flush(): void {
    this.#decode()
    if (this.#text === '') return
    const { destination, story, font, hidden, deleted, inserted, size, color } = this.#group
    const symbols = this.#fonts.symbolFont(font)
    const text = symbols === undefined ? this.#text : symbolText(symbols, this.#text)
    this.#text = ''
    const { kind } = destination
    if (kind === 'value' || kind === 'instruction' || kind.startsWith('shape')) {
      this.#value += text
      // Longer than any title: given in pieces, so that it does not grow without limit.
      if (this.#value.length > maxValue && kind === 'value') this.#emitValue(destination)
      return
    }
    if (kind !== 'inline' && kind !== 'story') return
    const piece: PieceKind = deleted ? 'deleted' : hidden ? 'hidden' : inserted ? 'inserted' : 'text'
    const style: TextStyle = { size: size > 0 ? size / 2 : undefined, color: this.#colors.of(color) }
    this.stories.add(story, piece, text, style)
  }
}
