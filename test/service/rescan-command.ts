/** A rescan at the command line, and what it printed. */
import type { RescanDocument } from '../../src/rescan/documents.ts'
import type { Run } from '../cli/program.ts'

/** @returns its command line. */
export const rescanOf = (site: string, state: string, ...more: string[]): string[] => [
  'rescan',
  site,
  '--state',
  state,
  '--format',
  'jsonl',
  '--lang',
  'en',
  ...more,
]

export const documents = ({ stdout }: Run): RescanDocument[] =>
  stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as RescanDocument)
