/** Finds packs: built-in ones by name, others by path or glob. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import glob from 'fast-glob'
import { PackError } from './error.ts'
import { readPack } from './read.ts'
import type { Pack } from './schema.ts'

/** `patterns/` beside `src/` in a checkout, beside `packs/` in the published `dist/`. */
function builtInFolder(): string {
  const candidates = [
    join(import.meta.dirname, '..', 'patterns'),
    join(import.meta.dirname, '..', '..', 'patterns'),
  ]
  const found = candidates.find(folder => existsSync(folder))
  if (found === undefined)
    throw new PackError(
      { file: 'patterns', line: null, field: '' },
      {
        zh: '找不到内置规则目录，安装不完整。',
        en: 'The built-in patterns folder is missing: the installation is incomplete.',
      },
    )
  return found
}

/** Names of the packs that come with the program, sorted. */
export async function builtInPacks(): Promise<string[]> {
  const files = await glob('*.yaml', { cwd: builtInFolder() })
  return files.map(file => basename(file, '.yaml')).sort()
}

/**
 * Loads packs.
 * @param sources built-in names (`cn-telegram`), paths or globs of YAML files; empty: all built-in packs.
 * @throws {PackError} for anything missing or wrong, with file, line and field.
 */
export async function loadPacks(sources: readonly string[]): Promise<Pack[]> {
  const known = await builtInPacks()
  const packs: Pack[] = []
  const owner = new Map<string, string>()
  for (const source of sources.length === 0 ? known : sources) {
    const builtIn = known.includes(source)
    for (const file of builtIn ? [join(builtInFolder(), `${source}.yaml`)] : await expand(source)) {
      const pack = readPack(await read(file), file, { vet: !builtIn && dirname(file) !== builtInFolder() })
      for (const rule of pack.rules) {
        const other = owner.get(rule.id)
        if (other !== undefined)
          throw new PackError(
            { file, line: null, field: `rules (${rule.id})` },
            {
              zh: `规则编号 ${rule.id} 已在 ${other} 中使用。`,
              en: `The rule id ${rule.id} is already used in ${other}.`,
            },
          )
        owner.set(rule.id, file)
      }
      packs.push(pack)
    }
  }
  return packs
}

async function expand(source: string): Promise<string[]> {
  const files = existsSync(source)
    ? [source]
    : source === ''
      ? []
      : (await glob(source, { absolute: true })).sort()
  if (files.length === 0)
    throw new PackError(
      { file: source, line: null, field: '' },
      {
        zh: '没有这个规则包：既不是内置名称，也没有匹配的文件。',
        en: 'No such pack: neither a built-in name nor a file.',
      },
    )
  return files
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new PackError(
      { file, line: null, field: '' },
      { zh: `无法读取规则包（${reason}）。`, en: `The pack cannot be read (${reason}).` },
      { cause: error },
    )
  }
}
