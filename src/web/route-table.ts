/**
 * Method and address of each route of the API, read from the server's own table when the pages are built: the pages
 * need no copy of it, and no schemas in the browser.
 */
import type { Plugin } from 'vite'
import type { Route } from '../server/api/route.ts'
import { apiPrefix, routeNames, routes } from '../server/api/routes.ts'

const virtual = 'virtual:route-table'

export function routeTable(): Plugin {
  const table = Object.fromEntries(
    routeNames.map(name => {
      const route: Route = routes[name]
      return [name, [route.method, `${apiPrefix}${route.path}`]]
    }),
  )
  return {
    name: 'route-table',
    resolveId: source => (source === virtual ? `\0${virtual}` : null),
    load: id => (id === `\0${virtual}` ? `export default ${JSON.stringify(table)}` : null),
  }
}
