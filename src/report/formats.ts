/** The table of output formats of `baoshen scan`. */
import { csvReporter } from './csv.ts'
import { htmlReporter } from './html.ts'
import { jsonReporter } from './json.ts'
import { jsonlReporter } from './jsonl.ts'
import { prettyReporter } from './pretty.ts'
import type { Reporter, ReportOptions } from './reporter.ts'
import { sarifReporter } from './sarif.ts'

export const reportFormats = {
  pretty: prettyReporter,
  json: jsonReporter,
  jsonl: jsonlReporter,
  sarif: sarifReporter,
  csv: csvReporter,
  html: htmlReporter,
} as const satisfies Record<string, (options: ReportOptions) => Reporter>

export type ReportFormat = keyof typeof reportFormats
