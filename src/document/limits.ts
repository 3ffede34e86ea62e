/** How much one document may cost. Everything beyond is cut off as a problem, never silently. */
export interface Limits {
  /** Size of the file itself. */
  readonly fileBytes: number
  /** Sum of everything inflated out of one package or archive. */
  readonly inflatedBytes: number
  /** Entries of one package or archive. */
  readonly entries: number
  /** Inflated size of one entry divided by its compressed size, for entries over 1 MB. */
  readonly ratio: number
  /** Documents inside documents, however deep. */
  readonly members: number
  /** How deep documents may stand inside documents. */
  readonly depth: number
  readonly pages: number
  /** Width × height of one picture, before it is decoded. */
  readonly pixels: number
  /** Pictures that are recognised, in one document. */
  readonly pictures: number
  /** Characters of text read from one document. */
  readonly characters: number
  /** Wall-clock time of one document. */
  readonly seconds: number
  /** Resident memory of the child process. */
  readonly megabytes: number
}

export const defaultLimits: Limits = {
  fileBytes: 200 * 2 ** 20,
  inflatedBytes: 1024 * 2 ** 20,
  entries: 20_000,
  ratio: 200,
  members: 10_000,
  depth: 8,
  pages: 5_000,
  pixels: 200_000_000,
  pictures: 5_000,
  characters: 50_000_000,
  seconds: 300,
  megabytes: 2048,
}
