/** `.baoshenignore` as an earlier commit holds it: what is about to be published cannot except itself. */
import ignore from 'ignore'
import type { FetchedSource } from '../source.ts'
import { blobSource } from './blob-source.ts'
import type { ChangedFile } from './raw-diff.ts'
import { GitError, git } from './run-git.ts'

export interface Listed {
  readonly sources: readonly FetchedSource[]
  /** Files left out: said, never silent. */
  readonly ignored: number
}

/** @param commit whose rules hold; null: there is none, and everything counts. */
export async function listKept(
  files: readonly ChangedFile[],
  commit: string | null,
  labelOf: (file: ChangedFile) => string,
): Promise<Listed> {
  const rules = commit === null ? null : await rulesAt(commit)
  const kept = rules ? files.filter(({ path }) => !rules.ignores(path)) : files
  return { sources: kept.map(file => blobSource(file, labelOf(file))), ignored: files.length - kept.length }
}

async function rulesAt(commit: string) {
  try {
    return ignore().add((await git(['cat-file', 'blob', `${commit}:.baoshenignore`])).toString())
  } catch (error) {
    if (error instanceof GitError) return null
    throw error
  }
}
