/** The organisation's own rule packs and term lists: uploaded, tried on recent items, put into force. */
import { z } from 'zod'
import { verdictSchema } from '../../document/screening.ts'
import { actorSchema, id, instant } from './fields.ts'
import { defineRoutes } from './route.ts'

export const packSchema = z.object({
  id,
  kind: z.enum(['pack', 'terms']),
  name: z.string(),
  rules: z.number().int(),
  state: z.enum(['new', 'active', 'retired']),
  by: actorSchema,
  uploaded: instant,
  activated: instant.nullable(),
})

export const trialSchema = z.object({
  items: z.number().int(),
  changed: z.number().int(),
  rows: z.array(
    z.object({
      submission: id,
      file: id,
      title: z.string(),
      before: verdictSchema.nullable(),
      after: verdictSchema,
      findingsBefore: z.number().int(),
      findingsAfter: z.number().int(),
      /** Ids of rules of the pack that matched. */
      rules: z.array(z.string()),
    }),
  ),
})

const administrator = { administrator: 'all' } as const
const params = z.object({ pack: id })

export const packRoutes = defineRoutes({
  'packs.list': {
    method: 'GET',
    path: '/packs',
    summary: 'Own packs and term lists',
    access: { administrator: 'all', auditor: 'all', reviewer: 'all' },
    answer: z.object({ items: z.array(packSchema) }),
  },
  'packs.upload': {
    method: 'POST',
    path: '/packs',
    summary: 'Uploads a rule pack (YAML) or a term list (TXT, CSV, XLSX); checked, not yet in force',
    access: administrator,
    upload: true,
    status: 201,
    answer: packSchema,
    problems: ['bad-pack', 'too-large'],
  },
  'packs.try': {
    method: 'POST',
    path: '/packs/{pack}/trial',
    summary: 'Dry run: what it would have changed for recent items',
    access: administrator,
    params,
    body: z.strictObject({ items: z.number().int().min(1).max(50).default(20) }),
    answer: trialSchema,
    problems: ['bad-pack'],
  },
  'packs.activate': {
    method: 'POST',
    path: '/packs/{pack}/activate',
    summary: 'Puts it into force for all screenings from now on',
    access: administrator,
    params,
    answer: packSchema,
    problems: ['bad-pack'],
  },
  'packs.retire': {
    method: 'POST',
    path: '/packs/{pack}/retire',
    summary: 'Takes it out of force',
    access: administrator,
    params,
    answer: packSchema,
  },
})
