/** The command `icap`, declared with commander. What it needs is loaded when it is run. */
import { Command, Option } from 'commander'
import { defaultLimits } from '../document/limits.ts'
import type { Language } from '../document/problem.ts'
import { defaultSettings } from '../icap/settings.ts'
import { ocrModes } from '../ocr/engine.ts'
import { defaultConcurrency } from './config.ts'
import type { ExitStatus } from './exit-status.ts'
import { icapWords } from './icap-words.ts'
import type { Io } from './io.ts'
import { words as allWords } from './words.ts'

export interface IcapOptions {
  readonly host: string
  readonly port: string
  readonly failOn?: string
  readonly allow?: string
  readonly maxConnections: string
  readonly maxBody: string
  readonly answerWithin: string
  readonly spool?: string
  readonly lang: Language
}

export function createIcapCommand(io: Io, language: Language, finish: (status: ExitStatus) => void): Command {
  const words = icapWords[language]
  const common = allWords[language].option
  const { connections, content, answerSeconds } = defaultSettings
  return new Command('icap')
    .summary(words.summary)
    .description(words.summary)
    .option('--host <address>', words.option.host, '127.0.0.1')
    .option('--port <port>', words.option.port, '1344')
    .addOption(
      new Option('--fail-on <verdict>', `${words.option.failOn} (review)`).choices(['block', 'review']),
    )
    .option('--allow <file>', common.allow)
    .option('--max-connections <n>', words.option.connections, String(connections))
    .option('--max-body <MB>', words.option.maxBody, String(content.bodyBytes / 2 ** 20))
    .option('--answer-within <seconds>', words.option.answerWithin, String(answerSeconds))
    .option('--spool <folder>', words.option.spool)
    .addOption(new Option('--ocr <engine>', common.ocr).choices(ocrModes))
    .option('--ocr-models <folder>', common.ocrModels)
    .option('--packs <pack...>', common.packs)
    .option('--terms <file...>', common.terms)
    .option('--config <file>', common.config)
    .option('--concurrency <n>', `${common.concurrency} (${defaultConcurrency})`)
    .option('--timeout <seconds>', `${common.timeout} (${defaultLimits.seconds})`)
    .option('--memory <MB>', `${common.memory} (${defaultLimits.megabytes})`)
    .addOption(new Option('--lang <language>', common.lang).choices(['zh', 'en']).default(language))
    .addHelpText('after', words.examples)
    .action(async (options: IcapOptions) => {
      const { icap } = await import('./icap.ts')
      finish(await icap(options, io))
    })
}
