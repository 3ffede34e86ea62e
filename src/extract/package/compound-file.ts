/**
 * Names of the streams in an OLE compound file (MS-CFB), enough to tell what it holds. Written for hostile
 * bytes: every sector is visited at most once, nothing outside the buffer is read.
 */
const magic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const headerBytes = 512
const lastRegularSector = 0xfffffffa
const difatInHeader = 109
const directoryEntryBytes = 128
const maxDirectoryEntries = 100_000

export function isCompoundFile(bytes: Uint8Array): boolean {
  return bytes.byteLength >= headerBytes && magic.every((byte, i) => bytes[i] === byte)
}

/** Names of all streams and storages, in directory order; empty when the bytes are no compound file. */
export function compoundFileNames(bytes: Uint8Array): string[] {
  if (!isCompoundFile(bytes)) return []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shift = view.getUint16(30, true)
  if (shift !== 9 && shift !== 12) return []
  const sectorBytes = 2 ** shift
  const sectorStart = (sector: number) => (sector + 1) * sectorBytes
  const inside = (sector: number) =>
    sector < lastRegularSector && sectorStart(sector) + sectorBytes <= view.byteLength

  const perSector = sectorBytes / 4
  // The table of the table's own sectors: 109 in the header, the rest in a chain of sectors (large files).
  const fat: number[] = []
  const collect = (at: number, count: number) => {
    for (let i = 0; i < count; i++) fat.push(view.getUint32(at + 4 * i, true))
  }
  collect(76, difatInHeader)
  const chained = new Set<number>()
  for (let sector = view.getUint32(68, true); inside(sector) && !chained.has(sector); ) {
    chained.add(sector)
    collect(sectorStart(sector), perSector - 1)
    sector = view.getUint32(sectorStart(sector) + 4 * (perSector - 1), true)
  }
  const next = (sector: number): number => {
    const table = fat[Math.floor(sector / perSector)]
    return table === undefined || !inside(table)
      ? lastRegularSector
      : view.getUint32(sectorStart(table) + 4 * (sector % perSector), true)
  }

  const names: string[] = []
  const visited = new Set<number>()
  let sector = view.getUint32(48, true)
  while (inside(sector) && !visited.has(sector) && names.length < maxDirectoryEntries) {
    visited.add(sector)
    const start = sectorStart(sector)
    for (let at = start; at < start + sectorBytes; at += directoryEntryBytes) {
      const name = entryName(view, at)
      if (name !== '') names.push(name)
    }
    sector = next(sector)
  }
  return names
}

/**
 * Whether this is a password-protected docx, xlsx or pptx: a compound file with the stream `EncryptedPackage`
 * (MS-OFFCRYPTO 2.3). Pure; false for anything else, damaged bytes included.
 */
export function isEncryptedOoxml(bytes: Uint8Array): boolean {
  return compoundFileNames(bytes).includes('EncryptedPackage')
}

function entryName(view: DataView, at: number): string {
  const type = view.getUint8(at + 66)
  const length = view.getUint16(at + 64, true)
  if (type === 0 || length < 2 || length > 64) return ''
  let name = ''
  for (let i = 0; i < length - 2; i += 2) name += String.fromCharCode(view.getUint16(at + i, true))
  return name
}
