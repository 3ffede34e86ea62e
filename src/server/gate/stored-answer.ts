/** An answer that took long, asked for again: who comes hours later is not told of an approval that has ended since. */
import type { Language } from '../../document/problem.ts'
import type { GateAnswer } from '../../gate/content.ts'
import { reasonFor } from '../../gate/reasons.ts'
import type { Service } from '../workflow/service.ts'
import { endOfApproval } from './approval.ts'

/** @param portal whose answer it is. */
export async function asOfNow(
  { store, ticketKeys }: Service,
  answer: GateAnswer,
  portal: string,
  language: Language,
): Promise<GateAnswer> {
  const { decision, ticket, content } = answer
  if (decision !== 'allow' || ticket === null || content === null) return answer
  const now = new Date()
  const contentHash = content.replace('sha256:', '')
  const keys = () => ticketKeys.valid(now)
  const ended = await endOfApproval(store.db, { contentHash, portal, item: null, ticket, keys, now })
  if (ended === null) return answer
  return { ...answer, decision: 'deny', ticket: null, reasons: [reasonFor(ended, language)] }
}
