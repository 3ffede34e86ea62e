/**
 * What a site may be read from. Whoever manages the service is not whoever runs its machine: files of the machine are
 * open only below the folders that the environment names, and hosts of the own network only as for webhooks.
 */
import { realpathSync } from 'node:fs'
import path from 'node:path'
import type { Language } from '../../document/problem.ts'
import type { AllowList } from '../../outbound/allow.ts'
import type { SiteSettings } from '../../rescan/sources/site-settings.ts'
import { readSourceName, SourceError } from '../../rescan/sources/source-name.ts'
import { ApiProblem } from '../api/problem.ts'
import { checkedTarget } from '../workflow/webhook-target.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Folders, parted as in PATH. */
const foldersVariable = 'BAOSHEN_SITE_FOLDERS'

/** @throws {SourceError} when a folder or file is not below one of the folders that may be read. */
export function refuseOutside(source: string, env: Environment): void {
  const named = readSourceName(source)
  const place = named.kind === 'folder' ? named.path : 'file' in named ? named.file : null
  if (place === null) return
  const roots = (env[foldersVariable] ?? '').split(path.delimiter).filter(each => each !== '')
  const real = realOf(place)
  const isInside = roots.some(root => {
    const relative = path.relative(realOf(root), real)
    return !relative.startsWith('..') && !path.isAbsolute(relative)
  })
  if (isInside && path.isAbsolute(place)) return
  throw new SourceError({
    zh: `${place} 不在允许读取的目录内。请在服务端和各处理机的环境变量 ${foldersVariable} 中列出允许的目录。`,
    en: `${place} is not below a folder that may be read. Name such folders in ${foldersVariable} of the service and its workers.`,
  })
}

function realOf(place: string): string {
  try {
    return realpathSync(place)
  } catch {
    return path.resolve(place)
  }
}

/** @throws {ApiProblem} `bad-source`, `target-refused`. */
export async function checkSource(
  source: string,
  settings: SiteSettings,
  { env, allow, language }: { env: Environment; allow: AllowList; language: Language },
): Promise<void> {
  try {
    const named = readSourceName(source)
    refuseOutside(source, env)
    const addresses = settings.hosts.map(host => `http://${host}/`)
    if (named.kind === 'web') addresses.push(named.address)
    if (named.kind === 's3' && settings.s3.endpoint) addresses.push(settings.s3.endpoint)
    for (const address of addresses) {
      if (!URL.canParse(address))
        throw new SourceError({ zh: `网址有误：${address}`, en: `Not an address: ${address}` })
      await checkedTarget(address, allow, language)
    }
  } catch (error) {
    if (error instanceof SourceError) {
      throw new ApiProblem('bad-source', { why: error.words[language] }, {}, { cause: error })
    }
    if (error instanceof ApiProblem && error.code === 'target-refused') {
      throw new ApiProblem('bad-source', error.details, {}, { cause: error })
    }
    throw error
  }
}
