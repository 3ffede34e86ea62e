/** Saves the form of a draft; only what somebody else wrote in the meantime stops it. */
import type { QueryClient } from '@tanstack/react-query'
import type { Form } from '../../../review/form.ts'
import type { Submission } from '../../../server/api/submissions.ts'
import { call } from '../../api/client.ts'
import { RequestError } from '../../api/request-error.ts'

const isSame = (a: Form, b: Form) => JSON.stringify(a) === JSON.stringify(b)

/**
 * @param seen the draft as the page last got it.
 * @throws {RequestError} `precondition-failed` when the form itself was changed elsewhere.
 */
export async function saveForm(client: QueryClient, seen: Submission, form: Form): Promise<Submission> {
  const params = { submission: seen.id }
  const put = (version: number) => call('submissions.update', { params, body: { form }, ifMatch: version })
  if (isSame(seen.form, form)) return seen
  let saved: Submission
  try {
    saved = await put(seen.version)
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== 'precondition-failed') throw error
    // An upload of one's own also makes a new version.
    const now = await call('submissions.read', { params })
    if (!isSame(now.form, seen.form)) throw error
    saved = await put(now.version)
  }
  client.setQueryData(['submissions.read', { params }], saved)
  return saved
}
