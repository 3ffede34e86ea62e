/**
 * SARIF 2.1.0 (OASIS) for code-scanning viewers and CI.
 * What could not be read is a tool notification of level `error`, and `executionSuccessful` says so (§3.20.14, §3.58).
 * Viewers show results and leave notifications out, so it is a result as well, with a rule `unread.<code>`.
 */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Language, Problem } from '../document/problem.ts'
import type { Finding, Screening, Severity } from '../document/screening.ts'
import { version } from '../version.ts'
import { printable } from './printable.ts'
import type { Reporter, ReportOptions } from './reporter.ts'

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  block: 'error',
  review: 'warning',
  info: 'note',
}

/** A URI reference relative to the working folder, or a full one for files elsewhere. */
function uriOf(file: string): string {
  const relative = path.relative(process.cwd(), file)
  if (relative.startsWith('..') || path.isAbsolute(relative)) return pathToFileURL(path.resolve(file)).href
  return relative.split(path.sep).map(encodeURIComponent).join('/')
}

function ruleOf(finding: Finding) {
  return {
    id: finding.rule,
    shortDescription: { text: finding.title },
    fullDescription: { text: finding.basis || finding.title },
    help: { text: finding.advice || finding.title },
    defaultConfiguration: { level: levels[finding.severity] },
    properties: { category: finding.category },
  }
}

/** Viewers show the URI with its escapes; in words a Chinese name can be read. */
function messageOf(screening: Screening, part: string | null, text: string) {
  return { text: printable(`${screening.path}${part ? ` › ${part}` : ''}: ${text}`) }
}

function locationsOf(screening: Screening, part: string | null) {
  // The place inside is a page and a box, which SARIF has no words for; the region is the whole file.
  const region = screening.bytes > 0 ? { region: { byteOffset: 0, byteLength: screening.bytes } } : {}
  return [
    {
      physicalLocation: { artifactLocation: { uri: uriOf(screening.path) }, ...region },
      ...(part === null ? {} : { logicalLocations: [{ fullyQualifiedName: part, kind: 'part' }] }),
    },
  ]
}

function resultOf(screening: Screening, finding: Finding) {
  const { title, match, reason, part } = finding
  return {
    ruleId: finding.rule,
    level: levels[finding.severity],
    message: messageOf(screening, part, `${title}: ${match} – ${reason}`),
    locations: locationsOf(screening, part),
    partialFingerprints: { 'baoshen/v1': finding.fingerprint },
    rank: Math.round(finding.confidence * 1000) / 10,
    properties: { channel: finding.channel, page: finding.page, box: finding.box },
  }
}

const unreadTitle: Readonly<Record<Language, string>> = {
  zh: '未能检查，不得视为通过',
  en: 'Not screened; must not be taken as passed',
}

function unreadRule(code: Problem['code'], language: Language) {
  return {
    id: `unread.${code}`,
    shortDescription: { text: unreadTitle[language] },
    defaultConfiguration: { level: 'error' as const },
  }
}

function unreadResult(screening: Screening, { code, message, part }: Problem) {
  const key = createHash('sha256').update(`${screening.path}\n${part}\n${code}`).digest('hex')
  return {
    ruleId: `unread.${code}`,
    level: 'error' as const,
    message: messageOf(screening, part, message),
    locations: locationsOf(screening, part),
    partialFingerprints: { 'baoshen/v1': key.slice(0, 16) },
  }
}

const isError = (problem: Problem) => problem.severity === 'error'

export function sarifReporter({ language }: ReportOptions): Reporter {
  return {
    begin: () => '',
    document: () => '',
    end: screenings => {
      const rules = new Map<string, ReturnType<typeof ruleOf> | ReturnType<typeof unreadRule>>()
      for (const { findings, problems } of screenings) {
        for (const each of findings) rules.set(each.rule, ruleOf(each))
        for (const { code } of problems.filter(isError))
          rules.set(`unread.${code}`, unreadRule(code, language))
      }
      const ids = [...rules.keys()]
      const results = screenings.flatMap(screening => [
        ...screening.findings.map(finding => resultOf(screening, finding)),
        ...screening.problems.filter(isError).map(problem => unreadResult(screening, problem)),
      ])
      const notifications = screenings.flatMap(screening =>
        screening.problems.map(problem => ({
          descriptor: { id: problem.code },
          level: problem.severity === 'error' ? ('error' as const) : ('note' as const),
          message: { text: problem.message },
          locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(screening.path) } } }],
        })),
      )
      const log = {
        $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
        version: '2.1.0',
        runs: [
          {
            tool: { driver: { name: 'baoshen', version: version(), rules: [...rules.values()] } },
            invocations: [
              {
                executionSuccessful: !notifications.some(each => each.level === 'error'),
                toolExecutionNotifications: notifications,
              },
            ],
            artifacts: screenings.map(screening => ({
              location: { uri: uriOf(screening.path) },
              length: screening.bytes,
              ...(screening.type ? { mimeType: screening.type } : {}),
              ...(screening.sha256 ? { hashes: { 'sha-256': screening.sha256 } } : {}),
              properties: { verdict: screening.verdict },
            })),
            results: results.map(result => ({ ...result, ruleIndex: ids.indexOf(result.ruleId) })),
          },
        ],
      }
      return `${JSON.stringify(log, null, 2)}\n`
    },
  }
}
