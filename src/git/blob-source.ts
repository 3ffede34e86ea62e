/** A file as git holds it, fetched when its turn comes. */
import path from 'node:path'
import { ProblemError } from '../document/problem.ts'
import type { FetchedSource } from '../source.ts'
import { GitError, git } from './run-git.ts'

/** Git LFS keeps the content elsewhere and leaves this (git-lfs/docs/spec.md). */
const lfsPointer = Buffer.from('version https://git-lfs.github.com/spec/')

/** @param file its path decides which filters of `.gitattributes` apply: the content as a checkout would have it. */
export function blobSource(
  file: { readonly oid: string; readonly path: string },
  label: string,
): FetchedSource {
  return {
    label,
    name: path.basename(file.path),
    mayBeEmpty: true,
    async fetch() {
      const bytes = await readBlob(file)
      if (bytes.subarray(0, lfsPointer.length).equals(lfsPointer)) {
        const reason = {
          zh: 'Git LFS 指针，内容不在此处，请先安装 git-lfs 并运行 git lfs pull',
          en: 'a Git LFS pointer, the content is not here: install git-lfs and run git lfs pull',
        }
        throw new ProblemError('unreadable', { reason })
      }
      return bytes
    },
  }
}

async function readBlob({ oid, path: name }: { oid: string; path: string }): Promise<Buffer> {
  try {
    return await git(['cat-file', '--filters', `--path=${name}`, oid])
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    throw new ProblemError('unreadable', { reason: error.message.split('\n')[0] ?? 'git' }, { cause: error })
  }
}
