/** Reads `git diff --raw -z` (git-diff(1), “Raw output format”). */

export interface ChangedFile {
  /** Of the new content. */
  readonly oid: string
  readonly path: string
  /** The commit that brought it; null in a diff without commits. */
  readonly commit: string | null
}

/** Links and submodules name something that is screened where it lies, or is not in this repository. */
const regularFile = /^100/

/** @param pieces of `--raw -z`, with a commit id before the files of each commit when git was given `--stdin`. */
export function readRawDiff(pieces: readonly string[]): ChangedFile[] {
  const files: ChangedFile[] = []
  let commit: string | null = null
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? ''
    if (!piece.startsWith(':')) {
      commit = piece.trim()
      continue
    }
    const [, mode = '', , oid = ''] = piece.slice(1).split(' ')
    at += 1
    const path = pieces[at]
    if (path !== undefined && regularFile.test(mode)) files.push({ oid, path, commit })
  }
  return files
}
