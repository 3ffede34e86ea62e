/** The decision about one message. */
import pLimit from 'p-limit'
import type { Language } from '../document/problem.ts'
import { type Finding, graver, type Screening, type Verdict } from '../document/screening.ts'
import type { AllowList } from '../known/allow-list.ts'
import { applyKnown } from '../known/apply.ts'
import { today } from '../today.ts'
import type { Item, Post } from './content/post.ts'
import type { Reason } from './content/reasons.ts'
import { PassMemory } from './pass-memory.ts'
import type { Screeners } from './screeners.ts'

export interface Decision {
  readonly allowed: boolean
  readonly verdict: Verdict
  /** Empty when it is a yes. */
  readonly reasons: readonly Reason[]
  /** What was found at or above the bar, with the file that it stands in. */
  readonly findings: readonly { readonly file: string; readonly finding: Finding }[]
}

/** Answers for one message. Aborted, it answers no; it rejects for nothing that a document is or does. */
export type Decide = (post: Post, signal: AbortSignal) => Promise<Decision>

export interface DecideOptions {
  readonly screeners: Screeners
  /** The verdict from which on the answer is no. What was not read to its end is a no in any case. */
  readonly failOn: 'block' | 'review'
  readonly allowList: AllowList | null
  readonly language: Language
}

export function createDecide({ screeners, failOn, allowList, language }: DecideOptions): Decide {
  // No more documents are in this process's memory than are at work.
  const documents = pLimit(screeners.concurrency)
  const texts = pLimit(1)
  const passed = new PassMemory()

  const screen = (item: Item, signal: AbortSignal): Promise<Screening | null> =>
    (item.isQuick ? texts : documents)(async () => {
      if (signal.aborted) return null
      const bytes = await item.bytes()
      const key = PassMemory.keyOf(item.name, bytes, today())
      if (passed.has(key)) return null
      const screening = applyKnown(
        await (item.isQuick ? screeners.texts : screeners.documents).screen(
          { name: item.name, bytes },
          { signal },
        ),
        { allowList, baseline: null },
        language,
      )
      if (screening.verdict === 'pass') passed.add(key)
      return screening
    })

  return async (post, signal) => {
    const screenings = await Promise.all(
      post.items.map(async item => ({ file: item.name, screening: await screen(item, signal) })),
    )
    let verdict: Verdict = post.reasons.length > 0 || signal.aborted ? 'error' : 'pass'
    const reasons: Reason[] = [...post.reasons]
    const findings: { file: string; finding: Finding }[] = []
    for (const { file, screening } of screenings) {
      if (!screening) continue
      verdict = graver(verdict, screening.verdict)
      for (const finding of screening.findings) {
        if (finding.severity === 'block' || (finding.severity === 'review' && failOn === 'review')) {
          findings.push({ file, finding })
        }
      }
      for (const { severity, message, code } of screening.problems) {
        if (severity !== 'error' || code === 'interrupted') continue
        const said = file === '' ? message : `${file}: ${message}`
        if (!reasons.some(({ details }) => details?.message === said)) {
          reasons.push({ code: 'unread', details: { message: said } })
        }
      }
    }
    if (findings.length > 0) reasons.unshift({ code: 'finding' })
    // Between review and block stands error, which passes nowhere.
    const allowed = verdict === 'pass' || (verdict === 'review' && failOn === 'block')
    return { allowed, verdict, reasons: allowed ? [] : reasons, findings: allowed ? [] : findings }
  }
}
