/** All files below a folder. fast-glob follows links without end and stops at the first folder it may not list. */
import { opendir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'

/** Entries read in one call: a folder of a hundred thousand files is never in memory as a whole. */
const bufferSize = 256

/**
 * Files below `folder`, links followed, each folder entered once however many links lead to it.
 * A folder that cannot be listed is itself in the result: opening it gives the problem that says so.
 * @returns paths relative to `folder`, with forward slashes.
 */
export async function* walk(folder: string, signal?: AbortSignal): AsyncGenerator<string> {
  const entered = new Set<string>()
  const waiting = ['']
  for (let here = waiting.pop(); here !== undefined && !signal?.aborted; here = waiting.pop()) {
    const full = path.join(folder, here)
    const real = await realpath(full).catch(() => full)
    if (entered.has(real)) continue
    entered.add(real)
    try {
      for await (const entry of await opendir(full, { bufferSize })) {
        const inside = here === '' ? entry.name : `${here}/${entry.name}`
        const isFolder = entry.isSymbolicLink()
          ? ((await stat(path.join(folder, inside)).catch(() => null))?.isDirectory() ?? false)
          : entry.isDirectory()
        if (isFolder) waiting.push(inside)
        else yield inside
      }
    } catch {
      yield here === '' ? '.' : here
    }
  }
}
