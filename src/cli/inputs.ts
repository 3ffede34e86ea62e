/** From what stands on the command line to the list of files. */
import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import fastGlob from 'fast-glob'

const { glob, isDynamicPattern } = fastGlob

/**
 * Files named by paths, folders and globs, each once (also when links lead to it twice), in a stable order.
 * A path or glob that leads to nothing stays in the list, so that it becomes a `missing` problem and no silent gap.
 * Dot files are included: a web server may publish them.
 */
export async function listFiles(arguments_: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const argument of arguments_) {
    const info = await stat(argument).catch(() => null)
    if (info?.isDirectory()) files.push(...(await filesBelow(argument)))
    else if (info || !isDynamicPattern(argument)) files.push(argument)
    else {
      const found = await glob(argument, { dot: true, onlyFiles: true, unique: true })
      files.push(...(found.length > 0 ? found.sort() : [argument]))
    }
  }
  return once(files)
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await glob('**/*', {
    cwd: folder,
    dot: true,
    onlyFiles: false,
    objectMode: true,
    suppressErrors: false,
  })
  return entries
    .filter(entry => !entry.dirent.isDirectory())
    .map(entry => path.join(folder, entry.path))
    .sort()
}

/** Leaves out a file that another entry already leads to: a link to its own folder would list it forty times. */
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
