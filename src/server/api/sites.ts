/** Sites that are rescanned: what they publish, when they are rescanned, and how far the last run has come. */
import { z } from 'zod'
import { columnsSchema } from '../../rescan/columns.ts'
import { siteSettingsSchema } from '../../rescan/sources/site-settings.ts'
import { actorSchema, id, instant, name, pageOf, pageQuery, version } from './fields.ts'
import { defineRoutes } from './route.ts'

export const scheduleSchema = z.strictObject({
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  cron: z.string().trim().min(9).max(100),
  /** Name in the IANA database. */
  timeZone: z.string().max(64).default('Asia/Shanghai'),
})
export type Schedule = z.output<typeof scheduleSchema>

export const runStates = ['running', 'paused', 'done', 'interrupted', 'cancelled'] as const

const count = z.number().int()

export const siteRunSchema = z.object({
  id,
  /** Counts from 1 within the site. */
  number: count,
  state: z.enum(runStates),
  by: actorSchema,
  started: instant,
  finished: instant.nullable(),
  /** Whether everything is read again. */
  full: z.boolean(),
  done: count,
  /** How many there are, or were in the last run while the source is being listed; null: not known. */
  total: count.nullable(),
  screened: count,
  reused: count,
  rematched: count,
  unchanged: count,
  gone: count,
  skipped: count,
  failed: count,
  /** Documents that took down their worker each time; they are among `failed`. */
  dead: count,
  /** Findings where the last run that came to its end had none. */
  found: count,
  perMinute: z.number().nullable(),
  secondsLeft: count.nullable(),
  /** Review items that were opened, and documents with new findings that are in none. */
  opened: count,
  leftOut: count,
  /** Why it does not get on. */
  problem: z.string().nullable(),
})
export type SiteRun = z.infer<typeof siteRunSchema>

export const siteSchema = z.object({
  id,
  name: z.string(),
  source: z.string(),
  baseUrl: z.string().nullable(),
  settings: siteSettingsSchema,
  concurrency: count,
  keepText: z.boolean(),
  columns: columnsSchema,
  department: id.nullable(),
  schedule: scheduleSchema.nullable(),
  nextRun: instant.nullable(),
  active: z.boolean(),
  created: instant,
  version,
  last: siteRunSchema.nullable(),
  /** Documents that could not be fetched, or not read to their end; null: the last run has not come to its end. */
  unscreened: count.nullable(),
})
export type Site = z.infer<typeof siteSchema>

const changeable = z.strictObject({
  name,
  /** Politeness and limits of the source; secrets are named by the environment of the workers. */
  settings: siteSettingsSchema,
  /** Parts of the work that may be done at once, over all workers. */
  concurrency: z.number().int().min(1).max(64),
  /** Keep what was read, encrypted, so that new rules need no reading. */
  keepText: z.boolean(),
  columns: columnsSchema.max(1000),
  department: id.nullable(),
  schedule: scheduleSchema.nullable(),
  active: z.boolean(),
})

export const unscreenedSchema = z.object({
  ref: z.string(),
  url: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  /** It took down its worker each time it was tried. */
  dead: z.boolean(),
})

const params = z.object({ site: id })
const manage = { administrator: 'all' } as const
const read = { administrator: 'all', auditor: 'all', reviewer: 'unit' } as const

export const siteRoutes = defineRoutes({
  'sites.list': {
    method: 'GET',
    path: '/sites',
    summary: 'Sites that are rescanned, with their last runs',
    access: read,
    answer: z.object({ items: z.array(siteSchema) }),
  },
  'sites.create': {
    method: 'POST',
    path: '/sites',
    summary: 'Adds a site',
    access: manage,
    body: changeable.omit({ active: true }).extend({
      /** A folder, `https://…`, `list:FILE`, `s3://bucket/prefix` or `sql:FILE.yaml`. */
      source: z.string().trim().min(1).max(2000),
      /** Of a folder: where its files are published. */
      baseUrl: z
        .string()
        .regex(/^https?:\/\/[^/?#\s]+\/(?:[^?#\s]*\/)?$/)
        .max(2000)
        .nullable()
        .default(null),
      settings: siteSettingsSchema.prefault({}),
      concurrency: z.number().int().min(1).max(64).default(2),
      keepText: z.boolean().default(false),
      columns: columnsSchema.max(1000).default([]),
      department: id.nullable().default(null),
      schedule: scheduleSchema.nullable().default(null),
    }),
    status: 201,
    answer: siteSchema,
    problems: ['taken', 'bad-source', 'bad-schedule'],
  },
  'sites.update': {
    method: 'PATCH',
    path: '/sites/{site}',
    summary: 'Changes a site; what it is read from stays',
    access: manage,
    params,
    ifMatch: true,
    body: changeable.partial(),
    answer: siteSchema,
    problems: ['taken', 'bad-source', 'bad-schedule'],
  },
  'sites.delete': {
    method: 'DELETE',
    path: '/sites/{site}',
    summary: 'Deletes a site and all that is known of it; review items and the ledger stay',
    access: manage,
    params,
    status: 204,
    problems: ['rescan-open'],
  },
  'sites.runs': {
    method: 'GET',
    path: '/sites/{site}/runs',
    summary: 'Runs of a site, the latest first',
    access: read,
    params,
    query: pageQuery,
    answer: pageOf(siteRunSchema),
  },
  'sites.start': {
    method: 'POST',
    path: '/sites/{site}/runs',
    summary: 'Starts a rescan now',
    access: manage,
    params,
    body: z.strictObject({
      /** Read everything again, whatever has changed. */
      full: z.boolean().default(false),
    }),
    status: 201,
    answer: siteRunSchema,
    problems: ['rescan-open', 'site-inactive', 'bad-source'],
  },
  'sites.pause': {
    method: 'POST',
    path: '/sites/{site}/pause',
    summary: 'Pauses the rescan that is under way',
    access: manage,
    params,
    answer: siteRunSchema,
    problems: ['no-rescan'],
  },
  'sites.resume': {
    method: 'POST',
    path: '/sites/{site}/resume',
    summary: 'Goes on with a rescan that was paused',
    access: manage,
    params,
    answer: siteRunSchema,
    problems: ['no-rescan'],
  },
  'sites.cancel': {
    method: 'POST',
    path: '/sites/{site}/cancel',
    summary: 'Ends a rescan that is under way or paused; what it has done counts',
    access: manage,
    params,
    answer: siteRunSchema,
    problems: ['no-rescan'],
  },
  'sites.unscreened': {
    method: 'GET',
    path: '/sites/{site}/unscreened',
    summary: 'What the last run could not fetch or read to its end, with the reason',
    access: read,
    params,
    query: pageQuery,
    answer: pageOf(unscreenedSchema),
  },
})
