/** `baoshen rescan`, declared with commander. What it needs is loaded when it is run. */
import { Command, Option } from 'commander'
import { defaultLimits } from '../document/limits.ts'
import type { Language } from '../document/problem.ts'
import { ocrModes } from '../ocr/engine.ts'
import { type ReportFormat, reportFormats } from '../report/formats.ts'
import { defaultConcurrency } from './config.ts'
import type { ExitStatus } from './exit-status.ts'
import type { Io } from './io.ts'
import type { ScanOptions } from './program.ts'
import { rescanWords } from './rescan-words.ts'
import { words as allWords } from './words.ts'

export interface RescanOptions extends ScanOptions {
  readonly format: ReportFormat
  readonly state: string
  readonly baseUrl?: string
  readonly site?: string
  readonly host?: string[]
  readonly interval?: string
  readonly full?: boolean
  readonly keepText?: boolean
  readonly maxCpu?: string
  readonly onlyNew?: boolean
  readonly report?: string[]
  readonly pictures: string
}

const defaultState = '.baoshen-rescan.sqlite'

export function createRescanCommand(
  io: Io,
  language: Language,
  finish: (status: ExitStatus) => void,
): Command {
  const words = rescanWords[language]
  const { option } = allWords[language]
  return new Command('rescan')
    .summary(words.summary)
    .description(words.summary)
    .argument('<source>', words.target)
    .option('--state <file>', words.option.state, defaultState)
    .option('--base-url <url>', words.option.baseUrl)
    .option('--site <file>', words.option.site)
    .option('--host <host...>', words.option.host)
    .option('--interval <seconds>', words.option.interval)
    .option('--full', words.option.full)
    .option('--keep-text', words.option.keepText)
    .option('--max-cpu <percent>', words.option.maxCpu)
    .option('--only-new', words.option.onlyNew)
    .option('--report <file...>', words.option.report)
    .option('--pictures <n>', words.option.pictures, '50')
    .addOption(
      new Option('--format <format>', option.format).choices(Object.keys(reportFormats)).default('pretty'),
    )
    .option('--output <file>', option.output)
    .addOption(new Option('--fail-on <verdict>', `${option.failOn} (review)`).choices(['block', 'review']))
    .option('--packs <pack...>', option.packs)
    .option('--terms <file...>', option.terms)
    .option('--allow <file>', option.allow)
    .option('--baseline <file>', option.baseline)
    .addOption(new Option('--ocr <engine>', option.ocr).choices(ocrModes))
    .option('--ocr-models <folder>', option.ocrModels)
    .option('--config <file>', option.config)
    .option('--concurrency <n>', `${option.concurrency} (${defaultConcurrency})`)
    .option('--timeout <seconds>', `${option.timeout} (${defaultLimits.seconds})`)
    .option('--memory <MB>', `${option.memory} (${defaultLimits.megabytes})`)
    .option('--no-progress', option.noProgress)
    .option('--quiet', option.quiet)
    .addOption(new Option('--lang <language>', option.lang).choices(['zh', 'en']).default(language))
    .addHelpText('after', words.examples)
    .action(async (target: string, options: RescanOptions) => {
      const { rescan } = await import('./rescan.ts')
      finish(await rescan(target, options, io))
    })
}
