/** What a reader of this site gets of a post: the part that every portal writes for itself. */
import path from 'node:path'
import { convertLexicalToHTMLAsync, LinkHTMLConverterAsync } from '@payloadcms/richtext-lexical/html-async'
import { getPayloadPopulateFn } from '@payloadcms/richtext-lexical'
import type { Attachment, Content } from 'baoshen/client'
import type { PayloadRequest } from 'payload'
import { mediaFolder, siteUrl } from './settings'

type Doc = Readonly<Record<string, unknown>>

/** Title, body as HTML, and the bytes of every file that the post shows or offers. */
export async function postContent(doc: Doc, req: PayloadRequest): Promise<Content> {
  const body = doc.body as Parameters<typeof convertLexicalToHTMLAsync>[0]['data'] | null
  const populate = await getPayloadPopulateFn({ currentDepth: 0, depth: 1, overrideAccess: true, req })
  const html = body
    ? await convertLexicalToHTMLAsync({
        data: body,
        disableContainer: true,
        populate,
        converters: ({ defaultConverters }) => ({
          ...defaultConverters,
          ...LinkHTMLConverterAsync({
            internalDocToHref: ({ linkNode }) => `${siteUrl}/posts/${String(linkNode.fields.doc?.value)}`,
          }),
        }),
      })
    : ''
  const shown = uploadsIn(body?.root)
  const offered = Array.isArray(doc.attachments) ? doc.attachments : []
  const attachments = await Promise.all([...new Set([...shown, ...offered].map(idOf))].map(id => file(id, req)))
  return { title: String(doc.title ?? ''), html, attachments, url: `${siteUrl}/posts/${String(doc.slug ?? '')}` }
}

async function file(id: number, req: PayloadRequest): Promise<Attachment> {
  const media = await req.payload.findByID({ collection: 'media', id, depth: 0, req })
  const name = String(media.filename)
  return { name, src: media.url ?? null, path: path.join(mediaFolder, name) }
}

function idOf(value: unknown): number {
  return Number(typeof value === 'object' && value !== null && 'id' in value ? value.id : value)
}

/** Files that the body shows, in every depth. */
function uploadsIn(node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return []
  const own = 'type' in node && node.type === 'upload' && 'value' in node ? [node.value] : []
  const children = 'children' in node && Array.isArray(node.children) ? node.children : []
  return [...own, ...children.flatMap(uploadsIn)]
}
