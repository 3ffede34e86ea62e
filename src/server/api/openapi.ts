/** OpenAPI 3.1 from the route table. */
import { z } from 'zod'
import { problemSchema } from '../../document/problem.ts'
import { screeningSchema } from '../../document/screening.ts'
import { version } from '../../version.ts'
import { messageSchema, webhookEvents } from '../../webhooks/event.ts'
import { departmentSchema } from './departments.ts'
import { actorSchema } from './fields.ts'
import { fileSchema } from './files.ts'
import { findingSchema } from './findings.ts'
import { incidentSchema } from './incidents.ts'
import { ledgerEntrySchema } from './ledger.ts'
import { personSchema } from './people.ts'
import { portalSchema } from './portals.ts'
import { type ApiProblemCode, apiProblems, problemDocumentSchema } from './problem.ts'
import type { Route } from './route.ts'
import { apiPrefix, routeNames, routes } from './routes.ts'
import { submissionSchema, submissionSummarySchema } from './submissions.ts'
import { deliverySchema, endpointSchema } from './webhooks.ts'

type Json = Record<string, unknown>

/** Schemas of answers that have a name of their own; what is sent is written out where it stands. */
const named = z
  .registry<{ id: string }>()
  .add(submissionSchema, { id: 'Submission' })
  .add(submissionSummarySchema, { id: 'SubmissionSummary' })
  .add(fileSchema, { id: 'File' })
  .add(findingSchema, { id: 'Finding' })
  .add(screeningSchema, { id: 'Screening' })
  .add(incidentSchema, { id: 'Incident' })
  .add(ledgerEntrySchema, { id: 'LedgerEntry' })
  .add(personSchema, { id: 'Person' })
  .add(departmentSchema, { id: 'Department' })
  .add(portalSchema, { id: 'Portal' })
  .add(endpointSchema, { id: 'WebhookEndpoint' })
  .add(deliverySchema, { id: 'WebhookDelivery' })
  .add(actorSchema, { id: 'Actor' })
  .add(problemSchema, { id: 'DocumentProblem' })

/** What zod adds beyond what readers need: patterns of formats, the bounds of safe integers. */
function plain({ jsonSchema }: { jsonSchema: Json }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
}

/** Adds the named schemas that `type` uses to `components`. */
function schemaOf(type: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const {
    $schema: _,
    $defs,
    ...schema
  } = z.toJSONSchema(type, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override: plain,
    ...(io === 'output' ? { metadata: named } : {}),
  })
  const hoisted = (value: unknown): Json => {
    const { id: _id, ...bare } = JSON.parse(
      JSON.stringify(value).replaceAll('#/$defs/', '#/components/schemas/'),
    )
    return bare
  }
  for (const [name, definition] of Object.entries($defs ?? {})) components[name] ??= hoisted(definition)
  const name = io === 'output' ? named.get(type)?.id : undefined
  if (name === undefined) return hoisted(schema)
  components[name] ??= hoisted(schema)
  return { $ref: `#/components/schemas/${name}` }
}

function parametersOf(route: Route, components: Json): Json[] {
  const of = (object: z.ZodObject | undefined, place: 'path' | 'query') =>
    Object.entries(object?.shape ?? {}).map(([name, type]) => {
      const field = type as z.ZodType
      return {
        name,
        in: place,
        required: place === 'path' || !field.safeParse(undefined).success,
        schema: schemaOf(field, 'input', components),
      }
    })
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string', maxLength: 200 },
  })
  return [
    ...of(route.params, 'path'),
    ...of(route.query, 'query'),
    ...(route.ifMatch ? [header('If-Match', true, 'ETag of the version that was read')] : []),
    ...(route.idempotent
      ? [header('Idempotency-Key', false, 'The same key and request give the same answer, once')]
      : []),
  ]
}

function bodyOf(route: Route, components: Json): Json | undefined {
  if (route.upload) {
    const properties = { file: { type: 'array', items: { type: 'string', format: 'binary' } } }
    const schema = { type: 'object', properties, required: ['file'] }
    return { required: true, content: { 'multipart/form-data': { schema } } }
  }
  if (!route.body) return undefined
  const schema = schemaOf(route.body, 'input', components)
  const content: Json = { 'application/json': { schema } }
  if (route.multipart) {
    const properties = {
      request: schema,
      file: { type: 'array', items: { type: 'string', format: 'binary' } },
    }
    content['multipart/form-data'] = { schema: { type: 'object', properties, required: ['request'] } }
  }
  return { required: true, content }
}

/** Problems that a route may answer, the common ones included. */
export function problemsOf(route: Route): ApiProblemCode[] {
  const codes: ApiProblemCode[] = [...(route.problems ?? []), 'too-many-requests', 'internal', 'unavailable']
  if (route.params || route.query || route.body || route.upload) codes.push('invalid')
  if (route.body || route.upload) codes.push('too-slow')
  if (route.access !== 'anyone') codes.push('signed-out', 'bad-key')
  if (typeof route.access === 'object') codes.push('forbidden')
  if (route.params) codes.push('not-found')
  if (route.ifMatch) codes.push('precondition-failed', 'precondition-needed')
  if (route.idempotent) codes.push('key-reused')
  if (route.method !== 'GET') codes.push('cross-site')
  return [...new Set(codes)]
}

function responsesOf(route: Route, components: Json): Json {
  const status = String(route.status ?? (route.answer ? 200 : 204))
  const { answer } = route
  const success: Json = { description: 'Done' }
  if (typeof answer === 'string') success.content = { [answer]: {} }
  else if (answer)
    success.content = { 'application/json': { schema: schemaOf(answer, 'output', components) } }
  const responses: Json = { [status]: success }
  if (route.later)
    responses['202'] = {
      description: 'Not yet: ask again at `Location` after `Retry-After` seconds',
      headers: {
        Location: { schema: { type: 'string' } },
        'Retry-After': { schema: { type: 'integer' } },
      },
      content: { 'application/json': { schema: schemaOf(route.later, 'output', components) } },
    }
  const codes = problemsOf(route).sort()
  responses.default = {
    description: `Problem: ${codes.map(code => `${apiProblems[code].status} ${code}`).join(', ')}`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  return responses
}

/** Who may call, in words for readers and as data for programs. */
function accessOf(route: Route): Json {
  const security = route.access === 'anyone' ? [] : [{ session: [] }, { key: [] }]
  return { security, 'x-access': route.access }
}

/** What the service itself sends, signed as Standard Webhooks says. */
function webhooksOf(components: Json): Json {
  const webhooks: Json = {}
  for (const event of webhookEvents) {
    const schema = schemaOf(messageSchema(event), 'output', components)
    const post = {
      summary: event,
      parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name => ({
        name,
        in: 'header',
        required: true,
        schema: { type: 'string' },
      })),
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: { '2XX': { description: 'Taken; anything else is tried again' } },
    }
    webhooks[event] = { post }
  }
  return webhooks
}

export function openApi(): Json {
  const paths: Record<string, Json> = {}
  const schemas: Json = {}
  schemas.Problem = schemaOf(problemDocumentSchema, 'output', schemas)
  for (const name of routeNames) {
    const route: Route = routes[name]
    const path = `${apiPrefix}${route.path}`
    const body = bodyOf(route, schemas)
    const operation = {
      operationId: name,
      tags: [name.split('.')[0]],
      summary: route.summary,
      ...accessOf(route),
      parameters: parametersOf(route, schemas),
      ...(body ? { requestBody: body } : {}),
      responses: responsesOf(route, schemas),
    }
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'baoshen 保审',
      version: version(),
      description:
        'Pre-publication review. Acts that change something need the header `X-Baoshen: 1` when signed in by cookie. Errors are RFC 9457 problem documents with a stable `code`.',
    },
    paths,
    webhooks: webhooksOf(schemas),
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'baoshen' },
        key: { type: 'http', scheme: 'bearer' },
      },
      schemas,
    },
  }
}
