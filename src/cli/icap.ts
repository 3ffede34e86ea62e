/** `baoshen icap`: the ICAP server, until it is told to stop. */
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { z } from 'zod'
import { createDecide } from '../icap/decide.ts'
import { istagOf } from '../icap/istag.ts'
import { createLog } from '../icap/log.ts'
import { loadRuleTexts } from '../icap/rule-texts.ts'
import { openScreeners } from '../icap/screeners.ts'
import { type IcapServer, startServer } from '../icap/server.ts'
import { defaultSettings, type Settings } from '../icap/settings.ts'
import { loadAllowList } from '../known/allow-list.ts'
import { today } from '../today.ts'
import { version } from '../version.ts'
import { screenerOptions } from './batch.ts'
import { type Config, resolveConfig, UsageError } from './config.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { IcapOptions } from './icap-program.ts'
import { icapWords } from './icap-words.ts'
import type { Io } from './io.ts'
import { serviceWords } from './service-words.ts'
import { words as allWords } from './words.ts'

const loopback = ['127.0.0.1', '::1', 'localhost']

/** @throws {UsageError}, {PackError}, {ModelError}, {KnownFileError}. */
export async function icap(options: IcapOptions, io: Io): Promise<ExitStatus> {
  const { lang } = options
  const words = icapWords[lang]
  const config = await resolveConfig({ ...options }, lang)
  const settings = settingsOf(options, config)
  const port = number(options, 'port', 0, 65_535)
  const failOn = config.failOn ?? 'review'
  const allowList = options.allow === undefined ? null : await loadAllowList(options.allow, today())
  for (const entry of allowList?.expired ?? []) io.stderr.write(`${allWords[lang].allowExpired(entry)}\n`)
  for (const entry of allowList?.expiring ?? []) io.stderr.write(`${allWords[lang].allowExpiring(entry)}\n`)
  const ruleTexts = await loadRuleTexts(config.packs ?? [], config.terms ?? [])
  const screeners = await openScreeners(screenerOptions(config, lang))
  let server: IcapServer
  try {
    server = await startServer({
      host: options.host,
      port,
      settings,
      // What an allow-list holds today it may not hold tomorrow: with one, every start is another tag.
      istag: istagOf(
        version(),
        screeners.documents.ruleset,
        failOn,
        config.ocr ?? '',
        allowList ? String(Date.now()) : '',
      ),
      decide: createDecide({ screeners, failOn, allowList, language: lang }),
      ruleTexts,
      log: createLog(line => io.stderr.write(line)),
      spoolParent: options.spool ?? tmpdir(),
    })
  } catch (error) {
    await screeners.close()
    throw worded(error, options)
  }
  try {
    const host = options.host.includes(':') ? `[${options.host}]` : options.host
    io.stdout.write(`${words.listening(`${host}:${server.port}`)}\n`)
    if (!loopback.includes(options.host)) io.stderr.write(`${words.plain(options.host)}\n`)
    if (!io.signal.aborted) await once(io.signal, 'abort')
    io.stdout.write(`${words.stopping}\n`)
    await server.close()
  } finally {
    await screeners.close()
  }
  return exitStatus.clean
}

function settingsOf(options: IcapOptions, config: Config): Settings {
  const bodyBytes = number(options, 'maxBody', 1, 4096) * 2 ** 20
  const fileBytes = config.limits?.fileBytes ?? bodyBytes
  return {
    ...defaultSettings,
    content: { ...defaultSettings.content, bodyBytes: Math.min(bodyBytes, fileBytes) },
    connections: number(options, 'maxConnections', 1, 10_000),
    answerSeconds: number(options, 'answerWithin', 1, 3600),
  }
}

function number(
  options: IcapOptions,
  key: 'port' | 'maxBody' | 'maxConnections' | 'answerWithin',
  least: number,
  most: number,
): number {
  const result = z.coerce.number().int().min(least).max(most).safeParse(options[key])
  if (result.success) return result.data
  const name = `--${key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
  throw new UsageError(serviceWords[options.lang].badOption(name, ` ${least}–${most}`))
}

/** The mistakes that a start can show, in words. */
function worded(error: unknown, { lang, spool }: IcapOptions): unknown {
  const { code, syscall } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
  if (code === undefined) return error
  if (syscall === 'mkdtemp') {
    return new UsageError(icapWords[lang].noSpool(spool ?? tmpdir(), code), { cause: error })
  }
  if (['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'].includes(code)) {
    return new UsageError(serviceWords[lang].cannotListen(code), { cause: error })
  }
  return error
}
