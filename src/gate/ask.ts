/** The gate without a service: one post, the policy `screen`, on this machine. */

import { createHash } from 'node:crypto'
import { v7 as newId } from 'uuid'
import type { Language } from '../document/problem.ts'
import { openScreener, type Screener, type ScreenerOptions } from '../screener.ts'
import { canonicalOf } from './canonical.ts'
import { type GateAnswer, type GateRequest, gateRequestSchema } from './content.ts'
import { decideCase } from './decide.ts'
import { documentOf, pageOf, type SentFile } from './documents.ts'
import { type Reason, reasonFor } from './reasons.ts'
import { fileNameOf } from './resources.ts'

export interface DecideOptions {
  /** Opened once and given again, it keeps child processes and models warm. */
  readonly screener?: Screener
  /** For a screener of its own. */
  readonly screening?: ScreenerOptions
  /** The verdict from which on the answer is no; what cannot be read always is one. */
  readonly failOn?: 'review' | 'block'
  readonly language?: Language
}

/**
 * May this post go out? By its verdict alone: approvals and tickets are kept by the service, and a `ticket` or
 * `submit` in the request counts for nothing here. Attachments must carry their `content`.
 * @throws {z.ZodError} when the request is not one.
 */
export async function decide(request: GateRequest, options: DecideOptions = {}): Promise<GateAnswer> {
  const { failOn = 'review', language = 'zh' } = options
  const { title, html, attachments, url } = gateRequestSchema.parse(request)
  const reasons: Reason[] = []
  const files: (SentFile & { sha256: string })[] = []
  for (const { name, src, sha256: stated, content } of attachments) {
    if (content === undefined) reasons.push(reasonFor('attachment-unknown', language, {}, name))
    else {
      const bytes = Buffer.from(content, 'base64')
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if (stated !== undefined && stated !== sha256)
        reasons.push(reasonFor('attachment-mismatch', language, {}, name))
      files.push({ name, src, sha256, bytes })
    }
  }
  const bodies = [{ format: 'html', content: html ?? '' }] as const
  const { hash, missing } = canonicalOf({ title, bodies, attachments: files, url })
  for (const address of missing) {
    reasons.push(
      reasonFor('image-not-sent', language, { name: fileNameOf(address).slice(0, 100) || 'data:' }),
    )
  }
  const page = pageOf(title, html)
  const documents = [...(page ? [page] : []), ...files.map(documentOf)]
  const screener = options.screener ?? (await openScreener({ language, ...options.screening }))
  try {
    const screened = await Promise.all(
      documents.map(async ({ attachment, name, bytes }) => ({
        attachment,
        screening: await screener.screen({ name, bytes }),
      })),
    )
    const policy = 'screen'
    const decided = decideCase({
      policy,
      failOn,
      language,
      screened,
      approval: null,
      notApproved: null,
      reasons,
    })
    return { id: newId(), policy, ...decided, content: `sha256:${hash}`, submission: null }
  } finally {
    if (!options.screener) await screener.close()
  }
}
