/** The tables of the rescan; the only migration that the command line's state file knows. */
import type { ColumnDataType, Kysely } from 'kysely'

type Declared = 'text' | 'text?' | 'integer' | 'integer?' | 'double'

const tables: Readonly<Record<string, { columns: Readonly<Record<string, Declared>>; key: string[] }>> = {
  rescanSite: {
    columns: { id: 'text', source: 'text', name: 'text', created: 'text' },
    key: ['id'],
  },
  rescanRun: {
    columns: {
      id: 'text',
      siteId: 'text',
      number: 'integer',
      state: 'text',
      started: 'text',
      finished: 'text?',
      ruleset: 'text',
      reader: 'text',
      isFull: 'integer',
      isListed: 'integer',
      isSwept: 'integer',
      total: 'integer',
      done: 'integer',
      screened: 'integer',
      reused: 'integer',
      rematched: 'integer',
      unchanged: 'integer',
      gone: 'integer',
      skipped: 'integer',
      failed: 'integer',
      found: 'integer',
      bytes: 'double',
    },
    key: ['id'],
  },
  rescanItem: {
    columns: {
      id: 'text',
      siteId: 'text',
      ref: 'text',
      url: 'text?',
      foundIn: 'text?',
      run: 'integer',
      state: 'text',
      round: 'integer',
      due: 'text?',
      listed: 'text?',
      firstRun: 'integer',
      readRun: 'integer?',
      goneRun: 'integer?',
      outcome: 'text?',
      problem: 'text?',
      why: 'text?',
      validator: 'text?',
      sha256: 'text?',
      contentId: 'text?',
      judged: 'text?',
      name: 'text?',
      title: 'text?',
    },
    key: ['id'],
  },
  rescanContent: {
    columns: {
      id: 'text',
      siteId: 'text',
      sha256: 'text',
      type: 'text?',
      bytes: 'double',
      verdict: 'text',
      parts: 'integer',
      ocrParts: 'integer',
      problems: 'text',
      ruleset: 'text',
      reader: 'text',
      run: 'integer',
      isLost: 'integer',
      durationMs: 'integer',
      reading: 'text?',
    },
    key: ['id'],
  },
  rescanFinding: {
    columns: {
      contentId: 'text',
      ordinal: 'integer',
      isCurrent: 'integer',
      rule: 'text',
      category: 'text',
      severity: 'text',
      title: 'text',
      confidence: 'double',
      part: 'text',
      page: 'integer?',
      box: 'text?',
      channel: 'text',
      maskedMatch: 'text',
      maskedContext: 'text',
      words: 'text',
      basis: 'text',
      advice: 'text',
      fingerprint: 'text',
    },
    key: ['contentId', 'ordinal'],
  },
  rescanSighting: {
    columns: {
      itemId: 'text',
      rule: 'text',
      fingerprint: 'text',
      siteId: 'text',
      severity: 'text',
      contentId: 'text',
      firstRun: 'integer',
      fixedRun: 'integer?',
      fixedBy: 'text?',
    },
    key: ['itemId', 'rule', 'fingerprint'],
  },
}

const indexes = [
  { table: 'rescanSite', columns: ['source'], isUnique: true },
  { table: 'rescanRun', columns: ['siteId', 'number'], isUnique: true },
  // The frontier: the next to be done, in the order of rounds.
  { table: 'rescanItem', columns: ['siteId', 'state', 'round'], isUnique: false },
  { table: 'rescanSighting', columns: ['siteId', 'fixedRun'], isUnique: false },
]

const types: Readonly<Record<string, ColumnDataType>> = {
  text: 'text',
  integer: 'integer',
  double: 'double precision',
}

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, { columns, key }] of Object.entries(tables)) {
    let builder = db.schema.createTable(table)
    for (const [column, declared] of Object.entries(columns)) {
      const isNullable = declared.endsWith('?')
      builder = builder.addColumn(column, types[declared.replace('?', '')] ?? 'text', each =>
        isNullable ? each : each.notNull(),
      )
    }
    await builder.addPrimaryKeyConstraint(`${table}_key`, key as never[]).execute()
  }
  for (const { table, columns, isUnique } of indexes) {
    const builder = db.schema
      .createIndex(`${table}_${columns.join('_')}`)
      .on(table)
      .columns(columns)
    await (isUnique ? builder.unique() : builder).execute()
  }
}
