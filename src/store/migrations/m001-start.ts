/** The first schema. Never changed once released: what comes later is a migration of its own. */
import type { ColumnDataType, Kysely } from 'kysely'

type Columns = Readonly<Record<string, string>>

/** Column types in short: `text`, `integer`, `double`, with `?` where null is allowed; `> table` is a reference. */
const tables: Readonly<Record<string, { columns: Columns; key: readonly string[] }>> = {
  department: {
    columns: { id: 'text', name: 'text', parentId: 'text? > department', path: 'text', version: 'integer' },
    key: ['id'],
  },
  person: {
    columns: {
      id: 'text',
      login: 'text',
      name: 'text',
      roles: 'text',
      departmentId: 'text? > department',
      active: 'integer',
      passwordHash: 'text?',
      failedAttempts: 'integer',
      lockedUntil: 'text?',
      lastSignIn: 'text?',
      oidcSubject: 'text?',
      created: 'text',
      version: 'integer',
    },
    key: ['id'],
  },
  session: {
    columns: {
      tokenHash: 'text',
      personId: 'text > person',
      created: 'text',
      lastSeen: 'text',
      expires: 'text',
    },
    key: ['tokenHash'],
  },
  oneTimeLink: {
    columns: {
      tokenHash: 'text',
      personId: 'text? > person',
      created: 'text',
      expires: 'text',
      used: 'text?',
    },
    key: ['tokenHash'],
  },
  portal: {
    columns: {
      id: 'text',
      name: 'text',
      departmentId: 'text? > department',
      active: 'integer',
      created: 'text',
      version: 'integer',
    },
    key: ['id'],
  },
  apiKey: {
    columns: {
      id: 'text',
      portalId: 'text > portal',
      prefix: 'text',
      keyHash: 'text',
      created: 'text',
      expires: 'text?',
      revoked: 'text?',
      lastUsed: 'text?',
    },
    key: ['id'],
  },
  blob: {
    columns: {
      id: 'text',
      bytes: 'integer',
      sha256: 'text',
      wrappedKey: 'text?',
      wrappedBy: 'text',
      created: 'text',
    },
    key: ['id'],
  },
  submission: {
    columns: {
      id: 'text',
      title: 'text',
      form: 'text',
      state: 'text',
      since: 'text',
      version: 'integer',
      revision: 'integer',
      submitterKind: 'text',
      submitterId: 'text',
      submitterName: 'text',
      departmentId: 'text? > department',
      departmentPath: 'text',
      created: 'text',
      updated: 'text',
      verdict: 'text?',
      contentHash: 'text?',
      forward: 'integer',
      reviewerId: 'text?',
      lastReason: 'text?',
      fileCount: 'integer',
      findingCount: 'integer',
      undecidedCount: 'integer',
      purged: 'text?',
    },
    key: ['id'],
  },
  contributor: {
    columns: { submissionId: 'text > submission', actorId: 'text' },
    key: ['submissionId', 'actorId'],
  },
  revision: {
    columns: {
      submissionId: 'text > submission',
      revision: 'integer',
      created: 'text',
      actorKind: 'text',
      actorId: 'text',
      actorName: 'text',
      form: 'text',
      verdict: 'text?',
      contentHash: 'text?',
    },
    key: ['submissionId', 'revision'],
  },
  file: {
    columns: {
      id: 'text',
      submissionId: 'text > submission',
      revision: 'integer',
      ordinal: 'integer',
      name: 'text',
      kind: 'text',
      bytes: 'integer',
      sha256: 'text',
      blobId: 'text > blob',
      state: 'text',
      type: 'text?',
      verdict: 'text?',
      parts: 'integer',
      ocrParts: 'integer',
      pages: 'text',
      problems: 'text',
      ruleset: 'text?',
      durationMs: 'integer?',
      findingCount: 'integer',
      readingBlobId: 'text? > blob',
      wordsBlobId: 'text? > blob',
    },
    key: ['id'],
  },
  finding: {
    columns: {
      id: 'text',
      submissionId: 'text > submission',
      fileId: 'text > file',
      revision: 'integer',
      ordinal: 'integer',
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
      basis: 'text',
      advice: 'text',
      fingerprint: 'text',
      version: 'integer',
      decision: 'text?',
      decisionReason: 'text?',
      decidedById: 'text?',
      decidedByName: 'text?',
      decidedAt: 'text?',
      evidence: 'text',
    },
    key: ['id'],
  },
  evidence: {
    columns: {
      id: 'text',
      submissionId: 'text > submission',
      name: 'text',
      bytes: 'integer',
      sha256: 'text',
      blobId: 'text > blob',
      actorId: 'text',
      actorName: 'text',
      created: 'text',
    },
    key: ['id'],
  },
  reveal: {
    columns: {
      id: 'text',
      submissionId: 'text > submission',
      fileId: 'text > file',
      personId: 'text > person',
      created: 'text',
      until: 'text',
    },
    key: ['id'],
  },
  ticket: {
    columns: {
      id: 'text',
      submissionId: 'text > submission',
      revision: 'integer',
      contentHash: 'text',
      jws: 'text',
      issued: 'text',
      expires: 'text',
      revoked: 'text?',
    },
    key: ['id'],
  },
  incident: {
    columns: {
      id: 'text',
      submissionId: 'text > submission',
      state: 'text',
      content: 'text',
      opened: 'text',
      openedById: 'text',
      openedByName: 'text',
      openedByKind: 'text',
      reason: 'text',
      due: 'text',
      closed: 'text?',
      checklist: 'text',
      version: 'integer',
    },
    key: ['id'],
  },
  job: {
    columns: {
      id: 'text',
      submissionId: 'text > submission',
      fileId: 'text > file',
      state: 'text',
      priority: 'integer',
      attempts: 'integer',
      created: 'text',
      owner: 'text?',
      leaseUntil: 'text?',
    },
    key: ['id'],
  },
  allowEntry: {
    columns: {
      id: 'text',
      rule: 'text',
      fingerprint: 'text',
      reason: 'text',
      actorId: 'text',
      actorName: 'text',
      until: 'text',
      state: 'text',
      confirmedById: 'text?',
      confirmedByName: 'text?',
      created: 'text',
    },
    key: ['id'],
  },
  ownPack: {
    columns: {
      id: 'text',
      kind: 'text',
      name: 'text',
      content: 'text',
      rules: 'integer',
      state: 'text',
      actorId: 'text',
      actorName: 'text',
      uploaded: 'text',
      activated: 'text?',
    },
    key: ['id'],
  },
  setting: { columns: { id: 'integer', settings: 'text', version: 'integer' }, key: ['id'] },
  idempotency: {
    columns: { owner: 'text', key: 'text', requestHash: 'text', made: 'text', created: 'text' },
    key: ['owner', 'key'],
  },
  ledger: {
    columns: {
      seq: 'integer',
      at: 'text',
      actorKind: 'text',
      actorId: 'text',
      actorName: 'text',
      act: 'text',
      submissionId: 'text?',
      departmentPath: 'text?',
      revision: 'integer?',
      contentHash: 'text?',
      ruleset: 'text?',
      verdict: 'text?',
      decision: 'text?',
      reason: 'text?',
      detail: 'text',
      previous: 'text',
      hash: 'text',
    },
    key: ['seq'],
  },
  ledgerHead: { columns: { id: 'integer', seq: 'integer', hash: 'text' }, key: ['id'] },
}

/** `unique` ones keep a rule that no code may break: one login, one subject, one open incident for an item. */
const indexes: readonly { table: string; columns: readonly string[]; unique?: boolean }[] = [
  { table: 'department', columns: ['parentId', 'name'], unique: true },
  { table: 'person', columns: ['login'], unique: true },
  { table: 'person', columns: ['oidcSubject'], unique: true },
  { table: 'session', columns: ['personId'] },
  { table: 'portal', columns: ['name'], unique: true },
  { table: 'apiKey', columns: ['keyHash'], unique: true },
  { table: 'submission', columns: ['state', 'since'] },
  { table: 'submission', columns: ['updated', 'id'] },
  { table: 'submission', columns: ['submitterId'] },
  { table: 'file', columns: ['submissionId', 'revision', 'ordinal'], unique: true },
  { table: 'finding', columns: ['submissionId', 'revision'] },
  { table: 'finding', columns: ['fileId', 'ordinal'], unique: true },
  { table: 'evidence', columns: ['submissionId'] },
  { table: 'reveal', columns: ['fileId', 'personId'] },
  { table: 'ticket', columns: ['submissionId', 'revision'], unique: true },
  { table: 'incident', columns: ['submissionId'], unique: true },
  { table: 'job', columns: ['state', 'priority', 'created'] },
  { table: 'job', columns: ['fileId'], unique: true },
  { table: 'allowEntry', columns: ['rule', 'fingerprint'], unique: true },
  { table: 'ledger', columns: ['submissionId'] },
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
      const [type = '', reference] = declared.split(' > ')
      const nullable = type.endsWith('?')
      builder = builder.addColumn(column, types[type.replace('?', '')] ?? 'text', each => {
        const typed = nullable ? each : each.notNull()
        return reference === undefined ? typed : typed.references(`${reference}.id`)
      })
    }
    await builder.addPrimaryKeyConstraint(`${table}_key`, [...key] as never[]).execute()
  }
  for (const { table, columns, unique } of indexes) {
    const builder = db.schema
      .createIndex(`${table}_${columns.join('_')}`)
      .on(table)
      .columns([...columns])
    await (unique ? builder.unique() : builder).execute()
  }
  await db
    .insertInto('ledgerHead' as never)
    .values({ id: 1, seq: 0, hash: '0'.repeat(64) } as never)
    .execute()
  await db
    .insertInto('setting' as never)
    .values({ id: 1, settings: '{}', version: 1 } as never)
    .execute()
}
