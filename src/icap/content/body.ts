/** What a body holds, by its `Content-Type`: a form's fields and files, the strings of JSON, or one file. */
import { sniff } from '../../extract/sniff.ts'
import type { Spool, SpoolRoom } from '../spool.ts'
import { fileNameOf } from './file-name.ts'
import { boundaryOf, mediaTypeOf } from './media-type.ts'
import { type BodyPart, MultipartError, splitMultipart } from './multipart.ts'
import { saysPartial } from './partial-upload.ts'
import type { PostBuilder } from './post.ts'
import { addFieldBytes } from './text-value.ts'
import { parseUrlencoded } from './urlencoded.ts'

export interface BodyContext {
  readonly post: PostBuilder
  readonly room: SpoolRoom
  readonly signal: AbortSignal
}

/** Multipart inside multipart … */
const deepest = 3

/**
 * Adds what the body holds to `context.post`; what cannot be taken apart becomes a reason to refuse.
 * @param name of the file that the body is; `''` when it has none.
 */
export async function addBody(
  body: Spool,
  contentType: string,
  name: string,
  context: BodyContext,
  depth = 0,
): Promise<void> {
  const { post } = context
  if (body.isCut) return post.refuse(tooLarge(post))
  const type = mediaTypeOf(contentType)
  if (type.startsWith('multipart/')) return addParts(body, boundaryOf(contentType), context, depth)
  // Some clients make an empty file first and fill it then; there is nothing to leak but its name.
  if (body.size === 0) return post.addText(name)
  const isForm = type === 'application/x-www-form-urlencoded'
  const isStructured = isForm || /[/+]json$/.test(type)
  const isText = name === '' || isStructured
  if (!isText || body.size > post.limits.textBytes) {
    // Text of that size cannot be taken apart here, and nothing else reads its percent signs, or the files inside.
    if (isStructured || (isText && (await beginsAsCarrier(body)))) {
      return post.refuse(tooLarge(post, post.limits.textBytes))
    }
    return post.add({ name, size: body.size, bytes: () => body.bytes() })
  }
  if (name !== '') post.addText(name)
  const bytes = await body.bytes()
  if (isForm) await addForm(bytes, post)
  else await addFieldBytes(bytes, post)
}

/** Also what stands in an address behind its question mark. */
export async function addForm(bytes: Uint8Array, post: PostBuilder): Promise<void> {
  // Programs send files under this type when they are not told better.
  const found = await sniff(bytes)
  if (found?.format?.family !== 'text') return post.addBytes('', bytes)
  const fields = parseUrlencoded(Buffer.from(bytes).toString('latin1'))
  for (const { name, value } of fields) {
    addName(name.toString('latin1'), post)
    if (value.length === 0) await addFieldBytes(name, post)
    else await addField(name.toString('latin1'), value, post)
  }
}

async function addParts(
  body: Spool,
  boundary: string | null,
  context: BodyContext,
  depth: number,
): Promise<void> {
  const { post, room, signal } = context
  if (depth >= deepest) return post.refuse({ code: 'malformed' })
  try {
    const { bodyBytes: limit, items } = post.limits
    // Most parts of a form are small fields that are screened together.
    const parts = await splitMultipart(body, boundary, { room, limit, parts: items * 10, signal })
    for (const part of parts) await addPart(part, context, depth)
  } catch (error) {
    if (!(error instanceof MultipartError)) throw error
    post.refuse({ code: 'malformed' })
  }
}

async function addPart({ header, body }: BodyPart, context: BodyContext, depth: number): Promise<void> {
  const { post } = context
  const disposition = header('content-disposition')
  const fileName = fileNameOf(disposition)
  const fieldName = /;\s*name\s*=\s*"?([^";]*)/i.exec(disposition)?.[1] ?? ''
  addName(fieldName, post)
  // PHP keeps a file under its plain name also where there is another one.
  const plainName = fileNameOf(disposition.replace(/;\s{0,9}filename\*/i, ';x-'))
  if (plainName !== null && plainName !== fileName) post.addText(plainName)
  const encoding = header('content-transfer-encoding').trim().toLowerCase()
  if (encoding === 'base64') return addBase64(body, fileName, post)
  if (!['', '7bit', '8bit', 'binary'].includes(encoding)) return post.refuse({ code: 'unknown-encoding' })
  const type = header('content-type')
  if (mediaTypeOf(type).startsWith('multipart/')) return addBody(body, type, '', context, depth + 1)
  // A file field that was left empty, or an empty file.
  if (body.size === 0) return post.addText(fileName ?? '')
  const isLarge = body.size > post.limits.textBytes
  if (fileName === null && isLarge && (await beginsAsCarrier(body))) {
    return post.refuse(tooLarge(post, post.limits.textBytes))
  }
  if (fileName !== null || isLarge) {
    return post.add({ name: fileName ?? '', size: body.size, bytes: () => body.bytes() })
  }
  await addField(fieldName, await body.bytes(), post)
}

/** Whether it begins as a text that may hold files, which only taking it apart would show. It must not be empty. */
async function beginsAsCarrier(body: Spool): Promise<boolean> {
  let start = Buffer.alloc(0)
  for await (const piece of body.read()) {
    start = Buffer.concat([start, piece.subarray(0, 4096)])
    if (start.length >= 4096) break
  }
  const { type, format } = (await sniff(start)) ?? {}
  if (format?.family !== 'text' || type === 'text/html') return false
  return type !== 'text/plain' || /^\s*(?:[{[<]|data:|[A-Za-z0-9+/_-]{60})/.test(start.toString('latin1'))
}

/** Obsolete in forms (RFC 7578 §4.7), and not every server undoes it: what is not base64 alone is refused. */
async function addBase64(body: Spool, fileName: string | null, post: PostBuilder): Promise<void> {
  if (body.size > post.limits.textBytes) return post.refuse(tooLarge(post, post.limits.textBytes))
  const text = Buffer.from(await body.bytes()).toString('latin1')
  // Blanks first: a pattern that allows them in several places takes the square of their number in steps.
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text.replaceAll(/\s/g, '')))
    return post.refuse({ code: 'unknown-encoding' })
  const bytes = Buffer.from(text, 'base64')
  if (fileName !== null) post.addBytes(fileName, bytes)
  else await addFieldBytes(bytes, post)
}

async function addField(name: string, value: Uint8Array, post: PostBuilder): Promise<void> {
  if (value.length < 20 && saysPartial(name, Buffer.from(value).toString('latin1'))) {
    post.refuse({ code: 'partial-upload' })
  }
  await addFieldBytes(value, post)
}

/** Names of fields are text when they are words. @param name Latin-1. */
function addName(name: string, post: PostBuilder): void {
  if (/[\u0080-\u00ff]/.test(name)) post.addText(Buffer.from(name, 'latin1').toString('utf8'))
}

function tooLarge(post: PostBuilder, bytes = post.limits.bodyBytes) {
  return { code: 'too-large', details: { limit: Math.floor(bytes / 2 ** 20) } } as const
}
