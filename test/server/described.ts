/** Compares answers of the service with its own description of the API. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { type Answer, Client } from './harness.ts'

interface Described {
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>
}
interface Operation {
  readonly operationId: string
  readonly responses: Readonly<Record<string, Described>>
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: object }
}

/** What was not as described, a line each. */
export const faults = new Set<string>()
const called = new Set<string>()
const checks = new Map<string, ValidateFunction>()
let description: Description

export async function readDescription(url: string): Promise<void> {
  description = await new Client(url).get('/api/openapi.json')
}

/** Operations that have not answered with success so far. */
export function uncalled(): string[] {
  const all = Object.values(description.paths).flatMap(each => Object.values(each))
  return all.map(each => each.operationId).filter(name => !called.has(name))
}

/** Names of formats are notes (JSON Schema 2020-12 §7.2.1). */
const ajv = new Ajv2020({ strict: false, validateFormats: false })

function operationOf(method: string, address: string): Operation | undefined {
  const asked = address.split('?')[0] ?? ''
  for (const [pattern, operations] of Object.entries(description.paths)) {
    const shape = new RegExp(`^${pattern.replaceAll(/[.]/g, '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)
    // `/people/{person}` is never asked with a word that is a path of its own.
    const operation = operations[method.toLowerCase()]
    if (shape.test(asked) && operation && (pattern === asked || !(asked in description.paths)))
      return operation
  }
  return undefined
}

/** Notes what is not as described. */
export function compare(method: string, address: string, { status, body, headers }: Answer<unknown>): void {
  const operation = operationOf(method, address)
  if (!operation) {
    faults.add(`${method} ${address}: not described`)
    return
  }
  const { operationId, responses } = operation
  const described = responses[String(status)] ?? (status >= 400 ? responses.default : undefined)
  const type = headers.get('content-type')?.split(';')[0] ?? null
  if (!described) {
    faults.add(`${operationId}: status ${status} is not described`)
    return
  }
  if (status < 400) called.add(operationId)
  const types = Object.keys(described.content ?? {})
  if (type === null ? types.length > 0 : !types.includes(type)) {
    faults.add(`${operationId}: ${status} ${type}, described: ${types.join(', ') || 'no content'}`)
    return
  }
  const schema = type === null ? undefined : described.content?.[type]?.schema
  if (!schema) return
  const kind = `${operationId} ${described === responses.default ? 'default' : status}`
  const check = checks.get(kind) ?? ajv.compile({ ...schema, components: description.components })
  checks.set(kind, check)
  if (!check(body)) faults.add(`${kind}: ${ajv.errorsText(check.errors)}`)
}

/** Calls, and compares what is answered. */
export async function call<T = Record<string, never>>(
  client: Client,
  method: string,
  address: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const answer = await client.call<T>(method, address, body, headers)
  compare(method, `/api/v1${address}`, answer)
  return answer
}
