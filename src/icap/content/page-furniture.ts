/** What a page is made of beside its content: style sheets, scripts and fonts that a portal serves. */
import { sniff } from '../../extract/sniff.ts'
import { fieldOf } from '../protocol/fields.ts'
import type { HttpResponseHead } from '../protocol/http-head.ts'
import { mediaTypeOf } from './media-type.ts'

const texts = new Set([
  'text/css',
  'text/javascript',
  'application/javascript',
  'application/x-javascript',
  'application/ecmascript',
])
const fonts = /^(?:font\/[\w.+-]+|application\/(?:x-)?font-[\w.+-]+|application\/vnd\.ms-fontobject)$/
/** WOFF, WOFF2, TrueType, OpenType, TrueType of Apple, collections. */
const fontSignatures = ['wOFF', 'wOF2', '\0\x01\0\0', 'OTTO', 'true', 'ttcf']
/** Embedded OpenType has its magic number there. */
const eotMagic = 34

/**
 * Whether a response is one of them: by its declared type, and by its first bytes, which must not contradict it.
 * @param start as much of the body as has come.
 */
export async function isPageFurniture(head: HttpResponseHead, start: Uint8Array): Promise<boolean> {
  if (head.status !== 200 || fieldOf(head.fields, 'content-encoding') !== '' || start.length === 0)
    return false
  if (fieldOf(head.fields, 'content-disposition') !== '') return false
  // Of two types browsers take the last.
  if (head.fields.get('content-type')?.length !== 1 || fieldOf(head.fields, 'content-type').includes(','))
    return false
  const type = mediaTypeOf(fieldOf(head.fields, 'content-type'))
  if (fonts.test(type)) {
    const first = Buffer.from(start.subarray(0, 36)).toString('latin1')
    return fontSignatures.some(each => first.startsWith(each)) || first.slice(eotMagic) === 'LP'
  }
  if (!texts.has(type)) return false
  const found = await sniff(start)
  return found?.type === 'text/plain' || found?.type === 'application/json'
}
