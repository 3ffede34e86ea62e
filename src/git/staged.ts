/** What the next commit would bring: the index against the commit before, never the working tree. */
import { type Listed, listKept } from './ignored.ts'
import { readRawDiff } from './raw-diff.ts'
import { fields, GitError, git } from './run-git.ts'

/** New and changed files of the index, in git's order. A merge brings what the other side brings. */
export async function stagedSources(): Promise<Listed> {
  const before = await headOrNothing()
  const diff = ['diff-index', '--cached', '--raw', '-z', '--no-renames', '--diff-filter=d', before]
  const files = readRawDiff(fields(await git(diff)))
  return listKept(files, before, file => file.path)
}

/** Before the first commit everything is compared with an empty tree. */
async function headOrNothing(): Promise<string> {
  try {
    return (await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])).toString().trim()
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    return (await git(['hash-object', '-t', 'tree', '--stdin'], '')).toString().trim()
  }
}
