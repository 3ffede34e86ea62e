/** What of a post is screened: title and body as one page, each attachment as a document of its own. */
import { fileNameOf } from './resources.ts'

export interface GateDocument {
  /** The name of the attachment; null: title and body. */
  readonly attachment: string | null
  readonly name: string
  readonly bytes: Uint8Array
}

export interface SentFile {
  readonly name: string
  readonly src: string | null
  readonly bytes: Uint8Array
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const markup = /<[a-z!/?]|&#?\w/i

/** Some portals show titles as markup: such a title is read both ways. */
function titleOf(title: string): string {
  const asText = `<title>${escaped(title)}</title>`
  if (!markup.test(title)) return asText
  const shown = title.replaceAll(/<[^<>]*>/g, '').replaceAll('"', '&quot;')
  return `${asText}<meta name="title" content="${shown}">`
}

/** A fragment of HTML as a page that says that it is UTF-8. */
export function pageAround(html: string, title: string | null = null): string {
  const head = title === null ? '' : titleOf(title)
  return `<!doctype html><meta charset="utf-8">${head}<body>${html}`
}

/** The fragment again. */
export function bodyOfPage(page: string): string {
  return page.replace(
    /^<!doctype html><meta charset="utf-8">(?:<title>[^<]*<\/title>(?:<meta name="title" content="[^"]*">)?)?<body>/,
    '',
  )
}

/** @returns null when there is neither title nor body. */
export function pageOf(title: string | null, html: string | null): GateDocument | null {
  if ((title ?? '').trim() === '' && (html ?? '').trim() === '') return null
  return { attachment: null, name: 'post.html', bytes: Buffer.from(pageAround(html ?? '', title ?? '')) }
}

/** Pages with pictures inside them are read as slowly as pictures. */
export function hasPictures(html: string | null): boolean {
  return /data:/i.test(html ?? '')
}

/** Both the name an editor gave it and the one in its address are shown to readers; the first is screened with it. */
export function documentOf(file: SentFile): GateDocument {
  const name = file.name || fileNameOf(file.src ?? '')
  return { attachment: file.name, name, bytes: file.bytes }
}
