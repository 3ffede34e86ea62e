/** The command `gate`, declared with commander. */
import { type Command, Option } from 'commander'
import type { Language } from '../document/problem.ts'
import { reportFormats } from '../report/formats.ts'
import type { ExitStatus } from './exit-status.ts'
import { gate } from './gate.ts'
import { gateWords } from './gate-words.ts'
import type { Io } from './io.ts'
import type { ScanOptions } from './program.ts'
import { screeningCommand, withJudging } from './screening-command.ts'
import { words as allWords } from './words.ts'

/** No pictures of pages: a log would keep them. */
const gateFormats = Object.keys(reportFormats).filter(format => format !== 'html')

export interface GateOptions extends ScanOptions {
  readonly staged?: boolean
  /** The remote's name. */
  readonly pushed?: string
  readonly received?: boolean
  /** Its address. */
  readonly service?: string
  readonly keyFile?: string
  readonly ticket?: string
  readonly title?: string
  readonly item?: string
  readonly submit?: boolean
}

export function createGateCommand(io: Io, language: Language, finish: (status: ExitStatus) => void): Command {
  const { summary, examples, option } = gateWords[language]
  const text = { name: 'gate', summary, examples: `${examples}\n\n${allWords[language].exitStatus}` }
  return withJudging(screeningCommand(text, language, '[paths...]'), language)
    .addOption(
      new Option('--format <format>', allWords[language].option.format)
        .choices(gateFormats)
        .default('pretty'),
    )
    .option('--staged', option.staged)
    .option('--pushed <remote>', option.pushed)
    .option('--received', option.received)
    .option('--service <url>', option.service)
    .option('--key-file <file>', option.keyFile)
    .option('--ticket <file>', option.ticket)
    .option('--title <text>', option.title)
    .option('--item <name>', option.item)
    .option('--submit', option.submit)
    .action(async (paths: string[], options: GateOptions) => finish(await gate(paths, options, io)))
}
