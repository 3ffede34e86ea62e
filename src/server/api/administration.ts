/** Settings of the service, and the state of the screening queue. */
import { z } from 'zod'
import { id, instant, version } from './fields.ts'
import { defineRoutes } from './route.ts'

export const settingsSchema = z.strictObject({
  /** What becomes of the content of an incident. */
  incidentContent: z.enum(['seal', 'purge']).default('seal'),
  /** Days after which the content of finished items is destroyed, and items left screened or returned are withdrawn; null: never. The ledger stays. */
  keepContentDays: z.number().int().min(1).max(36_500).nullable().default(365),
  /** Days after which a draft that nobody touched is withdrawn; null: never. */
  keepDraftsDays: z.number().int().min(1).max(3650).nullable().default(30),
  /** Hours for which a file that a portal sent to the gate can be named by its hash. */
  gateFileHours: z.number().int().min(0).max(8760).default(72),
  /** Days a ticket is valid. */
  ticketDays: z.number().int().min(1).max(3650).default(30),
  /** Minutes without use after which a session ends. */
  sessionIdleMinutes: z.number().int().min(5).max(720).default(30),
  /** Largest file, in MB. */
  uploadMegabytes: z.number().int().min(1).max(2000).default(200),
  /** Most files in one submission. */
  filesPerSubmission: z.number().int().min(1).max(200).default(50),
})
export type Settings = z.infer<typeof settingsSchema>

/** A process that takes jobs, on this machine or another. */
const workerSchema = z.object({
  name: z.string(),
  host: z.string(),
  pid: z.number().int(),
  started: instant,
  lastSeen: instant,
  live: z.boolean(),
  concurrency: z.number().int(),
  running: z.number().int(),
  /** Parts of rescans at work. */
  rescanning: z.number().int(),
})

const deadLetterSchema = z.object({
  submissionId: id,
  fileId: id,
  at: instant,
  attempts: z.number().int(),
  reason: z.string(),
})

export const administrationRoutes = defineRoutes({
  'settings.read': {
    method: 'GET',
    path: '/settings',
    summary: 'Settings of the service',
    access: { administrator: 'all', auditor: 'all' },
    answer: z.object({ settings: settingsSchema, version }),
  },
  'settings.update': {
    method: 'PUT',
    path: '/settings',
    summary: 'Replaces the settings',
    access: { administrator: 'all' },
    ifMatch: true,
    body: settingsSchema,
    answer: z.object({ settings: settingsSchema, version }),
  },
  'queue.read': {
    method: 'GET',
    path: '/queue',
    summary: 'The screening queue: what waits, who works, what was given up',
    access: { administrator: 'all', auditor: 'all' },
    answer: z.object({
      queued: z.number().int(),
      running: z.number().int(),
      oldest: instant.nullable(),
      /** Finished in a minute, of late. */
      perMinute: z.number().nullable(),
      /** Jobs at work at once in this process. */
      concurrency: z.number().int(),
      ruleset: z.string(),
      workers: z.array(workerSchema),
      /** Jobs whose every attempt failed; their files are errors. */
      dead: z.array(deadLetterSchema),
    }),
  },
})
