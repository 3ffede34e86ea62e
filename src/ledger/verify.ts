/** Proves the ledger unbroken: walks the whole chain, then compares its end with the signed head. */
import type { Db } from '../store/open.ts'
import { type Broken, chainStart, checkEntry, type Position } from './chain.ts'
import type { Head, LedgerHead } from './head.ts'

export interface Verification {
  readonly entries: number
  readonly head: string | null
  /** The first thing that is wrong; null when the ledger is intact. */
  readonly broken: Broken | null
}

const batch = 1000

/**
 * @param expected a head noted down elsewhere (an export, a printed sheet), which must be part of the chain as well.
 */
export async function verifyLedger(db: Db, signed: LedgerHead, expected?: Position): Promise<Verification> {
  const head = await signed.read()
  const marks = [head, expected].filter(each => each !== null && each !== false && each !== undefined)
  let at: Position = { seq: 0, hash: chainStart }
  for (;;) {
    const rows = await db
      .selectFrom('ledger')
      .selectAll()
      .where('seq', '>', at.seq)
      .orderBy('seq')
      .limit(batch)
      .execute()
    for (const row of rows) {
      const broken = checkEntry(row, at) ?? checkMarks(row, marks)
      if (broken) return { entries: at.seq, head: at.hash, broken }
      at = { seq: row.seq, hash: row.hash }
    }
    if (rows.length < batch) break
  }
  const stray = await db.selectFrom('ledger').select('seq').where('seq', '<', 1).executeTakeFirst()
  const broken: Broken | null = stray ? { seq: stray.seq, what: 'order' } : checkEnd(at, head, expected)
  return { entries: at.seq, head: at.seq === 0 ? null : at.hash, broken }
}

function checkMarks(row: Position, marks: readonly Position[]): Broken | null {
  const wrong = marks.some(mark => mark.seq === row.seq && mark.hash !== row.hash)
  return wrong ? { seq: row.seq, what: 'changed' } : null
}

function checkEnd(end: Position, head: Head | null | false, expected?: Position): Broken | null {
  if (head === false) return { seq: null, what: 'head-changed' }
  if (head === null && end.seq > 0) return { seq: null, what: 'head-missing' }
  const longest = Math.max(head?.seq ?? 0, expected?.seq ?? 0)
  return longest > end.seq ? { seq: end.seq + 1, what: 'truncated' } : null
}

/**
 * At start: entries that were committed when the process was killed are not under the signed head yet.
 * @returns the end of the chain when everything from the head on is right; null when it is not, and then the head
 * stays as it is, as evidence.
 */
export async function catchUp(db: Db, signed: LedgerHead): Promise<Position | null> {
  const head = await signed.read()
  if (head === false) return null
  if (head === null) {
    const some = await db.selectFrom('ledger').select('seq').limit(1).executeTakeFirst()
    // A head is signed before the first entry is made: entries without one have lost theirs.
    if (some) return null
    await signed.write({ seq: 0, hash: chainStart })
    return { seq: 0, hash: chainStart }
  }
  if (head.seq > 0) {
    const row = await db.selectFrom('ledger').selectAll().where('seq', '=', head.seq).executeTakeFirst()
    if (row?.hash !== head.hash) return null
  }
  let at: Position = head
  const rows = await db.selectFrom('ledger').selectAll().where('seq', '>', at.seq).orderBy('seq').execute()
  for (const row of rows) {
    if (checkEntry(row, at)) return null
    at = { seq: row.seq, hash: row.hash }
  }
  if (at.seq > head.seq) await signed.write(at)
  return at
}
