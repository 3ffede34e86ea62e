/** The chain of the ledger: each entry's hash covers every field of it and the hash before. Pure. */
import { createHash } from 'node:crypto'
import type { LedgerTable } from '../store/schema.ts'

/** What the first entry follows. */
export const chainStart = '0'.repeat(64)

export type Unhashed = Omit<LedgerTable, 'hash'>

/** Fields in the order in which they are hashed. A new field would need a new chain version. */
const fields = [
  'previous',
  'seq',
  'at',
  'actorKind',
  'actorId',
  'actorName',
  'act',
  'submissionId',
  'departmentPath',
  'revision',
  'contentHash',
  'ruleset',
  'verdict',
  'decision',
  'reason',
  'detail',
] as const satisfies readonly (keyof Unhashed)[]

/** SHA-256, hex, over the JSON array of the fields: unambiguous, whatever stands in them. */
export function hashOf(entry: Unhashed): string {
  return createHash('sha256')
    .update(JSON.stringify(fields.map(field => entry[field])))
    .digest('hex')
}

/** Where a walk over the chain has come to. */
export interface Position {
  readonly seq: number
  readonly hash: string
}

export interface Broken {
  readonly seq: number | null
  readonly what: 'missing' | 'changed' | 'order' | 'truncated' | 'head-changed' | 'head-missing'
}

/** Checks one entry against the one before; null when it is right. */
export function checkEntry(entry: LedgerTable, before: Position): Broken | null {
  if (entry.seq !== before.seq + 1) return { seq: before.seq + 1, what: 'missing' }
  if (entry.previous !== before.hash) return { seq: entry.seq, what: 'order' }
  if (hashOf(entry) !== entry.hash) return { seq: entry.seq, what: 'changed' }
  return null
}
