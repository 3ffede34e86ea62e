/** Portals that submit by API, and their keys. */
import { z } from 'zod'
import { policySchema } from '../../gate/content.ts'
import { formSchema } from '../../review/form.ts'
import { keyScopeSchema, keyScopes } from '../../review/key-scope.ts'
import { id, instant, name, version } from './fields.ts'
import { defineRoutes } from './route.ts'

export const keySchema = z.object({
  id,
  /** The beginning of the key, to tell keys apart. */
  prefix: z.string(),
  scopes: z.array(keyScopeSchema),
  created: instant,
  expires: instant.nullable(),
  revoked: instant.nullable(),
  lastUsed: instant.nullable(),
})

/** What the form of a submission says that the gate opens for a portal. */
export const portalFormSchema = formSchema
  .pick({ column: true, publicity: true, basis: true, opinion: true })
  .partial()

const gateSchema = z.strictObject({
  /** `screen`: the verdict decides; `approve`: only what people approved goes out; `both`. */
  policy: policySchema.default('screen'),
  /** The verdict from which on the screening says no. */
  failOn: z.enum(['review', 'block']).default('review'),
  /** Questions to the gate a minute; null: the service's own limit. */
  ratePerMinute: z.number().int().min(1).max(1_000_000).nullable().default(null),
  /** Largest request to the gate. */
  requestMegabytes: z.number().int().min(1).max(2000).default(50),
  form: portalFormSchema.default({}),
})

export const portalSchema = z.object({
  id,
  name: z.string(),
  department: id.nullable(),
  active: z.boolean(),
  policy: policySchema,
  failOn: z.enum(['review', 'block']),
  ratePerMinute: z.number().int().nullable(),
  requestMegabytes: z.number().int(),
  form: portalFormSchema,
  keys: z.array(keySchema),
  created: instant,
  version,
})
export type Portal = z.infer<typeof portalSchema>

const params = z.object({ portal: id })

export const portalRoutes = defineRoutes({
  'portals.list': {
    method: 'GET',
    path: '/portals',
    summary: 'All portals with their keys (never the secrets)',
    access: { administrator: 'all', auditor: 'all' },
    answer: z.object({ items: z.array(portalSchema) }),
  },
  'portals.create': {
    method: 'POST',
    path: '/portals',
    summary: 'Adds a portal',
    access: { administrator: 'all' },
    body: gateSchema.extend({ name, department: id.nullable() }),
    status: 201,
    answer: portalSchema,
    problems: ['taken'],
  },
  'portals.update': {
    method: 'PATCH',
    path: '/portals/{portal}',
    summary: 'Changes a portal; an inactive one is refused at once',
    access: { administrator: 'all' },
    params,
    ifMatch: true,
    body: z
      .strictObject({
        name,
        department: id.nullable(),
        active: z.boolean(),
        policy: policySchema,
        failOn: z.enum(['review', 'block']),
        ratePerMinute: z.number().int().min(1).max(1_000_000).nullable(),
        requestMegabytes: z.number().int().min(1).max(2000),
        form: portalFormSchema,
      })
      .partial(),
    answer: portalSchema,
    problems: ['taken'],
  },
  'portals.add-key': {
    method: 'POST',
    path: '/portals/{portal}/keys',
    summary: 'Makes an API key; the secret is answered once and kept only as a hash',
    access: { administrator: 'all' },
    params,
    body: z.strictObject({
      days: z.number().int().min(1).max(3650).nullable().default(365),
      scopes: z
        .array(keyScopeSchema)
        .min(1)
        .max(3)
        .default([...keyScopes]),
    }),
    status: 201,
    answer: z.object({ key: keySchema, secret: z.string() }),
  },
  'portals.rotate-key': {
    method: 'POST',
    path: '/portals/{portal}/keys/{key}/rotate',
    summary:
      'Makes a key in the place of another, which holds on for some hours so that nothing is refused meanwhile',
    access: { administrator: 'all' },
    params: params.extend({ key: id }),
    body: z.strictObject({
      days: z.number().int().min(1).max(3650).nullable().default(365),
      hours: z.number().int().min(0).max(720).default(24),
    }),
    status: 201,
    answer: z.object({ key: keySchema, secret: z.string() }),
  },
  'portals.revoke-key': {
    method: 'DELETE',
    path: '/portals/{portal}/keys/{key}',
    summary: 'Revokes a key at once',
    access: { administrator: 'all' },
    params: params.extend({ key: id }),
    status: 204,
  },
})
