/** Tells whoever types a webhook's address at once when it could never be reached from here. */
import type { Language } from '../../document/problem.ts'
import type { AllowList } from '../../outbound/allow.ts'
import { systemResolve, vettedAddresses } from '../../outbound/connect.ts'
import { OutboundError, wordFailure } from '../../outbound/failure.ts'
import { hostOf, portOf, readUrl } from '../../outbound/url.ts'
import { ApiProblem } from '../api/problem.ts'

/**
 * @returns the address as it is kept. A name that is not known now may be known later; every attempt vets anew.
 * @throws {ApiProblem} `target-refused`.
 */
export async function checkedTarget(text: string, allow: AllowList, language: Language): Promise<string> {
  try {
    const url = readUrl(text)
    await vettedAddresses(allow, systemResolve, hostOf(url), portOf(url))
    return url.href
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    if (error.code === 'name-unknown') return new URL(text).href
    const why = wordFailure(error.code, error.details, language)
    throw new ApiProblem('target-refused', { why }, {}, { cause: error })
  }
}
