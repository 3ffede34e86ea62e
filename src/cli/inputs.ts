/** From what stands on the command line to the list of files. */
import { readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import fastGlob from 'fast-glob'
import ignore from 'ignore'
import { walk } from '../walk.ts'

const { glob, isDynamicPattern } = fastGlob

/**
 * Patterns as in `.gitignore`, in the working folder and nowhere else: what is screened must not say of itself that
 * it need not be.
 */
const ignoreFile = '.baoshenignore'

export interface Inputs {
  readonly files: readonly string[]
  /** Files left out by an ignore file: said, never silent. */
  readonly ignored: number
}

/**
 * Files named by paths, folders and globs, each once (also when links lead to it twice), in a stable order.
 * What leads to nothing, and folders that cannot be listed, stay in the list, so that they become problems and no
 * silent gap. Dot files are included: a web server may publish them. A file that is named outright is never ignored.
 * @param ignoreList patterns in the place of the working folder's, relative to each folder that is named.
 */
export async function listFiles(
  named: readonly string[],
  signal?: AbortSignal,
  ignoreList?: string,
): Promise<Inputs> {
  const files: string[] = []
  let ignored = 0
  const isIgnored = await ignoreRules(ignoreList)
  const keep = async (folder: string, found: readonly string[]) => {
    const kept = found.filter(file => !isIgnored(folder, file))
    ignored += found.length - kept.length
    files.push(...[...kept].sort().map(file => path.join(folder, file)))
  }
  for (const name of named) {
    const info = await stat(name).catch(() => null)
    if (info?.isDirectory()) await keep(name, await Array.fromAsync(walk(name, signal)))
    else if (info || !isDynamicPattern(name)) files.push(name)
    else {
      // Links are not followed by globs: a link to its own folder would be listed without end.
      const found = await glob(name, {
        dot: true,
        unique: true,
        followSymbolicLinks: false,
        suppressErrors: true,
      })
      if (found.length === 0) files.push(name)
      else if (path.isAbsolute(name) || found.some(file => file.startsWith('..'))) files.push(...found.sort())
      else await keep('', found)
    }
  }
  return { files: await once(files), ignored }
}

async function ignoreRules(list: string | undefined): Promise<(folder: string, file: string) => boolean> {
  if (list !== undefined) {
    const rules = ignore().add(list)
    return (_, file) => rules.ignores(file)
  }
  const text = await readFile(ignoreFile, 'utf8').catch(() => null)
  if (text === null) return () => false
  const rules = ignore().add(text).add(`/${ignoreFile}`)
  return (folder, file) => {
    const relative = path.relative('', path.join(folder, file))
    return ignore.isPathValid(relative) && rules.ignores(relative)
  }
}

/** Leaves out a file that another entry already leads to. */
async function once(files: readonly string[]): Promise<string[]> {
  const seen = new Set<string>()
  const kept: string[] = []
  for (const file of files) {
    const real = await realpath(file).catch(() => path.resolve(file))
    if (seen.has(real)) continue
    seen.add(real)
    kept.push(file)
  }
  return kept
}
