/** API keys of portals: `bsk_…`, 256 random bits, kept as a hash. */
import { v7 as newId } from 'uuid'
import { type KeyScope, keyScopeSchema, keyScopes } from '../../review/key-scope.ts'
import type { ApiKeyTable } from '../../store/portal-schema.ts'
import type { Caller, Service, Transaction } from '../workflow/service.ts'
import { hashToken, newToken } from './token.ts'

const mark = 'bsk_'
const prefixLength = 12
/** `lastUsed` is not written at every request. */
const touchSeconds = 60

/** @param days until it ends; null: never. */
export async function makeKey(
  { trx, at }: Transaction,
  portalId: string,
  days: number | null,
  scopes: readonly KeyScope[] = keyScopes,
): Promise<{ row: ApiKeyTable; secret: string }> {
  const secret = `${mark}${newToken()}`
  const expires = days === null ? null : new Date(Date.parse(at) + days * 86_400_000).toISOString()
  const row: ApiKeyTable = {
    id: newId(),
    portalId,
    prefix: secret.slice(0, prefixLength),
    scopes: JSON.stringify(scopes),
    keyHash: hashToken(secret),
    created: at,
    expires,
    revoked: null,
    lastUsed: null,
  }
  await trx.insertInto('apiKey').values(row).execute()
  return { row, secret }
}

/** The portal behind a key; null when the key or the portal is not valid now. */
export async function findPortal(service: Service, secret: string): Promise<Caller | null> {
  const { db } = service.store
  const now = new Date()
  const row = await db
    .selectFrom('apiKey')
    .innerJoin('portal', 'portal.id', 'apiKey.portalId')
    .leftJoin('department', 'department.id', 'portal.departmentId')
    .select([
      'portal.id',
      'portal.name',
      'portal.active',
      'portal.departmentId',
      'portal.ratePerMinute',
      'department.path as departmentPath',
      'apiKey.id as keyId',
      'apiKey.expires',
      'apiKey.revoked',
      'apiKey.lastUsed',
      'apiKey.scopes',
    ])
    .where('apiKey.keyHash', '=', hashToken(secret))
    .executeTakeFirst()
  if (row?.active !== 1 || row.revoked !== null) return null
  if (row.expires !== null && row.expires <= now.toISOString()) return null
  if (row.lastUsed === null || now.getTime() - Date.parse(row.lastUsed) > touchSeconds * 1000) {
    await db.updateTable('apiKey').set({ lastUsed: now.toISOString() }).where('id', '=', row.keyId).execute()
  }
  return {
    kind: 'portal',
    id: row.id,
    name: row.name,
    roles: ['portal'],
    departmentId: row.departmentId,
    departmentPath: row.departmentPath ?? '/',
    keyScopes: keyScopeSchema.array().parse(JSON.parse(row.scopes)),
    ratePerMinute: row.ratePerMinute,
  }
}
