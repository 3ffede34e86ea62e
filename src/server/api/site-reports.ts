/** The self-inspection report 自查报告 of a rescan, as a file. */
import { z } from 'zod'
import { id } from './fields.ts'
import { defineRoutes, type Route } from './route.ts'
import { siteRoutes } from './sites.ts'

const common = {
  method: 'GET',
  access: siteRoutes['sites.runs'].access,
  params: z.object({ site: id, run: id }),
  query: z.object({
    /** Of the report; that of the request unless said. */
    lang: z.enum(['zh', 'en']).optional(),
  }),
  problems: ['no-report', 'overloaded'],
} as const satisfies Partial<Route>

export const siteReportRoutes = defineRoutes({
  'siteReports.html': {
    ...common,
    path: '/sites/{site}/runs/{run}/report.html',
    summary: 'Self-inspection report of the last rescan, as a page to read or print',
    answer: 'text/html',
  },
  'siteReports.xlsx': {
    ...common,
    path: '/sites/{site}/runs/{run}/report.xlsx',
    summary: 'The same as a workbook',
    answer: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  'siteReports.docx': {
    ...common,
    path: '/sites/{site}/runs/{run}/report.docx',
    summary: 'The same as a Word document to sign and file',
    answer: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
})
