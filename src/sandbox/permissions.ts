/** The rights a child process gets: read the program, its libraries and the models it is given, nothing else. */
import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import type { OwnModels } from '../ocr/models/own-models.ts'

/** Root of the program: the folder that holds `package.json`, in a checkout as in an installed package. */
function programRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder)
    if (parent === folder) return import.meta.dirname
    folder = parent
  }
  return folder
}

/** Folders a child may read: the program, and every `node_modules` its libraries may be hoisted to. */
export function readableFolders(): string[] {
  const root = programRoot()
  const folders = [root]
  for (let folder = root; path.dirname(folder) !== folder; folder = path.dirname(folder)) {
    const modules = path.join(folder, 'node_modules')
    if (existsSync(modules)) folders.push(realpathSync(modules))
  }
  return folders
}

/** Only Node 26 and later refuse sockets under the permission model (design.md §6). */
export const socketsAreDenied = Number(process.versions.node.split('.')[0]) >= 26

/**
 * Node's own flags for a child: the permission model, and a heap that cannot outgrow the memory limit.
 * The permission model does not bind native code (addons): what they do is checked by a test, not by Node.
 * Worker threads and addons are needed by the OCR engines, pdf.js rendering and sharp.
 */
export function childFlags(megabytes: number, models?: OwnModels): string[] {
  // The files themselves: what else lies in the user's folder is no business of a parser's.
  const files = models === undefined ? [] : [models.detector, models.recogniser]
  return [
    '--permission',
    ...[...readableFolders(), ...files].map(readable => `--allow-fs-read=${readable}`),
    '--allow-addons',
    '--allow-worker',
    `--max-old-space-size=${megabytes}`,
    '--no-warnings',
  ]
}

/** Nothing of the parent's environment reaches a parser: it may hold keys and passwords. */
export function childEnvironment(): Record<string, string> {
  const { TZ, SystemRoot, PATH } = process.env
  return {
    NODE_NO_WARNINGS: '1',
    // The pinned onnxruntime has no telemetry; a later one must not bring it in unnoticed.
    ORT_DISABLE_TELEMETRY: '1',
    // glibc keeps freed pixels in an arena for each thread: 815 MB after forty pages without this, 719 with it.
    MALLOC_ARENA_MAX: '2',
    ...(TZ ? { TZ } : {}),
    ...(SystemRoot ? { SystemRoot } : {}),
    ...(process.platform === 'win32' && PATH ? { PATH } : {}),
  }
}
