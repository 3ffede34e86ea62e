/** Reads what came back. Only a whole answer that says so is a yes. */
import type { Answer, GateAnswer, Reason } from './contract.ts'
import { Failure } from './failures.ts'

export type Reply =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'pending'; readonly id: string; readonly retryAfter: number }
  | { readonly kind: 'busy'; readonly retryAfter: number; readonly reasons: readonly Reason[] }

type Fields = Readonly<Record<string, unknown>>

/** @throws {Failure} for everything that is not one of these. */
export async function readReply(response: Response): Promise<Reply> {
  const { status } = response
  const body = await jsonOf(response)
  if (status === 200) return { kind: 'answer', answer: { ...answerOf(body), failure: null } }
  const retryAfter = secondsOf(response.headers.get('retry-after'))
  if (status === 202) {
    if (typeof body.id !== 'string' || body.decision !== 'pending') throw new Failure('answer-invalid', '202')
    return { kind: 'pending', id: body.id, retryAfter }
  }
  const reasons = body.decision === 'deny' ? reasonsOf(body.reasons) : []
  const detail = typeof body.detail === 'string' ? body.detail : `HTTP ${status}`
  if (status === 401 || status === 403) throw new Failure('key-refused', detail)
  if (status === 429 || status === 503) return { kind: 'busy', retryAfter, reasons }
  if (status >= 500) throw new Failure('service-failed', `HTTP ${status}`, { reasons })
  if (status >= 400) throw new Failure('request-refused', detail, { reasons })
  throw new Failure('answer-invalid', `HTTP ${status}`)
}

async function jsonOf(response: Response): Promise<Fields> {
  const text = await response.text()
  try {
    const value: unknown = JSON.parse(text)
    if (isFields(value)) return value
  } catch (error) {
    // An error page of a proxy is told by its status.
    if (response.status < 400) throw new Failure('answer-invalid', 'not JSON', { cause: error })
  }
  return {}
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isAnswer(value: Fields): value is Fields & GateAnswer {
  return (
    (value.decision === 'allow' || value.decision === 'deny') &&
    typeof value.id === 'string' &&
    typeof value.policy === 'string' &&
    Array.isArray(value.findings) &&
    Array.isArray(value.reasons) &&
    value.reasons.every(isReason)
  )
}

function answerOf(body: Fields): GateAnswer {
  if (!isAnswer(body)) throw new Failure('answer-invalid', 'HTTP 200')
  // A yes with reasons against it is none.
  if (body.decision === 'allow' && body.reasons.length > 0) throw new Failure('answer-invalid', 'allow, deny')
  const { id, decision, policy, verdict, reasons, findings, content, ticket, submission } = body
  return { id, decision, policy, verdict, reasons, findings, content, ticket, submission }
}

function isReason(value: unknown): value is Reason {
  return isFields(value) && typeof value.code === 'string' && typeof value.message === 'string'
}

function reasonsOf(value: unknown): Reason[] {
  return Array.isArray(value) ? value.filter(isReason) : []
}

/** `Retry-After` in seconds (RFC 9110 §10.2.3); a date, or nothing, is a second. */
function secondsOf(header: string | null): number {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 60) : 1
}
