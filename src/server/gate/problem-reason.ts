/** A problem of a request to the gate as the reason of a no. */
import type { Language } from '../../document/problem.ts'
import { type Reason, reasonFor } from '../../gate/reasons.ts'
import { type ApiProblem, problemDocument } from '../api/problem.ts'

export function reasonOfProblem(problem: ApiProblem, language: Language): Reason {
  if (problem.code === 'overloaded' || problem.code === 'unavailable')
    return reasonFor(problem.code, language)
  return reasonFor('refused', language, { what: problemDocument(problem, language).detail })
}
