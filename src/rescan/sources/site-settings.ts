/** What can be set for a site, with its defaults. Credentials are no part of it: they come from the environment. */
import { z } from 'zod'
import { columnsSchema } from '../columns.ts'

const whole = z.coerce.number().int()

export const siteSettingsSchema = z
  .strictObject({
    /** Hosts that belong to the site besides the one of the start: `name`, `name:port`. Also opens them on an intranet. */
    hosts: z.array(z.string().min(1)).default([]),
    /** Seconds between the beginnings of two requests to a host. */
    interval: z.coerce.number().min(0).max(3600).default(0.25),
    /** Requests to one host at once. */
    perHost: whole.min(1).max(64).default(2),
    /** Seconds for one request with everything in it. */
    requestTimeout: z.coerce.number().positive().max(3600).default(60),
    /** Bytes of one answer. */
    maxBytes: whole
      .positive()
      .max(2 ** 31)
      .default(200 * 2 ** 20),
    /** Links from the start; null: as far as they go. */
    depth: whole.min(0).nullable().default(null),
    /** Addresses of one shape (`/art/*.html`), and of one that turns pages of a calendar. */
    perShape: whole.positive().default(1_000_000),
    perCalendar: whole.positive().default(5_000),
    /** Links of a page that are followed; null: all for a crawl, attachments for a list. */
    follow: z.enum(['all', 'attachments', 'none']).nullable().default(null),
    /** What the site is called in reports; its source when absent. */
    name: z.string().min(1).max(100).optional(),
    /** Columns of the site and their owners, for reports. */
    columns: columnsSchema.default([]),
    s3: z
      .strictObject({
        /** Of a server that is not AWS: `https://oss.example.gov.cn`. */
        endpoint: z.url({ protocol: /^https?$/ }).optional(),
        region: z.string().min(1).optional(),
        /** `https://endpoint/bucket/key` instead of `https://bucket.endpoint/key`; most servers of one's own want it. */
        pathStyle: z.boolean().default(true),
        /** Keys on one page of a listing; servers give 1,000 at most. */
        pageKeys: whole.min(1).max(1000).default(1000),
        /** Where readers find what is in the bucket: prepended to the key. */
        publicUrl: z.url({ protocol: /^https?$/ }).optional(),
      })
      .prefault({}),
  })
  .readonly()

export type SiteSettings = z.infer<typeof siteSettingsSchema>
