/**
 * SARIF 2.1.0 (OASIS) for code-scanning viewers and CI.
 * What could not be read is a tool notification of level `error`, and `executionSuccessful` says so (§3.20.14, §3.58).
 */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Finding, Screening, Severity } from '../document/screening.ts'
import { version } from '../version.ts'
import type { Reporter } from './reporter.ts'

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

function resultOf(screening: Screening, finding: Finding, ruleIndex: number) {
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: levels[finding.severity],
    message: { text: `${finding.title}: ${finding.match} – ${finding.reason}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(screening.path) },
          // The place inside is a page and a box, which SARIF has no words for; the region is the whole file.
          region: { byteOffset: 0, byteLength: screening.bytes },
        },
        logicalLocations: [{ fullyQualifiedName: finding.part, kind: 'part' }],
      },
    ],
    partialFingerprints: { 'baoshen/v1': finding.fingerprint },
    rank: Math.round(finding.confidence * 1000) / 10,
    properties: { channel: finding.channel, page: finding.page, box: finding.box },
  }
}

export function sarifReporter(): Reporter {
  return {
    begin: () => '',
    document: () => '',
    end: screenings => {
      const rules = new Map<string, ReturnType<typeof ruleOf>>()
      for (const { findings } of screenings) for (const each of findings) rules.set(each.rule, ruleOf(each))
      const ids = [...rules.keys()]
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
            results: screenings.flatMap(screening =>
              screening.findings.map(finding => resultOf(screening, finding, ids.indexOf(finding.rule))),
            ),
          },
        ],
      }
      return `${JSON.stringify(log, null, 2)}\n`
    },
  }
}
