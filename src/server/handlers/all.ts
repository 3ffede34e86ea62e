/** A handler for every route of the table: one that is missing or too many does not compile. */
import type { RouteName } from '../api/routes.ts'
import type { Handler } from '../handler.ts'
import { administrationHandlers } from './administration.ts'
import { departmentHandlers } from './departments.ts'
import { eventHandlers } from './events.ts'
import { fileHandlers } from './files.ts'
import { findingHandlers } from './findings.ts'
import { gateHandlers } from './gate.ts'
import { incidentHandlers } from './incidents.ts'
import { ledgerHandlers } from './ledger.ts'
import { packHandlers } from './packs.ts'
import { peopleHandlers } from './people.ts'
import { portalHandlers } from './portals.ts'
import { ruleHandlers } from './rules.ts'
import { sessionHandlers } from './session.ts'
import { siteReportHandlers } from './site-reports.ts'
import { siteHandlers } from './sites.ts'
import { statisticsHandlers } from './statistics.ts'
import { submissionHandlers } from './submissions.ts'
import { ticketKeyHandlers } from './ticket-keys.ts'
import { webhookHandlers } from './webhooks.ts'

export const allHandlers: { readonly [N in RouteName]: Handler<N> } = {
  ...sessionHandlers,
  ...peopleHandlers,
  ...departmentHandlers,
  ...portalHandlers,
  ...submissionHandlers,
  ...fileHandlers,
  ...findingHandlers,
  ...gateHandlers,
  ...incidentHandlers,
  ...ledgerHandlers,
  ...ruleHandlers,
  ...packHandlers,
  ...statisticsHandlers,
  ...ticketKeyHandlers,
  ...administrationHandlers,
  ...eventHandlers,
  ...webhookHandlers,
  ...siteHandlers,
  ...siteReportHandlers,
}
