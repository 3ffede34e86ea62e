/**
 * `npm run bench:rescan [-- --sizes 1000,10000] [--source folder|crawl|sitemap|sql] [--growth] [--no-scans]`: the whole
 * command line over generated sites whose planted papers are known: the first pass, one in which nothing has changed,
 * one after 1 % has changed, and another rule set, with and without kept text. Every pass is checked for the exact
 * findings before its time counts.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { RescanDocument } from '../../src/rescan/documents.ts'
import { changeSite } from '../rescan-site/change.ts'
import { makeSite, type Site } from '../rescan-site/site.ts'
import { askAgain } from './bare-questions.ts'
import { family, peakMegabytes, processorSeconds, residentMegabytes } from './processes.ts'
import { type Publication, publications } from './rescan-publications.ts'

/** Requests that the crawl has under way at once. */
const askedAtOnce = 2

const bin = path.join(import.meta.dirname, '../../src/cli/bin.js')

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000' },
    /** How the site is published: files, pages behind a web server without or with a site map, rows of a table. */
    source: { type: 'string', default: 'folder' },
    /** Only the first pass and an unchanged one: how time and memory grow. */
    growth: { type: 'boolean', default: false },
    'no-scans': { type: 'boolean', default: false },
    /** Where the sites are written. */
    folder: { type: 'string', default: tmpdir() },
  },
})

interface Pass {
  readonly seconds: number
  /** Of all processes together: what other work on the machine does not change. */
  readonly processorSeconds: number
  /** The most that the program itself held, and with its children. */
  readonly ownMegabytes: number
  readonly allMegabytes: number
  readonly documents: readonly RescanDocument[]
  readonly summary: string
}

function perform(args: readonly string[]): Promise<Pass> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [bin, 'rescan', ...args, '--format', 'jsonl', '--lang', 'en'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let summary = ''
  let ownMegabytes = 0
  let allMegabytes = 0
  let used = 0
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    summary += text
  })
  const timer = setInterval(() => {
    if (child.pid === undefined) return
    ownMegabytes = Math.max(ownMegabytes, peakMegabytes(child.pid) ?? 0)
    const all = family(child.pid)
    const resident = all.reduce((sum, pid) => sum + residentMegabytes(pid), 0)
    const processor = all.reduce((sum, pid) => sum + processorSeconds(pid), 0)
    allMegabytes = Math.max(allMegabytes, resident)
    used = Math.max(used, processor)
  }, 100)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', status => {
      clearInterval(timer)
      const seconds = (performance.now() - startedAt) / 1000
      if (status !== 1 && status !== 0) return reject(new Error(`status ${status}: ${summary}`))
      const documents = stdout
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line) as RescanDocument)
      resolve({ seconds, processorSeconds: used, ownMegabytes, allMegabytes, documents, summary })
    })
  })
}

function check(pass: Pass, title: string, expected: readonly string[]): void {
  const blocked = pass.documents.filter(({ verdict }) => verdict === 'block').map(({ ref }) => ref)
  if (JSON.stringify(blocked.sort()) === JSON.stringify([...expected].sort())) return
  const missed = expected.filter(ref => !blocked.includes(ref))
  const wrong = blocked.filter(ref => !expected.includes(ref))
  throw new Error(`${title}: missed ${missed.join(' ')}; wrong ${wrong.join(' ')}`)
}

async function bench(size: number): Promise<void> {
  const publish = publications[values.source]
  if (!publish) throw new Error(`--source ${Object.keys(publications).join('|')}`)
  const folder = mkdtempSync(path.join(values.folder, 'baoshen-bench-rescan-'))
  try {
    const root = path.join(folder, 'site')
    const site = await makeSite(root, { size, hasScans: !values['no-scans'] })
    const publication = await publish(root, site)
    try {
      await measure(folder, root, site, publication)
    } finally {
      await publication.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(folder: string, root: string, site: Site, publication: Publication): Promise<void> {
  const { args: source, refOf, update } = publication
  const planted = site.planted.map(refOf)
  const terms = path.join(folder, 'terms.txt')
  writeFileSync(terms, '青鹞工程\n')
  await new Promise(resolve => setTimeout(resolve, 200))
  console.log(`\n${values.source}: ${site.files.length} documents, ${planted.length} of them planted`)
  let first = 0
  const pass = async (title: string, expected: readonly string[], ...args: string[]) => {
    const result = await perform([...source, ...args])
    check(result, title, expected)
    first ||= result.seconds
    const rate = (site.files.length / result.seconds).toFixed(0)
    const share = ((result.seconds / first) * 100).toFixed(1)
    console.log(
      `  ${title.padEnd(34)} ${result.seconds.toFixed(1).padStart(8)} s  ${rate.padStart(6)}/s  ${share.padStart(5)} % of the first  ${result.processorSeconds.toFixed(1).padStart(7)} s of processor` +
        `  ${result.ownMegabytes.toFixed(0).padStart(5)} MB own  ${result.allMegabytes.toFixed(0).padStart(5)} MB with children`,
    )
    return result
  }
  const plain = ['--state', path.join(folder, 'plain.sqlite')]
  const kept = ['--state', path.join(folder, 'kept.sqlite'), '--keep-text']
  await pass('first pass', planted, ...plain)
  await pass('nothing has changed', planted, ...plain)
  if (values.source === 'crawl') {
    const seconds = await askAgain(path.join(folder, 'plain.sqlite'), askedAtOnce)
    const share = ((seconds / first) * 100).toFixed(1)
    console.log(
      `  ${'the questions of that, undici alone'.padEnd(34)} ${seconds.toFixed(1).padStart(8)} s ${''.padStart(9)}  ${share.padStart(5)} % of the first`,
    )
  }
  if (values.growth) return
  await pass('first pass, text kept', planted, ...kept)
  const added = refOf(changeSite(root, site))
  await update()
  await new Promise(resolve => setTimeout(resolve, 200))
  const now = [...planted, added]
  const third = await pass('1 % has changed', now, ...plain)
  const isNew = third.documents.filter(({ findings }) => findings.some(({ status }) => status === 'new'))
  if (isNew.length !== 1 || isNew[0]?.ref !== added) throw new Error('what is new is not what was added')
  await pass('1 % has changed, text kept', now, ...kept)
  await pass('another rule set, text kept', now, ...kept, '--terms', terms)
  await pass('another rule set, all read again', now, ...plain, '--terms', terms)
}

for (const size of values.sizes.split(',').map(Number)) await bench(size)
