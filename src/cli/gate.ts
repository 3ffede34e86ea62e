/** `baoshen gate`: screens what is about to be published, silent but for what stops it. */
import type { Screening } from '../document/screening.ts'
import type { Listed } from '../git/ignored.ts'
import { HookInputError, pushedSources } from '../git/pushed.ts'
import { GitError } from '../git/run-git.ts'
import { stagedSources } from '../git/staged.ts'
import { reportFormats } from '../report/formats.ts'
import { gateReporter } from '../report/gate.ts'
import { maskMatch } from '../review/mask.ts'
import type { Source } from '../source.ts'
import { listSources } from './batch.ts'
import { UsageError } from './config.ts'
import type { ExitStatus } from './exit-status.ts'
import type { GateOptions } from './gate-program.ts'
import { askService } from './gate-service.ts'
import { gateWords } from './gate-words.ts'
import type { Io } from './io.ts'
import { screenSources } from './scan.ts'
import { words as allWords } from './words.ts'

export async function gate(paths: readonly string[], options: GateOptions, io: Io): Promise<ExitStatus> {
  if (options.service !== undefined) return askService(paths, options.service, options, io)
  const reporter = options.format === 'pretty' ? gateReporter : reportFormats[options.format]
  return screenSources(
    () => listAsked(paths, options, io),
    { ...options, progress: false },
    io,
    reporter,
    masked,
  )
}

/** @throws {UsageError} unless exactly one of paths, the index, and a push is asked about. */
async function listAsked(paths: readonly string[], options: GateOptions, io: Io): Promise<readonly Source[]> {
  const words = gateWords[options.lang]
  const { staged, pushed, received } = options
  const asked = [paths.length > 0, staged === true, pushed !== undefined, received === true]
  if (asked.filter(Boolean).length !== 1) throw new UsageError(words.oneThing)
  if (paths.length > 0) return listSources(paths, options, io, allWords[options.lang])
  const { sources, ignored } = await listFromGit(options, io)
  if (ignored > 0 && !options.quiet) io.stderr.write(`${allWords[options.lang].ignored(ignored)}\n`)
  return sources
}

async function listFromGit({ staged, pushed, lang }: GateOptions, io: Io): Promise<Listed> {
  const words = gateWords[lang]
  try {
    if (staged) return await stagedSources()
    const hook =
      pushed === undefined ? { kind: 'pre-receive' as const } : { kind: 'pre-push' as const, remote: pushed }
    return await pushedSources(hook, await input(io))
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(words.git(error.message), { cause: error })
    if (error instanceof HookInputError) throw new UsageError(words.hookInput, { cause: error })
    throw error
  }
}

async function input(io: Io): Promise<string> {
  return Buffer.from(await io.stdin()).toString('utf8')
}

/** Publish scripts and CI keep logs that many can read: what was found is told by place and rule. */
function masked(screening: Screening): Screening {
  const findings = screening.findings.map(finding => ({
    ...finding,
    match: maskMatch(finding.match),
    context: maskMatch(finding.match),
  }))
  return { ...screening, findings }
}
