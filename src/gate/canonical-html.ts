/** The body of a post as a list of what counts: text as it is shown, links, images, fields, and what hides text. */
import { decodeReferences } from '../extract/escapes.ts'
import { BoundedParser } from '../extract/html/bounded-parser.ts'
import { blockElements, preformatted } from '../extract/html/elements.ts'
import { type Colours, coloursUnder, isBlockBy, isInvisible } from '../extract/html/visibility.ts'
import {
  type Attributes,
  countedAttributes,
  declarationsOf,
  isCutting,
  isHiding,
} from './canonical-attributes.ts'
import { addressesIn } from './css-addresses.ts'
import type { Resources } from './resources.ts'

/** A run of text; the end of a line; an element with what of it counts; text that is kept from the reader's eyes. */
export type Token =
  | readonly ['text', string]
  | readonly ['line']
  | readonly ['open', string, readonly (readonly [string, string])[]]
  | readonly ['close', string]
  | readonly ['hide']
  | readonly ['show']
  /** Text kept as it stands: styles, scripts, and what browsers may read as something else. */
  | readonly ['verbatim', string, string]

/** Say how text looks, not what it says: they count only by the attributes that count. */
const plain = new Set(
  'html head body span font b strong i em u small big tt wbr p div section article main header footer figure figcaption center address aside nav hgroup br tbody colgroup col picture'.split(
    ' ',
  ),
)
/** Browsers read what these hold as plain text, or not at all, where parsers differ. */
const verbatim = new Set(
  'xmp noembed noframes noscript plaintext iframe textarea style script svg math'.split(' '),
)

interface Open {
  readonly name: string
  readonly block: boolean
  readonly counts: boolean
  readonly hides: boolean
  readonly pre: boolean
  readonly verbatim: boolean
  /** Whether it cuts off what lies outside it, or stands in what does. */
  readonly cuts: boolean
  readonly colours: Colours
}

const root: Open = {
  name: '',
  block: true,
  counts: false,
  hides: false,
  pre: false,
  verbatim: false,
  cuts: false,
  colours: { text: [0, 0, 0], background: [255, 255, 255] },
}

/** @param html a fragment or a page. */
export function canonicalHtml(html: string, resources: Resources): Token[] {
  return new Canonicaliser(html, resources, 0).tokens()
}

/** Pages inside pages inside … */
const deepest = 4
/** A scheme in references and line ends is one to browsers all the same. */
const scriptAddress = /javascript:/i

class Canonicaliser {
  readonly #tokens: Token[] = []
  readonly #path: Open[] = []
  readonly #resources: Resources
  readonly #depth: number
  /** With styles or scripts of its own, names and classes can hide and show. */
  readonly #hasCode: boolean
  /** Text since the last token, white space collapsed. */
  #text = ''
  /** Whether a space at this point would be dropped: a line begins, or a space has just been. */
  #swallow = true

  constructor(html: string, resources: Resources, depth: number) {
    this.#resources = resources
    this.#depth = depth
    this.#hasCode =
      /<(?:style|script|link)\b|[\s/"']on[a-z]{2,40}\s*=/i.test(html) ||
      scriptAddress.test(decodeReferences(html).replaceAll(/[\t\r\n]/g, ''))
    const parser = new BoundedParser(
      {
        onopentag: (name, attributes) => this.#open(name, attributes),
        onclosetag: () => this.#close(),
        ontext: text => this.#append(text),
        oncomment: text => this.#comment(text),
        onprocessinginstruction: (name, text) => {
          if (!/^!doctype$/i.test(name)) this.#push(['verbatim', name, text])
        },
      },
      () => this.#path.length,
    )
    parser.end(html)
    while (this.#path.length > 0) this.#close()
    this.#line()
  }

  /** Without the line ends that come first, last, or twice. */
  tokens(): Token[] {
    const tokens = this.#tokens
    while (tokens.at(-1)?.[0] === 'line') tokens.pop()
    return tokens
  }

  get #current(): Open {
    return this.#path.at(-1) ?? root
  }

  #open(name: string, attributes: Attributes): void {
    const parent = this.#current
    const style = declarationsOf(attributes)
    const colours = coloursUnder(parent.colours, style)
    const inVerbatim = parent.verbatim || verbatim.has(name)
    const counted = countedAttributes(name, attributes, this.#resources, {
      hasCode: this.#hasCode,
      drawn: inVerbatim || name === 'marquee',
      cut: parent.cuts,
    })
    const hides = isHiding(name, attributes, style) || (colours !== parent.colours && isInvisible(colours))
    const block = (blockElements.has(name) && name !== 'tspan') || isBlockBy(style)
    const counts = !plain.has(name) || counted.length > 0 || parent.verbatim || this.#hasCode
    const cuts = parent.cuts || isCutting(attributes.style ?? '')
    const pre =
      parent.pre || preformatted.has(name) || /^pre|break-spaces/.test(style.get('white-space') ?? '')
    if (block) this.#line()
    if (hides) this.#push(['hide'])
    if (counts) this.#push(['open', name, counted])
    this.#path.push({ name, block, counts, hides, pre, verbatim: inVerbatim, cuts, colours })
    if (attributes.srcdoc !== undefined) this.#inner(attributes.srcdoc)
    if (name === 'base') this.#resources.missing.add(`<base href>`)
  }

  #close(): void {
    const open = this.#path.pop()
    if (!open) return
    if (open.name === 'style') this.#style()
    if (open.block) this.#line()
    if (open.counts) this.#push(['close', open.name])
    if (open.hides) this.#push(['show'])
    if (open.block) this.#line()
  }

  /** A page inside the post counts as it stands; what it shows has to be sent all the same. */
  #inner(html: string): void {
    if (this.#depth < deepest) new Canonicaliser(html, this.#resources, this.#depth + 1)
    else this.#resources.missing.add('srcdoc')
  }

  /** What the style that has just ended loads. */
  #style(): void {
    const last = this.#tokens.at(-1)
    if (last?.[0] !== 'verbatim') return
    for (const address of addressesIn(last[2])) this.#resources.identify(address, 'show')
  }

  #append(text: string): void {
    const { pre, verbatim: asIs, name } = this.#current
    if (asIs) {
      this.#push(['verbatim', name, text])
      return
    }
    if (pre) {
      this.#text += text.replaceAll(/\r\n?/g, '\n')
      this.#swallow = false
      return
    }
    for (const [piece] of text.matchAll(/[ \t\r\n\f]+|[^ \t\r\n\f]+/g)) {
      const isSpace = /^[ \t\r\n\f]/.test(piece)
      if (isSpace && this.#swallow) continue
      this.#text += isSpace ? ' ' : piece
      this.#swallow = isSpace
    }
  }

  /** A comment counts only where a browser may read it as something else. */
  #comment(text: string): void {
    const isSound = !/^-?>|^\?|<!--|--!>|^\[CDATA\[|-$/.test(text)
    if (!isSound || this.#current.verbatim) this.#push(['verbatim', '!', text])
    // To browsers a section that is none ends with the first bracket, and the rest is page.
    if (text.startsWith('[CDATA[') && text.includes('>')) this.#inner(text.slice(text.indexOf('>') + 1))
  }

  #flush(): void {
    if (this.#text !== '') this.#tokens.push(['text', this.#text])
    this.#text = ''
  }

  #push(token: Token): void {
    this.#flush()
    const last = this.#tokens.at(-1)
    if (token[0] === 'verbatim' && last?.[0] === 'verbatim' && last[1] === token[1]) {
      // Parsers hand text over in pieces.
      this.#tokens[this.#tokens.length - 1] = ['verbatim', token[1], last[2] + token[2]]
      return
    }
    this.#tokens.push(token)
  }

  /** Ends the line; spaces at its end are not shown. */
  #line(): void {
    if (!this.#current.pre) this.#text = this.#text.replace(/ $/, '')
    this.#flush()
    this.#swallow = true
    const last = this.#tokens.at(-1)
    if (last !== undefined && last[0] !== 'line') this.#tokens.push(['line'])
  }
}
