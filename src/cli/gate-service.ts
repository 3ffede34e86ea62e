/** `baoshen gate --service`: asks a running service whether a page and its files may go out, as a portal does. */
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Answer, Attachment, Content } from '../client/contract.ts'
import { openGate } from '../client/open-gate.ts'
import { decodeText } from '../extract/encoding.ts'
import { declaredEncoding } from '../extract/html/declared-encoding.ts'
import { printable } from '../report/printable.ts'
import { UsageError } from './config.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { GateOptions } from './gate-program.ts'
import { type GateWords, gateWords } from './gate-words.ts'
import type { Io } from './io.ts'
import { usageWords } from './usage-words.ts'

/** @param service its address. */
export async function askService(
  paths: readonly string[],
  service: string,
  options: GateOptions,
  io: Io,
): Promise<ExitStatus> {
  const words = gateWords[options.lang]
  if (options.format !== 'pretty' && options.format !== 'json') throw new UsageError(words.serviceFormats)
  const content = await contentOf(paths, options, io)
  const answer = await open(service, await keyOf(options, io), options).ask(content, { signal: io.signal })
  if (options.format === 'json') io.stdout.write(`${JSON.stringify(answer, null, 2)}\n`)
  else if (answer.decision === 'deny') io.stdout.write(refusal(answer, words))
  return statusOf(answer)
}

/** Nobody said no to it by its content: it could not be fully screened. */
function statusOf({ decision, failure, verdict }: Answer): ExitStatus {
  if (failure === 'aborted') return exitStatus.interrupted
  if (decision === 'allow') return exitStatus.clean
  return failure !== null || verdict === 'error' ? exitStatus.incomplete : exitStatus.flagged
}

function open(url: string, key: string, { timeout, lang }: GateOptions) {
  try {
    const seconds = timeout === undefined ? {} : { timeout: Number(timeout) }
    return openGate({ url, key, language: lang, ...seconds })
  } catch (error) {
    throw new UsageError(gateWords[lang].cannotAsk(error instanceof Error ? error.message : ''), {
      cause: error,
    })
  }
}

/** From a file or the environment: what stands on a command line can be read by everybody on the machine. */
async function keyOf({ keyFile, lang }: GateOptions, io: Io): Promise<string> {
  const key = keyFile === undefined ? io.env.BAOSHEN_KEY : await textOf(keyFile, '--key-file', lang)
  if (!key?.trim()) throw new UsageError(gateWords[lang].keyMissing)
  return key.trim()
}

async function textOf(file: string, option: string, language: GateOptions['lang']): Promise<string> {
  return (await bytesOf(file, option, language)).toString('utf8')
}

async function bytesOf(file: string, option: string, language: GateOptions['lang']): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new UsageError(`${option} ${file}: ${usageWords[language].fileError(code)}`, { cause: error })
  }
}

/** Many pages are still in GBK: read as UTF-8, a mark in them would be no mark. */
function textOfPage(name: string, bytes: Uint8Array, language: GateOptions['lang']): string {
  const decoded = decodeText(bytes, declaredEncoding(bytes))
  if (!decoded || decoded.undecoded > 0) throw new UsageError(gateWords[language].noText(name))
  return decoded.text
}

const isPage = (name: string) => name === '-' || /\.(?:x?html?|xht)$/i.test(name)

/** One page at most is the body; the other files are what it shows, links or offers. */
async function contentOf(paths: readonly string[], options: GateOptions, io: Io): Promise<Content> {
  const { title, item, submit, lang } = options
  const [page, second] = paths.filter(isPage)
  if (paths.length === 0 || second !== undefined) throw new UsageError(gateWords[lang].onePage)
  const html =
    page === undefined
      ? null
      : page === '-'
        ? textOfPage(page, await io.stdin(), lang)
        : textOfPage(page, await bytesOf(page, '', lang), lang)
  const folder = page === undefined || page === '-' ? '.' : path.dirname(page)
  const attachments: Attachment[] = []
  for (const file of paths.filter(name => name !== page)) {
    if ((await stat(file).catch(() => null))?.isDirectory())
      throw new UsageError(gateWords[lang].noFolders(file))
    // As the page writes it.
    const src = page === undefined ? null : path.relative(folder, file).split(path.sep).join('/')
    attachments.push({ path: file, src })
  }
  const ticket = options.ticket === undefined ? null : (await textOf(options.ticket, '--ticket', lang)).trim()
  return { title: title ?? null, html, attachments, ticket, item: item ?? null, submit: submit ?? false }
}

function refusal({ reasons, findings, submission }: Answer, words: GateWords): string {
  const lines = [`✖ ${words.denied}`]
  for (const { code, message, attachment } of reasons) {
    lines.push(
      `    ${attachment === null ? '' : `${printable(attachment)}: `}${printable(message)} [${code}]`,
    )
  }
  for (const { attachment, page, part, match, title, rule, advice } of findings) {
    const place = [attachment ?? words.page, page === null ? part : words.pageNumber(page)]
      .map(printable)
      .join(' · ')
    lines.push(`    ${place}: ${printable(match)}  ${title} [${rule}]`, `      ${advice}`)
  }
  if (submission) lines.push(`    ${submission.url}`)
  return `${lines.join('\n')}\n`
}
