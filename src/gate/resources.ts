/**
 * What the addresses of a post stand for: images and files by the SHA-256 of their bytes, everything else by the
 * address itself. Nothing is fetched: bytes that were not sent are missing, and a gate says no.
 */
import { createHash } from 'node:crypto'
import { isDataUri, parseDataUri, trimmedAddress } from '../extract/data-uri.ts'

/** A file of a post, as far as its identity goes. */
export interface Attached {
  readonly name: string
  /** The address under which the post shows or links it; null: found by its file name. */
  readonly src: string | null
  /** Hex. */
  readonly sha256: string
}

/**
 * `show`: the page shows what is there (images, video). `link`: the reader may go there. `frame`: the page shows what
 * is there when it is a file, and leaves it to the other site when it is a page.
 */
export type Use = 'show' | 'link' | 'frame'

/** Addresses with these endings are pages of a portal, which are screened as posts of their own. */
const pageEndings = /^(?:s?html?|xhtml|php\d?|aspx?|jspx?|do|action|cgi|htx|cfm)$/i

/** Shows nothing, or a piece of the page itself, such as an icon or the colours of a drawing. */
const nothing = /^(?:$|#|about:blank$|javascript:)/i

export class Resources {
  readonly #bySrc = new Map<string, string>()
  readonly #byName = new Map<string, string>()
  /** Which address took an attachment by its name: a second one is another file with the same name. */
  readonly #takenBy = new Map<string, string>()
  readonly #host: string | null
  /** Addresses whose bytes were needed and not sent, each once. */
  readonly missing = new Set<string>()

  /** @param url where the post will stand: tells links to the portal's own files from links elsewhere. */
  constructor(attached: readonly Attached[], url: string | null) {
    this.#host = url === null ? null : (URL.parse(url)?.host ?? null)
    for (const { name, src, sha256 } of attached) {
      if (src === null) this.#byName.set(name, this.#byName.has(name) ? '' : sha256)
      else {
        const trimmed = trimmedAddress(src)
        this.#bySrc.set(trimmed, sha256)
        this.#bySrc.set(trimmed.replaceAll('&amp;', '&'), sha256)
      }
    }
  }

  /** `sha256:…` for bytes, `url:…` for a link, `missing:…` for bytes that were not sent. */
  identify(address: string, use: Use): string {
    const trimmed = trimmedAddress(address)
    if (isDataUri(trimmed)) return this.#inline(trimmed)
    const sha256 = this.#bySrc.get(trimmed) ?? this.#named(trimmed)
    if (sha256 !== undefined) return `sha256:${sha256}`
    if (nothing.test(trimmed)) return `url:${trimmed}`
    if (use === 'link' && !this.#isOwnFile(trimmed)) return `url:${trimmed}`
    if (use === 'frame' && !this.#isFile(trimmed)) return `url:${trimmed}`
    this.missing.add(trimmed)
    return `missing:${trimmed}`
  }

  /** Bytes that stand in the post itself, which are screened with it. */
  #inline(address: string): string {
    const data = parseDataUri(address)
    if (data) return `data:${data.type};sha256:${createHash('sha256').update(data.bytes).digest('hex')}`
    this.missing.add('data:')
    return `missing:${address}`
  }

  /** The portal sent its own files; one of the same name elsewhere is another. */
  #named(address: string): string | undefined {
    if (!this.#isOwn(this.#parsed(address))) return undefined
    const name = fileNameOf(address)
    const sha256 = name === '' ? undefined : this.#byName.get(name)
    if (!sha256) return undefined
    const taken = this.#takenBy.get(name)
    if (taken !== undefined && taken !== address) return undefined
    this.#takenBy.set(name, address)
    return sha256
  }

  /** A file on the portal itself. */
  #isOwnFile(address: string): boolean {
    return this.#isOwn(this.#parsed(address)) && this.#isFile(address)
  }

  #isFile(address: string): boolean {
    const url = this.#parsed(address)
    if (!url || !/^(?:https?|relative):$/.test(url.protocol)) return false
    const ending = /\.([a-z0-9]{1,5})$/i.exec(pathOf(url))?.[1]
    return ending !== undefined && /[a-z]/i.test(ending) && !pageEndings.test(ending)
  }

  #parsed(address: string): URL | null {
    // Without slashes behind it, the scheme of the page says nothing: `https:a.docx` is `a.docx`.
    const own = address.replace(/^https?:(?![/\\]{2})/i, '')
    return URL.parse(own, this.#host === null ? 'relative://portal/' : `https://${this.#host}/`)
  }

  #isOwn(url: URL | null): boolean {
    const host = url?.host.replace(/\.(?=:|$)/, '')
    return host === (this.#host ?? 'portal') && /^(?:https?|relative):$/.test(url?.protocol ?? '')
  }
}

/** As servers read it: decoded, without parameters of its last step and blanks and dots at the end. */
function pathOf({ pathname }: URL): string {
  // What tells a file is ASCII; the rest of its name may be escaped in any encoding.
  const path = pathname.replaceAll(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  const end = path.indexOf(';', path.lastIndexOf('/'))
  return (end < 0 ? path : path.slice(0, end)).replace(/[ .]{1,9}$/, '')
}

/** The last step of an address's path, as people would write it. */
export function fileNameOf(address: string): string {
  const last = address.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
