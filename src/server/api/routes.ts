/** All routes of `/api/v1`. Handlers are registered by these names; a route without a handler does not compile. */
import type { z } from 'zod'
import { administrationRoutes } from './administration.ts'
import { departmentRoutes } from './departments.ts'
import { eventRoutes } from './events.ts'
import { fileRoutes } from './files.ts'
import { findingRoutes } from './findings.ts'
import { gateRoutes } from './gate.ts'
import { incidentRoutes } from './incidents.ts'
import { ledgerRoutes } from './ledger.ts'
import { packRoutes } from './packs.ts'
import { peopleRoutes } from './people.ts'
import { portalRoutes } from './portals.ts'
import type { Route } from './route.ts'
import { ruleRoutes } from './rules.ts'
import { sessionRoutes } from './session.ts'
import { siteReportRoutes } from './site-reports.ts'
import { siteRoutes } from './sites.ts'
import { statisticsRoutes } from './statistics.ts'
import { submissionRoutes } from './submissions.ts'
import { ticketKeyRoutes } from './ticket-keys.ts'
import { webhookRoutes } from './webhooks.ts'

export const routes = {
  ...sessionRoutes,
  ...peopleRoutes,
  ...departmentRoutes,
  ...portalRoutes,
  ...submissionRoutes,
  ...fileRoutes,
  ...findingRoutes,
  ...gateRoutes,
  ...incidentRoutes,
  ...ledgerRoutes,
  ...ruleRoutes,
  ...packRoutes,
  ...statisticsRoutes,
  ...ticketKeyRoutes,
  ...administrationRoutes,
  ...eventRoutes,
  ...webhookRoutes,
  ...siteRoutes,
  ...siteReportRoutes,
} satisfies Record<string, Route>

export type Routes = typeof routes
export type RouteName = keyof Routes
export const routeNames = Object.keys(routes) as RouteName[]

type Output<T> = T extends z.ZodType ? z.output<T> : undefined
type Input<T> = T extends z.ZodType ? z.input<T> : undefined
type Of<R, K extends string> = R extends { readonly [k in K]: infer T } ? T : undefined

/** What a handler gets, after parsing. */
export type ParamsOf<N extends RouteName> = Output<Of<Routes[N], 'params'>>
export type QueryOf<N extends RouteName> = Output<Of<Routes[N], 'query'>>
export type BodyOf<N extends RouteName> = Output<Of<Routes[N], 'body'>>
/** What a client sends. */
export type SentQuery<N extends RouteName> = Input<Of<Routes[N], 'query'>>
export type SentBody<N extends RouteName> = Input<Of<Routes[N], 'body'>>
/** What is answered as JSON; `undefined` for files and no content. */
export type AnswerOf<N extends RouteName> = Output<Of<Routes[N], 'answer'>>

/** What is answered with status 202, where a route may. */
export type LaterOf<N extends RouteName> = Output<Of<Routes[N], 'later'>>

export const apiPrefix = '/api/v1'
