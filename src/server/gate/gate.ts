/** Answers the question of a portal: may this post go out? Whatever is not a clear yes is a no. */
import { randomUUID } from 'node:crypto'
import { v7 as newId } from 'uuid'
import type { Language } from '../../document/problem.ts'
import { type Canonical, canonicalOf } from '../../gate/canonical.ts'
import type { GateAnswer } from '../../gate/content.ts'
import { type Approval, decideCase, type Screened } from '../../gate/decide.ts'
import { documentOf, hasPictures, pageOf } from '../../gate/documents.ts'
import { type GateReasonCode, type Reason, reasonFor } from '../../gate/reasons.ts'
import { fileNameOf } from '../../gate/resources.ts'
import { applyKnown } from '../../known/apply.ts'
import { ruleWords } from '../../packs/rule-words.ts'
import type { Pack } from '../../packs/schema.ts'
import { looksClassified } from '../../review/decision.ts'
import type { PortalTable } from '../../store/portal-schema.ts'
import type { SubmissionTable } from '../../store/submission-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import { screeningIn } from '../views/screening.ts'
import { type Caller, type Service, transact } from '../workflow/service.ts'
import { tellAnswered } from '../workflow/webhooks.ts'
import { findApproval } from './approval.ts'
import { Audit } from './audit.ts'
import { inDatabaseTime, withFiles } from './database-time.ts'
import { keepSent, purgeSent, sentBefore } from './files.ts'
import type { Lane } from './lane.ts'
import { openItem, standingItem } from './open-item.ts'
import type { Question } from './question.ts'
import { RateLimit } from './rate-limit.ts'
import { RecentAllowList } from './recent-allow-list.ts'
import { asOfNow } from './stored-answer.ts'

/** Questions whose pictures are being read. */
const mostSlow = 64
/** Reasons that no reviewer can do anything about. */
const notForReview: readonly string[] = [
  'empty',
  'unread',
  'image-not-sent',
  'attachment-unknown',
  'attachment-mismatch',
  'timeout',
] satisfies GateReasonCode[]

interface Sought {
  readonly approval: Approval | null
  /** Why the ticket that the portal holds is none. */
  readonly reason: Reason | null
}
const nothingSought: Sought = { approval: null, reason: null }

export interface Asking {
  readonly caller: Caller
  readonly portal: PortalTable
  readonly question: Question
  readonly language: Language
  /** The page of a submission. */
  readonly pageOf: (submissionId: string) => string
}

export interface GateParts {
  readonly service: Service
  /** Texts, which answer in a moment. */
  readonly texts: Lane
  /** Everything that may need its pictures read. */
  readonly files: Lane
  readonly ruleset: () => string
  /** Packs in force. */
  readonly packs: () => readonly Pack[]
}

export class Gate {
  readonly #parts: GateParts
  readonly #audit: Audit
  readonly #allowList = new RecentAllowList()
  readonly #rate = new RateLimit()
  /** Names this process: with it, what it is working on is lost. */
  readonly owner = randomUUID()
  readonly #slow = new Map<string, { readonly portal: string; readonly answer: Promise<GateAnswer> }>()
  /** Questions whose portal was told to ask again. */
  readonly #deferred = new Set<string>()

  constructor(parts: GateParts) {
    this.#parts = parts
    this.#audit = new Audit(parts.service)
  }

  /** Counts a question before it is read, be it one or nonsense. @throws {ApiProblem} `too-many-requests`. */
  admit({ id, ratePerMinute = null }: Caller): void {
    this.#rate.count(id, ratePerMinute)
  }

  /**
   * @param waitSeconds for content that is read slowly.
   * @returns the answer, or the id under which it will be.
   * @throws {ApiProblem}: a no as well.
   */
  async ask(asking: Asking, waitSeconds: number): Promise<GateAnswer | string> {
    const id = newId()
    const isSlow = asking.question.files.length > 0 || hasPictures(asking.question.html)
    if (isSlow && this.#slow.size >= mostSlow) throw new ApiProblem('overloaded')
    const work = this.#answer(id, asking)
    if (!isSlow) return work
    const answer = this.#remember(id, asking, work)
    const soon = await within(answer, waitSeconds)
    if (soon) return soon
    this.#deferred.add(id)
    return id
  }

  /** @returns null while it is being worked on. @throws {ApiProblem} `not-found`; what the question failed with. */
  async answerTo(
    id: string,
    portal: string,
    waitSeconds: number,
    language: Language,
  ): Promise<GateAnswer | null> {
    const running = this.#slow.get(id)
    if (running?.portal === portal) return within(running.answer, waitSeconds)
    const { db } = this.#parts.service.store
    const row = await inDatabaseTime(
      db
        .selectFrom('gateQuestion')
        .selectAll()
        .where('id', '=', id)
        .where('portalId', '=', portal)
        .executeTakeFirst(),
    )
    if (!row) throw new ApiProblem('not-found')
    if (row.answer !== null) {
      const { service } = this.#parts
      return inDatabaseTime(asOfNow(service, JSON.parse(row.answer), portal, language))
    }
    // Another process works on it, or did when it ended.
    const isLost = this.#parts.service.store.kind === 'sqlite' || Date.now() - Date.parse(row.asked) > 900_000
    if (isLost) throw new ApiProblem('unavailable')
    return null
  }

  /** A no that came about before there was a question, for the ledger. */
  refused(caller: Caller, problem: ApiProblem): void {
    // Whoever is refused for asking too much must not make the ledger grow with it.
    if (problem.code === 'too-many-requests' || problem.code === 'overloaded') return
    const detail = { problem: problem.code }
    const { departmentPath } = caller
    void this.#audit
      .record({ actor: caller, act: 'gate', departmentPath, decision: 'deny', detail })
      .catch(error => this.#parts.service.log.warn({ err: error }, 'a refusal was not recorded'))
  }

  #remember(id: string, { portal }: Asking, work: Promise<GateAnswer>): Promise<GateAnswer> {
    const { service } = this.#parts
    const { db } = service.store
    const row = { id, portalId: portal.id, owner: this.owner, asked: new Date().toISOString(), answer: null }
    const answer = db
      .insertInto('gateQuestion')
      .values(row)
      .execute()
      .then(() => work)
      .then(async said => {
        const kept = { answer: JSON.stringify(said) }
        await transact(service, async tx => {
          await tx.trx.updateTable('gateQuestion').set(kept).where('id', '=', id).execute()
          if (this.#deferred.has(id)) await tellAnswered(service, tx, portal.id, said)
        })
        return said
      })
      .finally(() => {
        this.#slow.delete(id)
        this.#deferred.delete(id)
      })
    answer.catch(() => {})
    work.catch(() => {})
    this.#slow.set(id, { portal: portal.id, answer })
    return answer
  }

  async #answer(id: string, asking: Asking): Promise<GateAnswer> {
    const { caller, portal, question, language } = asking
    const { files, missing } = await this.#collect(asking)
    const canonical = canonicalOf({
      title: question.title,
      bodies: [{ format: 'html', content: question.html ?? '' }],
      attachments: question.files,
      url: question.url,
    })
    const reasons = [...missing, ...notSent(canonical, language)]
    // Where the verdict decides, an approval is looked for when the verdict is not enough.
    let sought = portal.policy === 'screen' ? nothingSought : await this.#approval(asking, canonical)
    const isNo = reasons.length > 0 || (portal.policy !== 'screen' && sought.approval === null)
    // Where the answer is no already, the findings still help whoever has to change the text.
    const skips = portal.policy === 'approve' || (isNo && files.length > 0)
    const { screened, isLate } = skips ? { screened: [], isLate: false } : await this.#screen(asking, files)
    if (isLate) reasons.push(reasonFor('timeout', language))
    const decide = () =>
      decideCase({
        policy: portal.policy,
        failOn: portal.failOn,
        language,
        screened,
        approval: sought.approval,
        notApproved: sought.reason,
        reasons,
      })
    let decided = decide()
    if (decided.decision === 'deny' && sought === nothingSought) {
      sought = await this.#approval(asking, canonical)
      decided = decide()
    }
    const item = decided.decision === 'allow' ? null : await this.#item(asking, canonical, decided.reasons)
    const answer: GateAnswer = {
      id,
      policy: portal.policy,
      ...decided,
      reasons: withStand(decided.reasons, standOf(item, language)),
      content: `sha256:${canonical.hash}`,
      submission: item ? { id: item.id, state: item.state, url: asking.pageOf(item.id) } : null,
    }
    await inDatabaseTime(this.#record(caller, answer, canonical.hash))
    return answer
  }

  /** The bytes of all files, kept for the next question; and which of them are not there. */
  async #collect({ portal, question, language }: Asking) {
    const { service } = this.#parts
    const files: { name: string; src: string | null; bytes: Buffer }[] = []
    const missing: Reason[] = []
    for (const { name, src, sha256, bytes, isOther } of question.files) {
      if (isOther) {
        missing.push(reasonFor('attachment-mismatch', language, {}, name))
        continue
      }
      if (bytes) await inDatabaseTime(keepSent(service, portal.id, { sha256, bytes }), withFiles)
      const found = bytes ?? (await inDatabaseTime(sentBefore(service, portal.id, sha256), withFiles))
      if (found) files.push({ name, src, bytes: found })
      else missing.push(reasonFor('attachment-unknown', language, {}, name))
    }
    return { files, missing }
  }

  async #approval({ portal, question, language }: Asking, { hash }: Canonical): Promise<Sought> {
    const { service } = this.#parts
    const now = new Date()
    const found = await inDatabaseTime(
      findApproval(service.store.db, {
        contentHash: hash,
        portal: portal.id,
        item: question.item,
        ticket: question.ticket,
        keys: () => service.ticketKeys.valid(now),
        now,
      }),
    )
    if (typeof found === 'string') return { approval: null, reason: reasonFor(found, language) }
    return { approval: found, reason: null }
  }

  async #screen(
    asking: Asking,
    files: readonly { name: string; src: string | null; bytes: Buffer }[],
  ): Promise<{ screened: Screened[]; isLate: boolean }> {
    const { texts, files: slow, service } = this.#parts
    const { question, language } = asking
    const words = ruleWords(this.#parts.packs(), language)
    const page = pageOf(question.title, question.html)
    const documents = [...(page ? [page] : []), ...files.map(documentOf)]
    const allowList = await inDatabaseTime(this.#allowList.read(service))
    const results = await Promise.all(
      documents.map(async ({ attachment, name, bytes }) => {
        const isText = attachment === null && !hasPictures(question.html)
        const screening = await (isText ? texts : slow).screen(name, bytes)
        const known = { allowList, baseline: null }
        return (
          screening && {
            attachment,
            screening: screeningIn(applyKnown(screening, known, language), language, words),
          }
        )
      }),
    )
    const screened = results.filter(each => each !== null)
    await this.#contain(asking, screened)
    return { screened, isLate: screened.length < results.length }
  }

  /** Where the rules say that secrets are purged, a file that looks like one is not kept for the next question. */
  async #contain({ portal, question }: Asking, screened: readonly Screened[]): Promise<void> {
    const secret = screened.filter(
      ({ attachment, screening }) => attachment !== null && screening.findings.some(looksClassified),
    )
    const hashes = secret.map(({ screening }) => screening.sha256).filter(each => each !== null)
    if (hashes.length > 0 && !question.submit) {
      await inDatabaseTime(purgeSent(this.#parts.service, portal.id, hashes))
    }
  }

  /** The submission where people decide, opened when the portal asks for it and a reviewer can help. */
  async #item(
    { caller, portal, question }: Asking,
    { hash }: Canonical,
    reasons: readonly Reason[],
  ): Promise<SubmissionTable | null> {
    const { service } = this.#parts
    const canHelp = !reasons.some(({ code }) => notForReview.includes(code))
    return question.submit && canHelp
      ? inDatabaseTime(openItem(service, caller, portal, question, hash), withFiles)
      : inDatabaseTime(standingItem(service.store.db, portal.id, hash))
  }

  #record(caller: Caller, answer: GateAnswer, contentHash: string): Promise<void> {
    const rules = [...new Set(answer.findings.map(each => each.rule))].sort().join(' ')
    const reasons = [...new Set(answer.reasons.map(each => each.code))].join(' ')
    return this.#audit.record({
      actor: caller,
      act: 'gate',
      departmentPath: caller.departmentPath,
      ...(answer.submission === null ? {} : { submissionId: answer.submission.id }),
      contentHash,
      ruleset: this.#parts.ruleset(),
      verdict: answer.verdict,
      decision: answer.decision,
      detail: { question: answer.id, policy: answer.policy, rules, reasons },
    })
  }
}

function notSent({ missing }: Canonical, language: Language): Reason[] {
  return missing.map(address =>
    reasonFor('image-not-sent', language, { name: fileNameOf(address).slice(0, 100) || 'data:' }),
  )
}

/** What people are about to say is more than that they have not said it. */
function withStand(reasons: readonly Reason[], stand: readonly Reason[]): Reason[] {
  return [...reasons.filter(({ code }) => stand.length === 0 || code !== 'not-approved'), ...stand]
}

/** What people have said so far, or that they have not yet. */
function standOf(item: SubmissionTable | null, language: Language): Reason[] {
  if (item === null) return []
  if (item.state === 'returned') return [reasonFor('returned', language, { reason: item.lastReason ?? '' })]
  if (item.state === 'incident') return [reasonFor('incident', language)]
  return [reasonFor('under-review', language)]
}

/** @returns null when it takes longer. */
async function within<T>(work: Promise<T>, seconds: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>(resolve => {
    timer = setTimeout(() => resolve(null), seconds * 1000)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
