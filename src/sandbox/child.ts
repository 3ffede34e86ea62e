/** Entry of the child process: one job at a time, each answered by exactly one `read`, `judged` or `failed`. */
import { compileRules, type RuleSet } from '../detect/ruleset.ts'
import { GlyphProofs } from '../ocr/claims/glyph-proofs.ts'
import { ResultCache } from '../ocr/result-cache.ts'
import { useThreads } from '../raster/sharp.ts'
import { drawPage, judgeDocument, readDocument } from '../screen.ts'
import { enoughToBlock } from '../stop-at-first.ts'
import type { Job, Setup, ToChild, ToParent } from './protocol.ts'
import { startWatchdog } from './watchdog.ts'

let state: { setup: Setup; rules: RuleSet; cache: ResultCache; proofs: GlyphProofs } | undefined

function send(message: ToParent): Promise<void> {
  return new Promise(resolve => process.send?.(message, undefined, {}, () => resolve()) ?? resolve())
}

/** The class and first line of an error: enough for a report, and no document text. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const frame = error.stack?.split('\n').find(line => line.trim().startsWith('at '))
  return `${error.name} ${frame?.trim().replace(/\(?file:.*\//, '(') ?? ''}`.trim()
}

async function work(job: Job): Promise<void> {
  if (!state) throw new Error('no setup yet')
  const { setup, rules, cache, proofs } = state
  const rss = () => process.memoryUsage.rss()
  if (job.kind === 'judge') {
    await send({
      kind: 'judged',
      result: judgeDocument(job.read, rules, { language: setup.language, today: job.today }),
      rss: rss(),
    })
    return
  }
  if (job.kind === 'picture') {
    await send({ kind: 'picture', result: await drawPage(job.bytes, job.page, setup.limits), rss: rss() })
    return
  }
  const read = await readDocument(job.bytes, job.name, {
    limits: setup.limits,
    ocr: setup.ocr,
    threads: setup.threads,
    models: setup.models,
    cache,
    proofs,
    ...(job.kind === 'screen' && job.stopAtFirst
      ? { enough: enoughToBlock(rules, { language: setup.language, today: job.today }) }
      : {}),
    onType: type => void send({ kind: 'type', type }),
    onPart: part => send({ kind: 'part', part }),
  })
  if (job.kind === 'read') await send({ kind: 'read', result: read, rss: rss() })
  else
    await send({
      kind: 'judged',
      result: judgeDocument(read, rules, { language: setup.language, today: job.today }),
      rss: rss(),
    })
}

process.on('message', (message: ToChild) => {
  if (message.kind === 'setup') {
    startWatchdog(message.setup.limits.megabytes)
    useThreads(message.setup.threads)
    const rules = compileRules(message.setup.packs)
    state = { setup: message.setup, rules, cache: new ResultCache(), proofs: new GlyphProofs() }
    void send({ kind: 'ready', ruleset: rules.version })
    return
  }
  work(message).catch(error => send({ kind: 'failed', reason: reasonOf(error) }))
})

// Ctrl-C reaches the whole process group; the parent decides what becomes of the work.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
