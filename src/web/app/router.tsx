/** Addresses of the pages. Each page is loaded when it is first opened. */
import { createBrowserRouter, type RouteObject } from 'react-router'
import { Crashed } from './Crashed.tsx'
import { Home } from './Home.tsx'
import { NotFound } from './NotFound.tsx'
import { Starting } from './Starting.tsx'

/** A page is the `Page` of its module. */
function page(path: string, load: () => Promise<{ Page: React.ComponentType }>): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).Page }) }
}

export const router = createBrowserRouter([
  {
    ErrorBoundary: Crashed,
    HydrateFallback: Starting,
    children: [
      page('/setup', () => import('../pages/sign-in/SetupPage.tsx')),
      page('/welcome', () => import('../pages/sign-in/LinkPage.tsx')),
      page('/sign-in', () => import('../pages/sign-in/SignInPage.tsx')),
      {
        path: '/',
        lazy: async () => ({ Component: (await import('./Shell.tsx')).Shell }),
        children: [
          {
            ErrorBoundary: Crashed,
            children: [
              { index: true, Component: Home },
              page('/password', () => import('../pages/sign-in/PasswordPage.tsx')),
              page('/submit', () => import('../pages/submit/SubmitPage.tsx')),
              page('/mine', () => import('../pages/items/MinePage.tsx')),
              page('/queue', () => import('../pages/items/QueuePage.tsx')),
              page('/items/:submission', () => import('../pages/item/ItemPage.tsx')),
              page('/items/:submission/versions', () => import('../pages/versions/VersionsPage.tsx')),
              page('/incidents', () => import('../pages/incidents/IncidentsPage.tsx')),
              page('/incidents/:incident', () => import('../pages/incidents/IncidentPage.tsx')),
              page('/ledger', () => import('../pages/ledger/LedgerPage.tsx')),
              page('/statistics', () => import('../pages/statistics/StatisticsPage.tsx')),
              page('/rescans', () => import('../pages/rescans/RescansPage.tsx')),
              page('/rules', () => import('../pages/rules/RulesPage.tsx')),
              page('/allow-list', () => import('../pages/rules/AllowListPage.tsx')),
              page('/people', () => import('../pages/administration/people/PeoplePage.tsx')),
              page('/departments', () => import('../pages/administration/DepartmentsPage.tsx')),
              page('/portals', () => import('../pages/administration/portals/PortalsPage.tsx')),
              page('/webhooks', () => import('../pages/administration/webhooks/WebhooksPage.tsx')),
              page('/packs', () => import('../pages/administration/packs/PacksPage.tsx')),
              page('/settings', () => import('../pages/administration/SettingsPage.tsx')),
              { path: '*', Component: NotFound },
            ],
          },
        ],
      },
    ],
  },
])
