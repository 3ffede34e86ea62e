/** Self-inspection reports of rescans. */
import type { Download, HandlerRequest, Handlers } from '../handler.ts'
import type { ReportFormat } from '../rescans/print-thread.ts'
import { findVisibleSite } from '../workflow/visible-sites.ts'

type Request = Pick<
  HandlerRequest<'siteReports.html'>,
  'app' | 'caller' | 'scopes' | 'params' | 'query' | 'language'
>

function printing(format: ReportFormat) {
  return async ({ app, caller, scopes, params, query, language }: Request): Promise<Download> => {
    const site = await findVisibleSite(app.service.store.db, { caller, scopes }, params.site)
    return app.rescans.reports.print(site, params.run, format, query.lang ?? language)
  }
}

export const siteReportHandlers: Handlers<'siteReports.'> = {
  'siteReports.html': printing('html'),
  'siteReports.xlsx': printing('xlsx'),
  'siteReports.docx': printing('docx'),
}
