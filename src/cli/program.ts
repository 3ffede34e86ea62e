/** The command line: commands, options and help, declared with commander. */
import { Command, Option } from 'commander'
import type { Language } from '../document/problem.ts'
import { type ReportFormat, reportFormats } from '../report/formats.ts'
import { type ReadingFormat, readingFormats } from '../report/reading.ts'
import { version } from '../version.ts'
import { baseline } from './baseline.ts'
import type { ExitStatus } from './exit-status.ts'
import { extract } from './extract.ts'
import { createGateCommand } from './gate-program.ts'
import { createIcapCommand } from './icap-program.ts'
import type { Io } from './io.ts'
import { createRescanCommand } from './rescan-program.ts'
import { explainRule, listRules, newRule, testRules } from './rules.ts'
import { scan } from './scan.ts'
import { screeningCommand, withJudging } from './screening-command.ts'
import { createServiceCommands } from './service-program.ts'
import { usageWords } from './usage-words.ts'
import { words as allWords, type Words } from './words.ts'

export interface CommonOptions {
  readonly output?: string
  readonly ocr?: string
  readonly ocrModels?: string
  readonly packs?: string[]
  readonly terms?: string[]
  readonly config?: string
  readonly ignoreFile?: string
  readonly concurrency?: string
  readonly timeout?: string
  readonly memory?: string
  readonly progress: boolean
  readonly quiet?: boolean
  readonly lang: Language
  readonly name?: string
}

export interface ScanOptions extends CommonOptions {
  readonly format: ReportFormat
  readonly failOn?: string
  readonly allow?: string
  readonly baseline?: string
  readonly stopAtFirst?: boolean
}

export interface RulesOptions {
  readonly lang: Language
  readonly packs?: string[]
  readonly output?: string
}

export interface ExtractOptions extends CommonOptions {
  readonly format: ReadingFormat
}

/** Built anew for every run. `finish` receives the exit status of the command that was run. */
export function createProgram(io: Io, language: Language, finish: (status: ExitStatus) => void): Command {
  const words = allWords[language]
  const { option } = words
  const formats = (names: readonly string[], chosen: string) =>
    new Option('--format <format>', option.format).choices(names).default(chosen)

  const command = (name: string, summary: string, examples: string) =>
    screeningCommand({ name, summary, examples }, language)

  const scanCommand = withJudging(command('scan', words.scanSummary, words.scanExamples), language)
    .addOption(formats(Object.keys(reportFormats), 'pretty'))
    .action(async (paths: string[], options: ScanOptions) => finish(await scan(paths, options, io)))

  const extractCommand = command('extract', words.extractSummary, words.extractExamples)
    .addOption(formats(Object.keys(readingFormats), 'text'))
    .action(async (paths: string[], options: ExtractOptions) => finish(await extract(paths, options, io)))

  const baselineCommand = command('baseline', words.baselineSummary, words.baselineExamples)
    .option('--packs <pack...>', option.packs)
    .option('--terms <file...>', option.terms)
    .action(async (paths: string[], options: CommonOptions) => finish(await baseline(paths, options, io)))

  const rulesCommand = createRulesCommand(io, words, language, finish)

  const program = new Command('baoshen')
    .description(words.description)
    .version(version(), '-V, --version', usageWords[language].help.version)
    .addOption(new Option('--lang <language>', option.lang).choices(['zh', 'en']).default(language))
    .addHelpText('after', `\n${words.examples}\n\n${words.exitStatus}`)
    .addCommand(scanCommand)
    .addCommand(createGateCommand(io, language, finish))
    .addCommand(extractCommand)
    .addCommand(createRescanCommand(io, language, finish))
    .addCommand(baselineCommand)
    .addCommand(rulesCommand)
  for (const each of createServiceCommands(io, language, finish)) program.addCommand(each)
  program.addCommand(createIcapCommand(io, language, finish))
  const { help } = usageWords[language]
  const titles: Readonly<Record<string, string>> = {
    'Usage:': help.usage,
    'Arguments:': help.arguments,
    'Options:': help.options,
    'Commands:': help.commands,
  }
  const describe = ({ description, argChoices, defaultValue, negate }: Option) => {
    const choices = argChoices ? ` (${help.choices}: ${argChoices.join(', ')})` : ''
    const byDefault = typeof defaultValue === 'string' && !negate ? ` (${help.default}: ${defaultValue})` : ''
    return `${description}${choices}${byDefault}`
  }
  const nested = program.commands.flatMap(each => each.commands)
  for (const each of [program, ...program.commands, ...nested]) {
    each
      .exitOverride()
      .helpOption('-h, --help', help.display)
      .configureHelp({ styleTitle: title => titles[title] ?? title, optionDescription: describe })
      // Errors are worded by run.ts in the user's language.
      .configureOutput({ writeOut: text => io.stdout.write(text), outputError() {} })
    if (each.commands.length > 0) each.helpCommand('help [command]', help.display)
  }
  return program
}

function createRulesCommand(
  io: Io,
  words: Words,
  language: Language,
  finish: (status: ExitStatus) => void,
): Command {
  const { option, rulesCommands } = words
  const command = (name: string, summary: string) =>
    new Command(name)
      .description(summary)
      .option('--packs <pack...>', option.packs)
      .addOption(new Option('--lang <language>', option.lang).choices(['zh', 'en']).default(language))
  return new Command('rules')
    .description(words.rulesSummary)
    .addCommand(
      command('list', rulesCommands.list).action(async (options: RulesOptions) =>
        finish(await listRules(options, io)),
      ),
    )
    .addCommand(
      command('explain', rulesCommands.explain)
        .argument('<id>', words.ruleId)
        .action(async (id: string, options: RulesOptions) => finish(await explainRule(id, options, io))),
    )
    .addCommand(
      command('test', rulesCommands.test).action(async (options: RulesOptions) =>
        finish(await testRules(options, io)),
      ),
    )
    .addCommand(
      command('new', rulesCommands.new)
        .argument('<id>', words.ruleId)
        .option('--output <file>', option.output)
        .action((id: string, options: RulesOptions) => finish(newRule(id, options, io))),
    )
}
