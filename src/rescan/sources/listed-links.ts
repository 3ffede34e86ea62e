/** Addresses in what is no page but leads to pages: feeds (RSS, Atom), JSON that scripts ask for, lists of addresses. */
import { decodeText } from '../../extract/encoding.ts'
import { canonicalUrl } from './canonical-url.ts'
import { firstTag } from './first-tag.ts'
import { mediaType } from './not-screened.ts'
import { scriptLinks } from './script-links.ts'

const feedTags = new Set(['rss', 'feed', 'rdf:rdf'])
const feedAddress =
  /<(?:link|guid)(?:\s[^<>]{0,1000})?>\s{0,99}(?:<!\[CDATA\[)?\s{0,99}([^<>\]\s]{1,2000})|\s(?:href|url|src)\s{0,5}=\s{0,5}["']([^"'<>\s]{1,2000})/gi
/** More would be a data set, and no list that leads anywhere. */
const longest = 8 * 2 ** 20
const mostLinks = 50_000

/** @returns canonical addresses, each once; none for anything else. */
export function listedLinks(bytes: Uint8Array, address: string, contentType: string): string[] {
  if (bytes.length > longest) return []
  const links = new Set<string>()
  for (const link of written(bytes, mediaType(contentType))) {
    const canonical = canonicalUrl(link, address)
    if (canonical !== null) links.add(canonical)
    if (links.size === mostLinks) break
  }
  return [...links]
}

function written(bytes: Uint8Array, type: string): Iterable<string> {
  const isFeed = feedTags.has(firstTag(bytes) ?? '')
  const isJson = /^(?:application|text)\/(?:[\w.-]{1,60}\+)?json$/.test(type)
  if (!isFeed && !isJson && type !== 'text/plain') return []
  const text = decodeText(bytes)?.text
  if (text === undefined) return []
  if (isFeed) return feedLinks(text)
  return isJson ? scriptLinks(text) : plainList(text)
}

function* feedLinks(text: string): Generator<string> {
  // What items quote is markup, once or twice escaped.
  const plain = text
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
  for (const [, inside, attribute] of plain.matchAll(feedAddress)) yield inside ?? attribute ?? ''
}

/** A site map as text (sitemaps.org): nothing but addresses. */
function plainList(text: string): string[] {
  const lines = text.split(/[\r\n]+/).map(line => line.trim())
  const addresses = lines.filter(line => line !== '')
  return addresses.every(line => /^https?:\/\/\S+$/i.test(line)) ? addresses : []
}
