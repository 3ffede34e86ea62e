/**
 * Which records of a presentation are its present state (MS-PPT 2.3.2 to 2.3.5): every save may append, and what it
 * replaced stays in the stream.
 */
import { ProblemError } from '../../../document/problem.ts'
import { Binary } from '../binary.ts'

const userEdit = 0x0ff5
const persistDirectory = 0x1772
const encryptedToken = 0xf3d1c4df
const maxEdits = 10_000

export interface Persistence {
  /** Places of records by the number under which others refer to them; empty when the file does not say. */
  readonly places: ReadonlyMap<number, number>
  /** Place of the document container; null when unknown. */
  readonly document: number | null
}

/** @throws {ProblemError} `encrypted`. */
export function readPersistence(stream: Uint8Array, currentUser: Uint8Array): Persistence {
  const user = new Binary(currentUser)
  if (user.u32(12) === encryptedToken) throw new ProblemError('encrypted')
  const data = new Binary(stream)
  const places = new Map<number, number>()
  const visited = new Set<number>()
  let document: number | null = null
  let at = user.u32(16)
  while (data.u16(at + 2) === userEdit && !visited.has(at) && visited.size < maxEdits) {
    visited.add(at)
    if (data.u32(at + 4) >= 32 && data.u32(at + 36) !== 0) throw new ProblemError('encrypted')
    readDirectory(data, data.u32(at + 20), places)
    document ??= data.u32(at + 24)
    at = data.u32(at + 16)
    if (at === 0) break
  }
  return { places, document: document === null ? null : (places.get(document) ?? null) }
}

/** The newest directory is read first: what it names is not replaced by older ones. */
function readDirectory(data: Binary, at: number, places: Map<number, number>): void {
  if (data.u16(at + 2) !== persistDirectory) return
  const end = Math.min(data.length, at + 8 + data.u32(at + 4))
  for (let place = at + 8; place + 4 <= end; ) {
    const head = data.u32(place)
    const first = head & 0xfffff
    const count = head >>> 20
    for (let i = 0; i < count && place + 8 + 4 * i <= end; i++) {
      if (!places.has(first + i)) places.set(first + i, data.u32(place + 4 + 4 * i))
    }
    place += 4 + 4 * count
  }
}
