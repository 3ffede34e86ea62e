/** The HTTP response that stands in for what was stopped. */
import type { Language } from '../../document/problem.ts'
import type { Finding } from '../../document/screening.ts'
import { reportWords } from '../../report/words.ts'
import { maskMatch } from '../../review/mask.ts'
import { wordReason } from '../content/reasons.ts'
import type { Decision } from '../decide.ts'
import type { RuleTexts } from '../rule-texts.ts'
import { refusalPage, styleHash, withheldPage } from './page.ts'

/** Findings listed; whoever has seen these knows what to do. */
const listed = 30

export interface ShownFinding {
  readonly rule: string
  readonly title: string
  /** Masked. */
  readonly match: string
  /** `''`: the texts of the form. */
  readonly file: string
  /** Page and channel, in words. */
  readonly place: string
  readonly basis: string
  readonly advice: string
}

export interface Refusal {
  readonly language: Language
  /** The number under which the log has it. */
  readonly reference: string
  readonly reasons: readonly { readonly code: string; readonly message: string }[]
  readonly findings: readonly ShownFinding[]
  /** Findings that are not listed. */
  readonly more: number
}

export interface HttpResponse {
  readonly head: Buffer
  readonly body: Buffer
}

export function refusalOf(
  decision: Decision,
  ruleTexts: RuleTexts,
  { language, reference }: Pick<Refusal, 'language' | 'reference'>,
): Refusal {
  const findings = decision.findings.slice(0, listed).map(({ file, finding }): ShownFinding => {
    const { rule, match } = finding
    // The name of the file may be what was found: it is not said beside the masked words.
    const isName = finding.channel === 'filename'
    return {
      rule,
      match: maskMatch(match),
      file: isName ? maskMatch(file) : file,
      place: placeOf(finding, language),
      ...ruleTexts(finding, language),
    }
  })
  return {
    language,
    reference,
    reasons: decision.reasons.map(reason => ({ code: reason.code, message: wordReason(reason, language) })),
    findings,
    more: decision.findings.length - findings.length,
  }
}

/** Page and channel; the channel alone where the document has no pages. */
function placeOf(finding: Finding, language: Language): string {
  const words = reportWords[language]
  const hasPlace = finding.page !== null || finding.part.includes('›')
  return hasPlace ? words.place({ ...finding, box: null }) : words.channel[finding.channel]
}

/** For the sender of an upload: all reasons. @param json see {@link wantsJson}. */
export function refusalResponse(refusal: Refusal, json: boolean): HttpResponse {
  if (!json) return respond(refusal.language, 'text/html; charset=utf-8', refusalPage(refusal))
  const { reference, reasons, findings } = refusal
  const problem = {
    type: 'about:blank',
    title: 'Forbidden',
    status: 403,
    code: 'screening-refused',
    detail: reasons.map(({ message }) => message).join(' '),
    reference,
    reasons,
    findings,
  }
  return respond(refusal.language, 'application/problem+json', JSON.stringify(problem))
}

/** For a visitor of the portal: that it is withheld, and nothing of what stands in it. */
export function withheldResponse(language: Language, reference: string): HttpResponse {
  return respond(language, 'text/html; charset=utf-8', withheldPage(language, reference))
}

function respond(language: Language, type: string, text: string): HttpResponse {
  const body = Buffer.from(text)
  const lines = [
    'HTTP/1.1 403 Forbidden',
    `Date: ${new Date().toUTCString()}`,
    `Content-Type: ${type}`,
    `Content-Length: ${body.length}`,
    `Content-Language: ${language === 'zh' ? 'zh-CN' : 'en'}`,
    'Vary: Accept-Language, Accept',
    'Cache-Control: no-store',
    `Content-Security-Policy: default-src 'none'; style-src '${styleHash}'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'`,
    'X-Content-Type-Options: nosniff',
    'Referrer-Policy: no-referrer',
  ]
  return { head: Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body }
}
