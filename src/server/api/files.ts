/** Files of a submission: upload, what was read, page pictures. Masked until revealed; a reveal is recorded. */
import { z } from 'zod'
import { boxSchema, channelSchema } from '../../document/document.ts'
import { problemSchema } from '../../document/problem.ts'
import { verdictSchema } from '../../document/screening.ts'
import { id, instant, reason } from './fields.ts'
import { defineRoutes } from './route.ts'

export const fileSchema = z.object({
  id,
  name: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  type: z.string().nullable(),
  /** `upload`, or `text` for what was pasted. */
  kind: z.enum(['upload', 'text']),
  state: z.enum(['waiting', 'queued', 'running', 'done']),
  verdict: verdictSchema.nullable(),
  findings: z.number().int(),
  /** Parts in reading order; `page` counts from 1 where the format has pages. */
  parts: z.number().int(),
  ocrParts: z.number().int(),
  pages: z.array(z.number().int()),
  problems: z.array(problemSchema),
  ruleset: z.string().nullable(),
  durationMs: z.number().nullable(),
  /** The content was removed: incident policy or retention. */
  purged: z.boolean(),
  /** Until when the caller may see the unmasked content; null when they have not asked. */
  revealedUntil: instant.nullable(),
})
export type FileView = z.infer<typeof fileSchema>

export const textPartSchema = z.object({
  index: z.number().int(),
  label: z.string(),
  page: z.number().int().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  lines: z.array(
    z.object({
      /** Masked characters are `●`. */
      text: z.string(),
      channel: channelSchema,
      box: boxSchema.nullable(),
      confidence: z.number(),
      engine: z.string().nullable(),
    }),
  ),
})

export const pastedTextSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  format: z.enum(['html', 'text']),
  content: z.string().min(1).max(2_000_000),
})

const item = z.object({ submission: id })
const params = item.extend({ file: id })
const authors = { editor: 'own', portal: 'own' } as const
/** Content is for those who wrote it and those who judge it. */
const readers = { editor: 'own', reviewer: 'unit', approver: 'unit' } as const
const revealed = z.stringbool().default(false)

export const fileRoutes = defineRoutes({
  'files.upload': {
    method: 'POST',
    path: '/submissions/{submission}/files',
    summary: 'Adds files to a draft',
    access: authors,
    params: item,
    upload: true,
    idempotent: true,
    status: 201,
    answer: z.object({ files: z.array(fileSchema) }),
    problems: ['wrong-state', 'too-large', 'too-many-files', 'unsupported-media'],
  },
  'files.paste': {
    method: 'POST',
    path: '/submissions/{submission}/texts',
    summary: 'Adds pasted rich text (HTML) or plain text to a draft',
    access: authors,
    params: item,
    body: pastedTextSchema,
    idempotent: true,
    status: 201,
    answer: fileSchema,
    problems: ['wrong-state', 'too-many-files'],
  },
  'files.delete': {
    method: 'DELETE',
    path: '/submissions/{submission}/files/{file}',
    summary: 'Removes a file from a draft',
    access: authors,
    params,
    status: 204,
    problems: ['wrong-state'],
  },
  'files.reveal': {
    method: 'POST',
    path: '/submissions/{submission}/files/{file}/reveal',
    summary: 'Lets the caller see the content unmasked for half an hour; recorded in the ledger',
    access: readers,
    params,
    body: z.strictObject({ reason }),
    answer: z.object({ until: instant }),
    problems: ['sealed', 'purged'],
  },
  'files.text': {
    method: 'GET',
    path: '/submissions/{submission}/files/{file}/text',
    summary: 'What was read, part by part; the places of findings are masked unless revealed',
    access: readers,
    params,
    query: z.object({
      revealed,
      from: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    answer: z.object({ parts: z.array(textPartSchema), total: z.number().int() }),
    problems: ['reveal-first', 'sealed', 'purged'],
  },
  'files.page': {
    method: 'GET',
    path: '/submissions/{submission}/files/{file}/pages/{page}',
    summary:
      'Picture of a page; the places of findings are blackened unless revealed. Headers X-Page-Width and X-Page-Height give its size in the units of the boxes',
    access: readers,
    params: params.extend({ page: z.coerce.number().int().min(1).max(5000) }),
    query: z.object({ revealed }),
    answer: 'image/jpeg',
    problems: ['reveal-first', 'sealed', 'purged'],
  },
  'files.content': {
    method: 'GET',
    path: '/submissions/{submission}/files/{file}/content',
    summary: 'The file as it was uploaded, as a download; only after a reveal',
    access: readers,
    params,
    answer: 'application/octet-stream',
    problems: ['reveal-first', 'sealed', 'purged'],
  },
})
