/** The ledger 登记簿: search, proof, export. */
import { z } from 'zod'
import { verdictSchema } from '../../document/screening.ts'
import { actorSchema, id, instant, pageOf, pageQuery } from './fields.ts'
import { defineRoutes } from './route.ts'

export const ledgerEntrySchema = z.object({
  seq: z.number().int().positive(),
  at: instant,
  actor: actorSchema,
  act: z.string(),
  submission: id.nullable(),
  title: z.string().nullable(),
  department: id.nullable(),
  revision: z.number().int().nullable(),
  contentHash: z.string().nullable(),
  ruleset: z.string().nullable(),
  verdict: verdictSchema.nullable(),
  decision: z.string().nullable(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  hash: z.string(),
})
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>

const filters = {
  q: z.string().trim().max(100).optional(),
  act: z.string().max(200).optional(),
  actor: z.string().max(64).optional(),
  submission: id.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
}
const access = { reviewer: 'unit', approver: 'unit', auditor: 'all' } as const

export const ledgerRoutes = defineRoutes({
  'ledger.list': {
    method: 'GET',
    path: '/ledger',
    summary: 'Entries, newest first',
    access,
    query: pageQuery.extend(filters),
    answer: pageOf(ledgerEntrySchema),
  },
  'ledger.verify': {
    method: 'GET',
    path: '/ledger/verification',
    summary: 'Walks the whole chain and says whether it is unbroken',
    access: { auditor: 'all', administrator: 'all' },
    answer: z.object({
      intact: z.boolean(),
      entries: z.number().int(),
      head: z.string().nullable(),
      /** First thing that is wrong. */
      broken: z.object({ seq: z.number().int().nullable(), what: z.string() }).nullable(),
    }),
  },
  'ledger.xlsx': {
    method: 'GET',
    path: '/ledger/export.xlsx',
    summary: 'The filtered entries as a workbook',
    access,
    query: z.object(filters),
    answer: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    problems: ['too-many-entries'],
  },
  'ledger.csv': {
    method: 'GET',
    path: '/ledger/export.csv',
    summary: 'The filtered entries as CSV (UTF-8 with byte order mark)',
    access,
    query: z.object(filters),
    answer: 'text/csv',
    problems: ['too-many-entries'],
  },
})
