/** All files below a folder. fast-glob follows links without end and stops at the first folder it may not list. */
import { readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * Files below `folder`, links followed, each folder entered once however many links lead to it.
 * A folder that cannot be listed is itself in the result: opening it gives the problem that says so.
 * @returns paths relative to `folder`, with forward slashes.
 */
export async function walk(folder: string, signal?: AbortSignal): Promise<string[]> {
  const files: string[] = []
  const entered = new Set<string>()
  const waiting = ['']
  for (let here = waiting.pop(); here !== undefined && !signal?.aborted; here = waiting.pop()) {
    const full = path.join(folder, here)
    const real = await realpath(full).catch(() => full)
    if (entered.has(real)) continue
    entered.add(real)
    const entries = await readdir(full, { withFileTypes: true }).catch(() => null)
    if (entries === null) {
      files.push(here === '' ? '.' : here)
      continue
    }
    for (const entry of entries) {
      const inside = here === '' ? entry.name : `${here}/${entry.name}`
      const isFolder = entry.isSymbolicLink()
        ? ((await stat(path.join(folder, inside)).catch(() => null))?.isDirectory() ?? false)
        : entry.isDirectory()
      if (isFolder) waiting.push(inside)
      else files.push(inside)
    }
  }
  return files
}
