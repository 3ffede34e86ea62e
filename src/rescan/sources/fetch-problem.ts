/** What went wrong on the way to an address, as a problem of the document that stands there. */

import { wordFailure } from '../../outbound/failure.ts'
import type { OutsideFailure } from '../../outbound/fetch-outside.ts'
import type { Fetched } from '../site-source.ts'

type Problem = Extract<Fetched, { kind: 'problem' }>

export function problem(
  code: Problem['problem']['code'],
  details: Problem['problem']['details'] = {},
  retry = false,
): Problem {
  return { kind: 'problem', problem: { code, details, part: null }, retry }
}

/** @param limit bytes that were allowed. */
export function ofFailure(failure: OutsideFailure, limit: number): Problem {
  if (failure.code === 'too-large') {
    const megabytes = `${(limit / 2 ** 20).toFixed(1)} MB`
    const what = { zh: '该网址的内容', en: 'What stands at this address' }
    return problem('too-large', { what, size: `> ${megabytes}`, limit: megabytes })
  }
  const reason = {
    zh: wordFailure(failure.code, failure.details, 'zh'),
    en: wordFailure(failure.code, failure.details, 'en'),
  }
  return problem('fetch-failed', { reason }, failure.retry)
}

/** @param status neither a success nor a redirect nor `gone` */
export function ofStatus(status: number): Problem {
  if ([401, 403, 407, 451].includes(status)) return problem('fetch-denied', { status })
  return problem('fetch-status', { status }, status >= 500 || [408, 425, 429].includes(status))
}
