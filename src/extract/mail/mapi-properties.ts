/** Properties of an Outlook message, of its recipients and attachments: one stream each (MS-OXMSG 2.1.3, 2.2). */
import type { CompoundEntry, CompoundFile } from '../ole/compound-file.ts'
import { decodeMailText } from './charset.ts'

export interface MapiProperty {
  /** Property id in upper case hex: `0037` is the subject (MS-OXPROPS). */
  readonly id: string
  /** Property type: `001F` and `001E` text, `0102` bytes, `000D` a storage. */
  readonly type: string
  readonly entry: CompoundEntry
}

export interface MapiObject {
  /** Empty for the message itself. */
  readonly storage: string
  readonly properties: readonly MapiProperty[]
}

const place =
  /^(?:(__(?:recip|attach)_version1\.0_#[0-9a-f]{8})\/)?__substg1\.0_([0-9a-f]{4})([0-9a-f]{4})(-[0-9a-f]{8})?$/i
const texts = ['001E', '001F', '101E', '101F']

/** The message first, then its recipients and attachments; what belongs to messages inside is left to them. */
export function mapiObjects(file: CompoundFile): MapiObject[] {
  const objects = new Map<string, MapiProperty[]>([['', []]])
  for (const entry of file.entries) {
    const [, storage = '', id = '', type = '', index] = place.exec(entry.path) ?? []
    if (id === '') continue
    const kind = type.toUpperCase()
    // Of several values, each has a stream of its own; the one without a number only counts them.
    if (kind.startsWith('10') && index === undefined) continue
    const properties = objects.get(storage) ?? []
    objects.set(storage, properties)
    properties.push({ id: id.toUpperCase(), type: kind, entry })
  }
  return Array.from(objects, ([storage, properties]) => ({ storage, properties }))
}

export function isText({ type }: MapiProperty): boolean {
  return texts.includes(type)
}

/** The text of a property: UTF-16, or the sender's own encoding, which is not stated with it. */
export function propertyText({ type }: MapiProperty, bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes)
  const text = type.endsWith('1F')
    ? buffer.toString('utf16le')
    : (decodeMailText(buffer, '')?.text ?? buffer.toString('latin1'))
  return text.replace(/\0+$/, '')
}
