/** Why a request failed: the server's problem document, or that there was no usable answer. */
import type { ApiProblemCode, ProblemDocument } from '../../server/api/problem.ts'

/** `offline`: no answer; `broken-off`: none to an upload that had begun; `strange`: an answer that is not the service's, e.g. of a proxy. */
export type FailureCode = ApiProblemCode | 'offline' | 'broken-off' | 'strange'

export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly code: FailureCode
  readonly document: ProblemDocument | null

  constructor(code: FailureCode, document: ProblemDocument | null) {
    super(document?.detail ?? code)
    this.code = code
    this.document = document
  }

  /** Somebody changed the thing in the meantime: the page shows an old state. */
  get isStale(): boolean {
    return ['stale-version', 'precondition-failed', 'already-decided', 'wrong-state'].includes(this.code)
  }
}

/** What failed of itself, and may succeed the next time. */
const passing: readonly FailureCode[] = [
  'offline',
  'broken-off',
  'strange',
  'too-slow',
  'too-many-requests',
  'internal',
  'unavailable',
]

export function mayPass(error: unknown): boolean {
  return error instanceof RequestError && passing.includes(error.code)
}

export function problemOf(status: number, body: string): RequestError {
  try {
    const document: ProblemDocument = JSON.parse(body)
    if (typeof document.code === 'string' && typeof document.detail === 'string') {
      return new RequestError(document.code, document)
    }
  } catch {
    // Not JSON: some other server answered.
  }
  return new RequestError(status === 502 || status === 503 || status === 504 ? 'offline' : 'strange', null)
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof RequestError && error.code === 'signed-out'
}
