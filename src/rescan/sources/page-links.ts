/** What a page links to and shows: pages, attachments, pictures, frames. Style sheets and scripts are not wanted. */
import { BoundedParser } from '../../extract/html/bounded-parser.ts'
import { documentEndings, scriptLinks } from './script-links.ts'
import { srcsetAddresses } from './srcset.ts'

export interface PageLinks {
  /** `<base href>`, as written; null when there is none. */
  readonly base: string | null
  /** As written, each once, in the order of the page. */
  readonly links: readonly string[]
  /** Those of them that are shown within the page or handed out as files. */
  readonly shown: ReadonlySet<string>
  readonly title: string | null
}

type Attributes = Readonly<Record<string, string>>

/** Attributes that hold one address, by element; `*` for every element. */
const addresses: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'xlink:href'],
  area: ['href'],
  // A list to choose from that leads to what is chosen, and what a plug-in is told to show.
  option: ['value'],
  param: ['value'],
  img: ['src', 'longdesc', 'lowsrc'],
  image: ['href', 'xlink:href'],
  input: ['src'],
  source: ['src'],
  iframe: ['src', 'longdesc'],
  frame: ['src', 'longdesc'],
  embed: ['src'],
  object: ['data'],
  video: ['src', 'poster'],
  audio: ['src'],
  track: ['src'],
  // Pictures that are loaded when they come into sight, and the old way of a picture behind a table.
  '*': ['data-src', 'data-original', 'data-href', 'background'],
}
/** Attributes that say what something is called: `title="通知.pdf"` is no address. */
const calling = /title|name|label|alt$|download|caption|desc|placeholder|summary|^(?:id|class)$/i
/** Elements whose addresses lead somewhere else; what all others name is shown in the page. */
const leading = new Set(['a', 'area', 'option', 'link', 'meta'])
/** Values that may be anything are taken for addresses when they look like one, or like the name of a document. */
const openValues = new Set(['option', 'param'])
const addressLike = /^\s{0,99}(?:https?:\/\/|\.{0,2}\/)[^\s"'<>{}]{1,2000}\s{0,99}$/i
const documentName =
  /^\s{0,99}[^\s"'<>{}|:;,][^"'<>{}|]{0,500}\.(?<ending>[a-z\d]{1,5})(?:[?#][^\s"'<>]{0,500})?\s{0,99}$/i
/** Relations whose targets are things to read. */
const documentRelations =
  /(?:^|\s)(?:alternate|next|prev|canonical|amphtml|appendix|enclosure|contents|index)(?:\s|$)/i
const styleAddress = /url\(\s{0,9}(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^"'()\s]{1,2000}))\s{0,9}\)/gi
const refreshAddress = /^[\d.\s]{0,20}[;,\s]{1,9}(?:url\s{0,9}=\s{0,9})?["']?([^"']{1,2000})/i
const titleLength = 300
/** Pages within pages that are followed. */
const nestingLimit = 4

/** @param html decoded. */
export function pageLinks(html: string): PageLinks {
  const page = new LinkReader()
  page.read(html, 0)
  const title = page.title.replaceAll(/\s+/g, ' ').trim().slice(0, titleLength)
  return { base: page.base, links: [...page.links], shown: page.shown, title: title === '' ? null : title }
}

/** @param content of a `Refresh`, be it a header's or a page's. @returns null when it leads nowhere else. */
export function refreshTarget(content: string): string | null {
  return refreshAddress.exec(content)?.[1]?.trim() || null
}

function isDocument(value: string): boolean {
  const ending = value.length > 2000 ? undefined : documentName.exec(value)?.groups?.ending
  return ending !== undefined && documentEndings.has(ending.toLowerCase())
}

class LinkReader {
  readonly links = new Set<string>()
  readonly shown = new Set<string>()
  base: string | null = null
  title = ''
  #titleDone = false

  read(html: string, nesting: number): void {
    const open: string[] = []
    let text = ''
    const parser = new BoundedParser(
      {
        onopentag: (name, attributes) => {
          open.push(name)
          text = ''
          this.#element(name, attributes)
          if (attributes.srcdoc && nesting < nestingLimit) this.read(attributes.srcdoc, nesting + 1)
        },
        ontext: data => {
          const name = open.at(-1)
          if (name === 'script' || name === 'style' || (name === 'title' && !this.#titleDone)) text += data
        },
        onclosetag: name => {
          open.pop()
          if (name === 'script') for (const link of scriptLinks(text)) this.#add(link)
          if (name === 'style') this.#styles(text)
          if (name === 'title' && nesting === 0 && !this.#titleDone) {
            this.title = text
            this.#titleDone = text.trim() !== ''
          }
          text = ''
        },
      },
      () => open.length,
    )
    parser.end(html)
  }

  #element(name: string, attributes: Attributes): void {
    if (name === 'base' && this.base === null && attributes.href) this.base = attributes.href
    if (name === 'meta' && attributes['http-equiv']?.toLowerCase() === 'refresh') {
      const target = refreshTarget(attributes.content ?? '')
      if (target) this.#add(target)
    }
    if (name === 'link' && attributes.href) {
      const isDocument = /pdf|msword|officedocument|xml|html/i.test(attributes.type ?? '')
      if (documentRelations.test(attributes.rel ?? '') || isDocument) this.#add(attributes.href)
    }
    for (const attribute of [...(addresses[name] ?? []), ...(addresses['*'] ?? [])]) {
      const address = attributes[attribute]
      if (!address || (openValues.has(name) && !addressLike.test(address) && !isDocument(address))) continue
      this.#add(address)
      if (!leading.has(name) || attributes.download !== undefined) this.#show(address)
    }
    for (const [attribute, value] of Object.entries(attributes)) this.#attribute(attribute, value)
  }

  #attribute(name: string, value: string): void {
    // Scripts keep addresses in attributes of their own: `data-url`, `file`, `content`.
    if (!calling.test(name) && (isDocument(value) || (name.startsWith('data-') && addressLike.test(value))))
      this.#add(value)
    if (name === 'style') this.#styles(value)
    else if (name === 'srcset' || name === 'imagesrcset' || name === 'data-srcset') {
      for (const address of srcsetAddresses(value)) {
        this.#add(address)
        this.#show(address)
      }
    } else if (name.startsWith('on') || /^\s{0,9}javascript:/i.test(value)) {
      for (const link of scriptLinks(value)) this.#add(link)
    }
  }

  #styles(css: string): void {
    const withoutImports = css.replaceAll(/@(?:import|font-face)[^;}@]{0,4000}[;}]/gi, '')
    for (const match of withoutImports.matchAll(styleAddress))
      this.#add(match[1] ?? match[2] ?? match[3] ?? '')
  }

  #show(address: string): void {
    this.shown.add(address.trim())
  }

  #add(address: string): void {
    const trimmed = address.trim()
    if (trimmed !== '' && !trimmed.startsWith('#')) this.links.add(trimmed)
  }
}
