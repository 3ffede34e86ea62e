/** What `7z l -slt` prints: properties of the archive, then a block of properties for every member. */

export interface ListedMember {
  /** `/` between folders. */
  readonly path: string
  /** As the archive claims; null where it does not say. */
  readonly size: number | null
  readonly folder: boolean
  readonly encrypted: boolean
  /** Target of a symbolic or hard link. */
  readonly link: string
  readonly comment: string
}

export interface Listing {
  readonly members: readonly ListedMember[]
  /** Of the archive as a whole. */
  readonly comment: string
  /** Where the archive ends in the file; null where 7-Zip does not say. */
  readonly end: number | null
}

/** Between the properties of the archive and those of its members. */
const separator = '\n----------\n'

export function parseListing(output: string): Listing {
  const at = output.indexOf(separator)
  if (at < 0) return { members: [], comment: '', end: null }
  const members = output
    .slice(at + separator.length)
    .split(/\n\n(?=Path = )/)
    .flatMap(block => memberOf(propertiesOf(block)))
  const archive = propertiesOf(output.slice(0, at))
  const size = archive.get('Physical Size')
  return { members, comment: archive.get('Comment') ?? '', end: size ? Number(size) : null }
}

function memberOf(properties: ReadonlyMap<string, string>): ListedMember[] {
  const path = properties.get('Path')
  if (path === undefined) return []
  const size = properties.get('Size') ?? ''
  return [
    {
      path,
      size: /^\d+$/.test(size) ? Number(size) : null,
      folder: properties.get('Folder') === '+' || /^\S*D/.test(properties.get('Attributes') ?? ''),
      encrypted: properties.get('Encrypted') === '+',
      link: properties.get('Symbolic Link') || properties.get('Hard Link') || '',
      comment: properties.get('Comment') ?? '',
    },
  ]
}

/** `Name = value` a line; a comment of several lines stands between braces. */
function propertiesOf(block: string): Map<string, string> {
  const properties = new Map<string, string>()
  const braced = /^([A-Z][\w ]{0,40}) = \n?\{\n(.*?)\n?\}$/gms
  for (const [, name, value] of block.matchAll(braced)) {
    if (name && value !== undefined) properties.set(name, value)
  }
  for (const line of block.replaceAll(braced, '').split('\n')) {
    const [, name, value] = /^([A-Z][\w ]{0,40}) = ?(.*)$/.exec(line) ?? []
    if (name && value !== undefined && !properties.has(name)) properties.set(name, value)
  }
  return properties
}

/** Errors of single members, by path: `ERROR: CRC Failed : folder/name`. */
export function memberErrors(errors: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const line of errors.split('\n')) {
    const [, reason, path] = /^ERROR: ([^:]{1,80}) : (.+)$/.exec(line) ?? []
    if (reason && path) found.set(path, reason)
  }
  return found
}
