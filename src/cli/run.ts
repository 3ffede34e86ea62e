/** Runs one command line to its exit status; known errors become messages, unknown ones keep their stack. */
import { CommanderError } from 'commander'
import type { Language } from '../document/problem.ts'
import { KnownFileError } from '../known/known-file-error.ts'
import { ModelError } from '../ocr/models/model-error.ts'
import { PackError } from '../packs/error.ts'
import { SourceError } from '../rescan/sources/source-name.ts'
import { socketsAreDenied } from '../sandbox/permissions.ts'
import { StoreError } from '../store/error.ts'
import { UsageError } from './config.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { Io } from './io.ts'
import { createProgram } from './program.ts'
import { serviceWords } from './service-words.ts'
import { usageWords } from './usage-words.ts'
import { words as allWords } from './words.ts'

/** The language must be known before the help texts are built. */
function languageOf(argv: readonly string[], io: Io): Language {
  const joined = argv.find(argument => argument.startsWith('--lang='))?.slice('--lang='.length)
  const at = argv.indexOf('--lang')
  const asked = joined ?? (at < 0 ? io.env.BAOSHEN_LANG : argv[at + 1])
  return asked === 'en' ? 'en' : 'zh'
}

/** Commander's complaint in the user's language. */
function reword(error: CommanderError, language: Language): string {
  const subject = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  return usageWords[language].commander[error.code]?.(subject.split(' ')[0] ?? '') ?? error.message
}

/** @param argv arguments after the program's name. */
export async function run(argv: readonly string[], io: Io): Promise<ExitStatus> {
  const language = languageOf(argv, io)
  const words = allWords[language]
  if (!socketsAreDenied) io.stderr.write(`${words.oldNode}\n`)
  let status: ExitStatus = exitStatus.clean
  try {
    const program = createProgram(io, language, finished => {
      status = finished
    })
    if (argv.length === 0) {
      io.stdout.write(program.helpInformation())
      return exitStatus.usage
    }
    await program.parseAsync(argv, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitStatus.clean
      io.stderr.write(`${words.usage(reword(error, language))}\n`)
      return exitStatus.usage
    }
    if (error instanceof UsageError) {
      io.stderr.write(`${words.usage(error.message)}\n`)
      return exitStatus.usage
    }
    if (error instanceof KnownFileError) {
      io.stderr.write(`${error.message}\n`)
      return exitStatus.usage
    }
    if (error instanceof StoreError) {
      io.stderr.write(`${serviceWords[language].store[error.code](error.detail)}\n`)
      return exitStatus.usage
    }
    if (error instanceof PackError || error instanceof ModelError) {
      io.stderr.write(`${error.in(language)}\n`)
      return exitStatus.usage
    }
    if (error instanceof SourceError) {
      io.stderr.write(`${error.words[language]}\n`)
      return exitStatus.usage
    }
    throw error
  }
}
