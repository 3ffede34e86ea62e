/** The self-inspection report 自查报告 of a rescan, as its printers see it: nothing of a database, every word masked. */

import type { Category, Finding, Severity, Verdict } from '../../document/screening.ts'
import type { NotLookedAt } from '../state/not-looked-at.ts'

/** Against the last complete run: not seen then, seen then and now, seen then and gone now. */
export const statuses = ['new', 'remaining', 'fixed'] as const
export type Status = (typeof statuses)[number]

/** Where a reader of the site comes upon it, and whom to call. */
export interface Place {
  /** The source's own name for it. */
  readonly id: string
  readonly url: string | null
  readonly title: string | null
  /** Where the site links to it: the first place. */
  readonly linkedFrom: readonly string[]
  /** Column 栏目 of the site and who owns it; null when the site's settings do not say. */
  readonly column: string | null
  readonly owner: string | null
}

/** A picture of the place, the words of the finding blackened. */
export interface PlacePicture {
  readonly jpeg: Uint8Array
  /** Pixels. */
  readonly width: number
  readonly height: number
}

export interface InspectionFinding
  extends Pick<
    Finding,
    | 'rule'
    | 'title'
    | 'category'
    | 'severity'
    | 'part'
    | 'page'
    | 'channel'
    | 'basis'
    | 'advice'
    | 'fingerprint'
  > {
  readonly status: Status
  /** Masked. */
  readonly match: string
  /** Masked where the match stands. */
  readonly context: string
  /** Instant of the run that saw it first. */
  readonly firstSeen: string
  readonly place: Place
  readonly picture: PlacePicture | null
  /** Address of the review item that people decide it in; null when there is none. */
  readonly reviewItem: string | null
}

/** What could not be screened: a gate would have refused it. */
export interface NotScreened {
  readonly place: Place
  readonly code: string
  readonly message: string
}

/** One run in the history of a site. */
export interface RunSummary {
  /** Instants; `ended` is null for a run that was interrupted. */
  readonly started: string
  readonly ended: string | null
  readonly documents: number
  readonly new: number
  readonly remaining: number
  readonly fixed: number
}

export interface Inspection {
  readonly site: string
  /** Folder, address, table. */
  readonly source: string
  readonly ruleset: string
  /** In which times are told, by its name in the IANA database; null: that of the machine. */
  readonly timeZone: string | null
  readonly run: RunSummary
  /** How the documents of this run were come by. */
  readonly counts: {
    /** Fetched and screened. */
    readonly read: number
    /** Not fetched again, or the same bytes as before. */
    readonly unchanged: number
    /** Gone since the last run. */
    readonly gone: number
    readonly verdicts: Readonly<Record<Verdict, number>>
  }
  readonly findings: readonly InspectionFinding[]
  readonly notScreened: readonly NotScreened[]
  readonly notLookedAt: NotLookedAt
  /** Runs before this one, oldest first. */
  readonly history: readonly RunSummary[]
}

/** One that has several problems is one that somebody has to look at. */
export const unscreenedDocuments = (notScreened: Inspection['notScreened']): number =>
  new Set(notScreened.map(({ place }) => place.id)).size

/** How much of a report is printed; counts and charts are always whole. */
export interface ReportLimits {
  /** Pictures of places. */
  readonly pictures: number
  /** Findings, and places that were not screened. */
  readonly lines: number
}

const weight: Readonly<Record<Severity, number>> = { block: 0, review: 1, info: 2 }

/** The gravest first; of those, what is new; then by address. */
export function inOrder(findings: readonly InspectionFinding[]): InspectionFinding[] {
  return [...findings].sort(
    (a, b) =>
      weight[a.severity] - weight[b.severity] ||
      statuses.indexOf(a.status) - statuses.indexOf(b.status) ||
      a.place.id.localeCompare(b.place.id),
  )
}

export interface Bar<Label> {
  readonly label: Label
  readonly new: number
  readonly remaining: number
  readonly fixed: number
}

/** Counts findings by what `label` says of them, the longest bar first. */
function countBy<Label>(
  findings: readonly InspectionFinding[],
  label: (finding: InspectionFinding) => Label,
): Bar<Label>[] {
  const bars = new Map<Label, Record<Status, number>>()
  for (const finding of findings) {
    const key = label(finding)
    const bar = bars.get(key) ?? { new: 0, remaining: 0, fixed: 0 }
    bar[finding.status] += 1
    bars.set(key, bar)
  }
  return [...bars]
    .map(([key, counts]) => ({ label: key, ...counts }))
    .sort((a, b) => b.new + b.remaining - a.new - a.remaining || b.fixed - a.fixed)
}

export const byCategory = (findings: readonly InspectionFinding[]): Bar<Category>[] =>
  countBy(findings, finding => finding.category)

/** Null: no column is set for the address. */
export const byColumn = (findings: readonly InspectionFinding[]): Bar<string | null>[] =>
  countBy(findings, ({ place: { column, owner } }) =>
    column === null ? null : owner === null ? column : `${column}（${owner}）`,
  )
