/** Whose items a caller may act on: the scopes of the route table, as a check and as a condition of a query. */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Access, Scope } from '../../review/lifecycle.ts'
import type { Database } from '../../store/schema.ts'
import type { Caller } from './service.ts'

const widest: readonly Scope[] = ['all', 'unit', 'own']

/** The scopes that a caller's roles have under `access`; empty when none of them may. */
export function scopesOf(caller: Pick<Caller, 'roles'>, access: Access): Scope[] {
  const scopes = caller.roles.map(role => access[role])
  return widest.filter(scope => scopes.includes(scope))
}

interface Owned {
  readonly submitterId: string
  readonly departmentPath: string
}

/** Whether an item is within one of the scopes. */
export function isWithin(caller: Caller, scopes: readonly Scope[], item: Owned): boolean {
  if (scopes.includes('all')) return true
  if (scopes.includes('unit') && item.departmentPath.startsWith(caller.departmentPath)) return true
  return scopes.includes('own') && item.submitterId === caller.id
}

/** The same as {@link isWithin}, for lists of submissions. */
export function whereWithin<TB extends keyof Database>(
  each: ExpressionBuilder<Database, TB | 'submission'>,
  caller: Caller,
  scopes: readonly Scope[],
): Expression<SqlBool> {
  if (scopes.includes('all')) return each.lit(true)
  const builder = each as unknown as ExpressionBuilder<Database, 'submission'>
  const conditions: Expression<SqlBool>[] = []
  // Paths are made of ids and slashes: nothing in them is a wildcard.
  if (scopes.includes('unit')) {
    conditions.push(builder('submission.departmentPath', 'like', `${caller.departmentPath}%`))
  }
  if (scopes.includes('own')) conditions.push(builder('submission.submitterId', '=', caller.id))
  return builder.or(conditions)
}
