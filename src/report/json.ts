/** One array of all documents, in the order of their paths. */
import type { Reporter } from './reporter.ts'

export function jsonReporter(): Reporter {
  return {
    begin: () => '',
    document: () => '',
    end: screenings => {
      const sorted = [...screenings].sort((a, b) => (a.path < b.path ? -1 : 1))
      return `${JSON.stringify(sorted, null, 2)}\n`
    },
  }
}
