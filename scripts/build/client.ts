/**
 * The client of the gate as one file without dependencies: a portal that asks the gate needs neither OCR nor parsers.
 * `dist/client/` can be copied into a portal as it is.
 */
import { cpSync, globSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'

const root = path.join(import.meta.dirname, '../..')

/** @param types folder with the compiler's declarations of `src/client`; null: none are needed. */
export async function buildClient(folder: string, types: string | null): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: path.join(root, 'src/client/client.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      // Of the libraries inside it.
      license: { fileName: 'LICENSES.md' },
      rolldownOptions: { output: { entryFileNames: 'client.js', codeSplitting: false } },
    },
  })
  if (types === null) return
  mkdirSync(folder, { recursive: true })
  for (const name of globSync('*.d.ts', { cwd: types }))
    cpSync(path.join(types, name), path.join(folder, name))
}
