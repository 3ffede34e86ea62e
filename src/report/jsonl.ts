/** One object a document and line, written whole, so that an interrupted run leaves complete lines. */
import type { Reporter } from './reporter.ts'

export function jsonlReporter(): Reporter {
  return {
    begin: () => '',
    document: screening => `${JSON.stringify(screening)}\n`,
    end: () => '',
  }
}
