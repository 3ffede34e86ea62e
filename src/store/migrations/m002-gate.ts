/** The gate: policies of portals, scopes of keys, what a ticket is bound to, questions and files of portals. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .alterTable('portal')
    .addColumn('policy', 'text', each => each.notNull().defaultTo('screen'))
    .execute()
  await schema
    .alterTable('portal')
    .addColumn('failOn', 'text', each => each.notNull().defaultTo('review'))
    .execute()
  await schema.alterTable('portal').addColumn('ratePerMinute', 'integer').execute()
  await schema
    .alterTable('portal')
    .addColumn('requestMegabytes', 'integer', each => each.notNull().defaultTo(50))
    .execute()
  await schema
    .alterTable('portal')
    .addColumn('form', 'text', each => each.notNull().defaultTo('{}'))
    .execute()
  await schema
    .alterTable('apiKey')
    .addColumn('scopes', 'text', each => each.notNull().defaultTo('["submit","gate","read"]'))
    .execute()
  await schema.alterTable('file').addColumn('src', 'text').execute()
  await schema.alterTable('submission').addColumn('item', 'text').execute()
  await schema.alterTable('submission').addColumn('url', 'text').execute()
  await schema.alterTable('ticket').addColumn('portalId', 'text').execute()
  await schema.alterTable('ticket').addColumn('item', 'text').execute()
  await schema.alterTable('ticket').addColumn('keyId', 'text').execute()
  await schema
    .createTable('signingKey')
    .addColumn('id', 'text', each => each.primaryKey())
    .addColumn('jwk', 'text', each => each.notNull())
    .addColumn('created', 'text', each => each.notNull())
    .addColumn('ends', 'text')
    .execute()
  await schema
    .createTable('gateFile')
    .addColumn('portalId', 'text', each => each.notNull().references('portal.id'))
    .addColumn('sha256', 'text', each => each.notNull())
    .addColumn('blobId', 'text', each => each.notNull().references('blob.id'))
    .addColumn('bytes', 'integer', each => each.notNull())
    .addColumn('sent', 'text', each => each.notNull())
    .addPrimaryKeyConstraint('gate_file_key', ['portalId', 'sha256'] as never[])
    .execute()
  await schema
    .createTable('gateQuestion')
    .addColumn('id', 'text', each => each.primaryKey())
    .addColumn('portalId', 'text', each => each.notNull().references('portal.id'))
    .addColumn('owner', 'text', each => each.notNull())
    .addColumn('asked', 'text', each => each.notNull())
    .addColumn('answer', 'text')
    .execute()
  await schema.createIndex('ticket_contentHash').on('ticket').columns(['contentHash']).execute()
  await schema.createIndex('submission_item').on('submission').columns(['submitterId', 'item']).execute()
  await schema.createIndex('submission_contentHash').on('submission').columns(['contentHash']).execute()
  await schema.createIndex('gateQuestion_asked').on('gateQuestion').columns(['asked']).execute()
}
