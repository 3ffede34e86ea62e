import table from 'virtual:route-table'
import type { Method } from '../../server/api/route.ts'
import type { RouteName } from '../../server/api/routes.ts'

/** Method and address of every route; made from the server's table at build time. */
export const routeTable = table as Readonly<Record<RouteName, readonly [method: Method, path: string]>>
