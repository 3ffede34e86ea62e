/** From an HTTP message to what is to be screened of it. */

import { fieldOf } from '../protocol/fields.ts'
import type { HttpRequestHead, HttpResponseHead } from '../protocol/http-head.ts'
import type { Spool, SpoolRoom } from '../spool.ts'
import { addBody, addForm } from './body.ts'
import { decodeBody } from './decoding.ts'
import { fileNameOf, nameOfTarget } from './file-name.ts'
import { mediaTypeOf } from './media-type.ts'
import { isPartialRequest } from './partial-upload.ts'
import { type ContentLimits, type Post, PostBuilder } from './post.ts'

export interface Reading {
  readonly limits: ContentLimits
  readonly room: SpoolRoom
  /** @throws what it was aborted with. */
  readonly signal: AbortSignal
}

/** An upload. @param head null when the proxy sent none: then the body is one file. */
export async function postOfRequest(
  head: HttpRequestHead | null,
  body: Spool,
  reading: Reading,
): Promise<Post> {
  const post = new PostBuilder(reading.limits)
  if (head) {
    if (isPartialRequest(head.fields)) post.refuse({ code: 'partial-upload' })
    const query = /\?([^#]*)/.exec(head.target)?.[1]
    if (query) await addForm(Buffer.from(query, 'latin1'), post)
  }
  const named = head ? fileNameOf(fieldOf(head.fields, 'content-disposition')) : null
  const name = named ?? (head?.method === 'PUT' ? nameOfTarget(head.target) : '')
  return add(body, name, head, post, reading)
}

/** What a portal is about to serve. @param request for the name of the file. */
export async function postOfResponse(
  request: HttpRequestHead | null,
  head: HttpResponseHead | null,
  body: Spool,
  reading: Reading,
): Promise<Post> {
  const post = new PostBuilder(reading.limits)
  if (head?.status === 206) post.refuse({ code: 'partial-content' })
  const named = head ? fileNameOf(fieldOf(head.fields, 'content-disposition')) : null
  // The page of an error, or one made by a program, is not the file that the address names.
  const type = mediaTypeOf(head ? fieldOf(head.fields, 'content-type') : '')
  const isFile = head !== null && head.status < 300 && type !== '' && !/html|json/.test(type)
  const name = named ?? (request && isFile ? nameOfTarget(request.target) : '')
  return add(body, name, head, post, reading)
}

async function add(
  body: Spool,
  name: string,
  head: HttpRequestHead | HttpResponseHead | null,
  post: PostBuilder,
  { limits, room, signal }: Reading,
): Promise<Post> {
  const encoding = head ? fieldOf(head.fields, 'content-encoding') : ''
  const decoded = await decodeBody(body, encoding, { room, limit: limits.bodyBytes, signal })
  if ('reason' in decoded) post.refuse(decoded.reason)
  else
    await addBody(decoded.body, head ? fieldOf(head.fields, 'content-type') : '', name, {
      post,
      room,
      signal,
    })
  return post.build()
}
