/** The table of output formats of `baoshen scan`. */
import { jsonReporter } from './json.ts'
import { jsonlReporter } from './jsonl.ts'
import { prettyReporter } from './pretty.ts'
import type { Reporter, ReportOptions } from './reporter.ts'

export const reportFormats = {
  pretty: prettyReporter,
  json: jsonReporter,
  jsonl: jsonlReporter,
} as const satisfies Record<string, (options: ReportOptions) => Reporter>

export type ReportFormat = keyof typeof reportFormats
