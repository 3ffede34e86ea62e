/** Finds the streams of a PDF in its bytes, without pdf.js: the ground for checks on what pdf.js repairs in silence. */

export interface RawStream {
  /** Number of the object, for messages. */
  readonly object: string
  /** Text of the stream's dictionary. */
  readonly dictionary: string
  /** The first filter, `FlateDecode` or an abbreviation; null when the data are plain. */
  readonly filter: string | null
  readonly data: Uint8Array
  /** Where the object begins and where the stream ends in the file. */
  readonly from: number
  readonly to: number
}

const longestDictionary = 8192
const keyword = Buffer.from('stream')
const closing = Buffer.from('endstream')

/** Streams in file order. A stream that is not closed reaches to the end of the file. */
export function* rawStreams(bytes: Uint8Array): Generator<RawStream> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let searched = 0
  for (let at = file.indexOf(keyword); at >= 0; at = file.indexOf(keyword, at + 1)) {
    const start = dataStart(file, at)
    if (start === null) continue
    const head = file.toString('latin1', Math.max(searched, at - longestDictionary), at)
    const opening = [...head.matchAll(/(\d{1,10})\s+\d{1,5}\s+obj\b/g)].at(-1)
    if (!opening) continue
    const dictionary = head.slice(opening.index + opening[0].length)
    const end = dataEnd(file, start, dictionary)
    yield {
      object: opening[1] as string,
      dictionary,
      filter: /\/Filter\s*\[?\s*\/(\w+)/.exec(dictionary)?.[1] ?? null,
      data: file.subarray(start, end),
      from: at - (head.length - opening.index),
      to: end,
    }
    at = end
    searched = end
  }
}

/** After the keyword stands a line end (ISO 32000-1, 7.3.8); `endstream` and words in content do not count. */
function dataStart(file: Buffer, at: number): number | null {
  const after = at + keyword.length
  if (file[after] === 0x0a) return after + 1
  if (file[after] !== 0x0d) return null
  return file[after + 1] === 0x0a ? after + 2 : after + 1
}

function dataEnd(file: Buffer, start: number, dictionary: string): number {
  const length = /\/Length\s+(\d{1,12})(?!\s+\d+\s+R)(?!\d)/.exec(dictionary)?.[1]
  if (length !== undefined) {
    const end = start + Number(length)
    if (
      file
        .toString('latin1', end, end + 16)
        .trimStart()
        .startsWith('endstream')
    )
      return end
  }
  const end = file.indexOf(closing, start)
  return end < 0 ? file.length : end
}
