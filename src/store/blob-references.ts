/** Every column that refers to a blob: what none of them names is destroyed, so none may be missing here. */
import { type RawBuilder, sql } from 'kysely'
import type { Database } from './schema.ts'

type BlobColumn<T> = Extract<keyof T, 'blobId' | `${string}BlobId`>
/** `blobChunk` is a blob's content itself. */
type ReferringTable = Exclude<
  { [T in keyof Database]: BlobColumn<Database[T]> extends never ? never : T }[keyof Database],
  'blobChunk'
>

/** The type check refuses a schema with another such column, a test one with a foreign key of another name. */
const declared = {
  file: { blobId: true, readingBlobId: true, wordsBlobId: true },
  evidence: { blobId: true },
  gateFile: { blobId: true },
} as const satisfies { readonly [T in ReferringTable]: Readonly<Record<BlobColumn<Database[T]>, true>> }

/** Table and column. */
export const blobReferences: readonly (readonly [table: string, column: string])[] = Object.entries(
  declared,
).flatMap(([table, columns]) => Object.keys(columns).map(column => [table, column] as const))

/** Holds for rows of `blob` that nothing refers to. */
export const isUnreferenced: RawBuilder<boolean> = sql<boolean>`${sql.join(
  blobReferences.map(
    ([table, column]) =>
      sql`not exists (select 1 from ${sql.table(table)} where ${sql.ref(`${table}.${column}`)} = ${sql.ref('blob.id')})`,
  ),
  sql` and `,
)}`
