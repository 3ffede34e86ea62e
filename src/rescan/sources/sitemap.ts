/** Site maps (sitemaps.org protocol 0.9): the addresses of a site, or of more site maps; also packed, also as a list. */
import { gunzipSync } from 'node:zlib'
import { SaxesParser } from 'saxes'
import { decodeText } from '../../extract/encoding.ts'
import { firstTag } from './first-tag.ts'

export interface SitemapEntry {
  readonly address: string
  /** As written; null when there is none. */
  readonly lastmod: string | null
}

/** The protocol's own limit for a map, unpacked. */
const mapBytes = 50 * 2 ** 20

/** Unpacks what is packed twice: a `.xml.gz` that is sent as it is. Anything else comes back as it was. */
export function unpackedMap(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: mapBytes })
  } catch {
    return bytes
  }
}

/** Whether these bytes begin like a site map. */
export function isSitemap(bytes: Uint8Array): boolean {
  return /^(?:[\w-]{1,20}:)?(?:urlset|sitemapindex)$/.test(firstTag(bytes) ?? '')
}

/**
 * @param bytes unpacked
 * @returns entries up to the first place that is not well formed, and whether that was before the end.
 */
export function readSitemap(bytes: Uint8Array): { entries: SitemapEntry[]; broken: boolean } {
  const entries: SitemapEntry[] = []
  const text = decodeText(bytes)?.text
  if (text === undefined) return { entries, broken: true }
  const parser = new SaxesParser({ xmlns: false })
  let broken = false
  let value = ''
  let address: string | null = null
  let lastmod: string | null = null
  parser.on('opentag', () => {
    value = ''
  })
  parser.on('text', piece => {
    value += piece
  })
  parser.on('cdata', piece => {
    value += piece
  })
  parser.on('closetag', ({ name }) => {
    const local = name.split(':').at(-1)
    // `image:loc` is a picture of the page.
    if (local === 'loc' && name.includes('image')) entries.push({ address: value.trim(), lastmod: null })
    else if (local === 'loc') address = value.trim()
    else if (local === 'lastmod') lastmod = value.trim()
    else if (local === 'url' || local === 'sitemap') {
      if (address) entries.push({ address, lastmod })
      address = null
      lastmod = null
    }
    value = ''
  })
  parser.on('error', () => {
    broken = true
  })
  try {
    parser.write(text).close()
  } catch {
    broken = true
  }
  return { entries, broken }
}

/**
 * What a `lastmod` proves. A mere day proves nothing until it is over, everywhere: the page may change again.
 * @returns null when it proves nothing
 */
export function lastmodValidator(lastmod: string | null, now: number = Date.now()): string | null {
  if (lastmod === null) return null
  const time = Date.parse(lastmod)
  if (Number.isNaN(time) || time > now) return null
  const day = 86_400_000
  if (/^\d{4}-\d{2}-\d{2}$/.test(lastmod) && now - time < 2 * day) return null
  // Words in brackets, which a date may have, would be kept with it: of any length, and with what no database takes.
  if (!/^\d{4}-\d{2}-\d{2}[\dTZ:.+ -]{0,30}$/i.test(lastmod)) return null
  return `lastmod:${lastmod}`
}
