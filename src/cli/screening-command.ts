/** The options that every command which screens or reads documents has. */
import { Command, Option } from 'commander'
import { defaultLimits } from '../document/limits.ts'
import type { Language } from '../document/problem.ts'
import { ocrModes } from '../ocr/engine.ts'
import { defaultConcurrency } from './config.ts'
import { words as allWords } from './words.ts'

export interface CommandText {
  readonly name: string
  readonly summary: string
  readonly examples: string
}

/** @param paths `<paths...>`, or `[paths...]` where there are other ways to say what is meant. */
export function screeningCommand(
  { name, summary, examples }: CommandText,
  language: Language,
  paths = '<paths...>',
): Command {
  const { option, paths: pathsText } = allWords[language]
  return new Command(name)
    .summary(summary)
    .description(summary)
    .argument(paths, pathsText)
    .addOption(new Option('--ocr <engine>', option.ocr).choices(ocrModes))
    .option('--ocr-models <folder>', option.ocrModels)
    .option('--output <file>', option.output)
    .option('--config <file>', option.config)
    .option('--ignore-file <file>', option.ignoreFile)
    .option('--concurrency <n>', `${option.concurrency} (${defaultConcurrency})`)
    .option('--timeout <seconds>', `${option.timeout} (${defaultLimits.seconds})`)
    .option('--memory <MB>', `${option.memory} (${defaultLimits.megabytes})`)
    .option('--name <name>', option.name)
    .option('--no-progress', option.noProgress)
    .option('--quiet', option.quiet)
    .addOption(new Option('--lang <language>', option.lang).choices(['zh', 'en']).default(language))
    .addHelpText('after', examples)
}

/** The options of commands that judge. */
export function withJudging(command: Command, language: Language): Command {
  const { option } = allWords[language]
  return command
    .addOption(new Option('--fail-on <verdict>', `${option.failOn} (review)`).choices(['block', 'review']))
    .option('--packs <pack...>', option.packs)
    .option('--terms <file...>', option.terms)
    .option('--allow <file>', option.allow)
    .option('--baseline <file>', option.baseline)
    .option('--stop-at-first', option.stopAtFirst)
}
