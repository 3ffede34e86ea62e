/** Uploads in pieces: a piece alone cannot be read, and a mark may lie across two of them. */
import { type Fields, fieldOf } from '../protocol/fields.ts'

/** Fields in which the usual upload scripts say how many pieces there are. */
const counters = new Set([
  // plupload, WebUploader
  'chunks',
  // Dropzone
  'dztotalchunkcount',
  // resumable.js, flow.js
  'resumabletotalchunks',
  'flowtotalchunks',
  'totalchunks',
  'total_chunks',
  'chunkcount',
])

/** @param name of a form field. @param value its text. */
export function saysPartial(name: string, value: string): boolean {
  return counters.has(name.toLowerCase()) && Number(value) > 1
}

/** `Content-Range` of less than the whole, or the protocols that resume uploads (tus, its IETF draft). */
export function isPartialRequest(fields: Fields): boolean {
  const range = fieldOf(fields, 'content-range')
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(range)
  const isWhole = match !== null && Number(match[1]) === 0 && Number(match[2]) + 1 === Number(match[3])
  if (range !== '' && !isWhole) return true
  return fields.has('upload-offset') || fieldOf(fields, 'upload-complete') === '?0'
}
