/** The RTF body of an Outlook message, which is kept compressed (MS-OXRTFCP). */
import { ProblemError } from '../../document/problem.ts'

/** What the dictionary holds before the first byte (2.1.2.1). */
const prefill = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
)
const headerBytes = 16
const compressed = 0x75465a4c
const uncompressed = 0x414c454d
const dictionaryBytes = 4096

/**
 * At most 17 times as long as what is given, since a reference of two bytes stands for at most 17.
 * @throws {ProblemError} `corrupt` when it is no compressed RTF.
 */
export function decompressRtf(bytes: Uint8Array): Uint8Array {
  if (bytes.length < headerBytes) throw corrupt('cut short')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kind = view.getUint32(8, true)
  if (kind === uncompressed) return bytes.subarray(headerBytes)
  if (kind !== compressed) throw corrupt('compression type')
  return expand(bytes.subarray(headerBytes))
}

/** A byte of flags, then for each of its bits a literal byte (0) or a reference (1): 12 bits where, 4 how long. */
function expand(input: Uint8Array): Uint8Array {
  const dictionary = Buffer.alloc(dictionaryBytes)
  prefill.copy(dictionary)
  let write = prefill.length
  const output: number[] = []
  const put = (byte: number) => {
    output.push(byte)
    dictionary[write] = byte
    write = (write + 1) % dictionaryBytes
  }
  let at = 0
  while (at < input.length) {
    const flags = input[at++] ?? 0
    for (let bit = 0; bit < 8 && at < input.length; bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(input[at++] ?? 0)
        continue
      }
      const reference = ((input[at] ?? 0) << 8) | (input[at + 1] ?? 0)
      at += 2
      const from = reference >> 4
      // A reference to where the next byte goes ends the text (2.1.3.1.4).
      if (from === write) return Uint8Array.from(output)
      for (let i = 0; i < (reference & 15) + 2; i++) put(dictionary[(from + i) % dictionaryBytes] ?? 0)
    }
  }
  return Uint8Array.from(output)
}

function corrupt(reason: string): ProblemError {
  return new ProblemError('corrupt', { reason: `compressed RTF: ${reason}` })
}
