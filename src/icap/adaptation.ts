/** Answers REQMOD and RESPMOD: takes the message in, has it decided on, and lets it pass or puts a page in its place. */
import { randomBytes } from 'node:crypto'
import { languageOf, wantsJson } from './answer/accept.ts'
import { type HttpResponse, refusalOf, refusalResponse, withheldResponse } from './answer/refusal.ts'
import { postOfRequest, postOfResponse } from './content/message.ts'
import { isPageFurniture } from './content/page-furniture.ts'
import type { Post } from './content/post.ts'
import type { Reason } from './content/reasons.ts'
import type { Decision } from './decide.ts'
import { Intake } from './intake.ts'
import { answerHead } from './protocol/answer-head.ts'
import type { ByteReader } from './protocol/byte-reader.ts'
import { chunk, lastChunk } from './protocol/chunked.ts'
import type { SectionName } from './protocol/encapsulated.ts'
import { fieldOf } from './protocol/fields.ts'
import {
  type HttpRequestHead,
  type HttpResponseHead,
  parseHttpRequest,
  parseHttpResponse,
} from './protocol/http-head.ts'
import type { RequestHead } from './protocol/request-head.ts'
import type { Service } from './service.ts'
import { SpoolRoom } from './spool.ts'
import type { Wire } from './wire.ts'

interface Message {
  readonly kind: 'REQMOD' | 'RESPMOD'
  /** The headers as they came. */
  readonly raw: ReadonlyMap<SectionName, Buffer>
  readonly request: HttpRequestHead | null
  readonly response: HttpResponseHead | null
}

const allowed: Decision = { allowed: true, verdict: 'pass', reasons: [], findings: [] }
const refused = (reason: Reason): Decision => ({
  allowed: false,
  verdict: 'error',
  reasons: [reason],
  findings: [],
})

/** @throws {IcapError}, {GoneError}. */
export async function adapt(
  head: RequestHead,
  kind: Message['kind'],
  {
    reader,
    wire,
    service,
    close,
  }: { reader: ByteReader; wire: Wire; service: Service; close: () => boolean },
): Promise<void> {
  const startedAt = performance.now()
  const reference = randomBytes(6).toString('hex').toUpperCase()
  const message = await readHeaders(head, kind, reader)
  const { settings, counters } = service
  const room = new SpoolRoom(service.spoolFolder, settings.memoryBytes)
  try {
    const body = room.open(settings.content.bodyBytes)
    const intake = new Intake(head, { reader, wire, settings, body })
    const early = await decideEarly(message, intake, service)
    let items = 0
    let decision = early
    // What cannot be answered with “unchanged” has to be there to be sent back.
    if (!decision || (decision.allowed && !intake.may204)) await intake.rest()
    const decideOn = async (signal: AbortSignal) => {
      const reading = { limits: settings.content, room, signal }
      const { request, response } = message
      const post: Post =
        kind === 'REQMOD'
          ? await postOfRequest(request, body, reading)
          : await postOfResponse(request, response, body, reading)
      items = post.items.length
      return service.decide(post, signal)
    }
    const { fields } = message.response ?? message.request ?? {}
    const isLarge = body.size > settings.memoryBytes || (fields && fieldOf(fields, 'content-encoding') !== '')
    decision ??= await decideWithin(wire, service, signal =>
      isLarge ? service.inTurn(() => decideOn(signal)) : decideOn(signal),
    )
    const answer = { istag: service.istag, close: close(), reference }
    wire.isAnswering = true
    if (!decision.allowed) await replace(message, decision, wire, service, answer)
    else if (intake.may204) await wire.write(answerHead(204, { ...answer, more: referenceField(reference) }))
    else await passOn(message, intake, wire, answer)
    const milliseconds = performance.now() - startedAt
    counters.answered(milliseconds)
    counters.bytes += body.size
    if (decision.allowed) counters.allowed += 1
    else counters.refused += 1
    service.log.write(kind.toLowerCase(), {
      reference,
      outcome: decision.allowed ? 'allowed' : 'refused',
      verdict: decision.verdict,
      icap: decision.allowed && intake.may204 ? 204 : 200,
      reasons: decision.reasons.map(({ code }) => code),
      rules: [...new Set(decision.findings.map(({ finding }) => finding.rule))],
      items,
      bytes: body.size,
      ms: Math.round(milliseconds),
    })
  } finally {
    await room.dispose()
  }
}

const referenceField = (reference: string) => [['X-Baoshen-Reference', reference] as const]

async function readHeaders(head: RequestHead, kind: Message['kind'], reader: ByteReader): Promise<Message> {
  const raw = new Map<SectionName, Buffer>()
  for (const { name, length } of head.encapsulated.headers) raw.set(name, await reader.exactly(length))
  const request = raw.get('req-hdr')
  const response = raw.get('res-hdr')
  return {
    kind,
    raw,
    request: request ? parseHttpRequest(request) : null,
    response: response ? parseHttpResponse(response) : null,
  }
}

/** What needs no body, or no more of it than the preview. @returns null when all of it has to be read. */
async function decideEarly(message: Message, intake: Intake, service: Service): Promise<Decision | null> {
  // A request that writes may carry all it says in its address.
  if (intake.isWhole) return message.kind === 'REQMOD' && writes(message.request) ? null : allowed
  const head = message.kind === 'REQMOD' ? message.request : message.response
  const hasPreview = await intake.preview()
  if (!hasPreview) return null
  const limit = service.settings.content.bodyBytes
  if (!intake.isWhole && head && Number(fieldOf(head.fields, 'content-length')) > limit) {
    return refused({ code: 'too-large', details: { limit: Math.floor(limit / 2 ** 20) } })
  }
  if (message.response && (await isPageFurniture(message.response, await intake.body.bytes()))) return allowed
  return null
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT']
const writes = (request: HttpRequestHead | null) => request !== null && !safeMethods.includes(request.method)

/** Fail closed: out of time, stopped or broken is a no. */
async function decideWithin(
  wire: Wire,
  service: Service,
  work: (signal: AbortSignal) => Promise<Decision>,
): Promise<Decision> {
  const { answerSeconds } = service.settings
  const late = AbortSignal.timeout(answerSeconds * 1000)
  const signal = AbortSignal.any([late, service.stopping, wire.gone])
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(new Error('aborted'))
  signal.addEventListener('abort', onAbort)
  try {
    return await Promise.race([work(signal), aborted.promise])
  } catch (error) {
    if (late.aborted) return refused({ code: 'timeout', details: { seconds: answerSeconds } })
    if (signal.aborted) return refused({ code: 'stopping' })
    service.log.write('failed', { error: error instanceof Error ? (error.stack ?? error.name) : 'unknown' })
    return refused({ code: 'internal' })
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

interface AnswerContext {
  readonly istag: string
  readonly close: boolean
  readonly reference: string
}

/** The message as it came, byte for byte, for clients that have not kept it. */
async function passOn(message: Message, intake: Intake, wire: Wire, answer: AnswerContext): Promise<void> {
  const [name, bodyName] =
    message.kind === 'REQMOD' ? (['req-hdr', 'req-body'] as const) : (['res-hdr', 'res-body'] as const)
  const header = message.raw.get(name) ?? Buffer.alloc(0)
  const { body, hasBody } = intake
  if (body.isCut) throw new Error('a body that was cut must not be passed on')
  const list = [
    ...(header.length > 0 ? [`${name}=0`] : []),
    `${hasBody ? bodyName : 'null-body'}=${header.length}`,
  ].join(', ')
  const more = [['Encapsulated', list] as const, ...referenceField(answer.reference)]
  await wire.write(Buffer.concat([answerHead(200, { ...answer, more }), header]))
  if (!hasBody) return
  for await (const piece of body.read()) if (piece.length > 0) await wire.write(chunk(piece))
  await wire.write(lastChunk)
}

async function replace(
  message: Message,
  decision: Decision,
  wire: Wire,
  service: Service,
  answer: AnswerContext,
): Promise<void> {
  const fields = message.request?.fields ?? new Map()
  const language = languageOf(fieldOf(fields, 'accept-language'))
  const { reference } = answer
  let page: HttpResponse
  if (message.kind === 'RESPMOD') page = withheldResponse(language, reference)
  else {
    const refusal = refusalOf(decision, service.ruleTexts, { language, reference })
    page = refusalResponse(refusal, wantsJson(fieldOf(fields, 'accept')))
  }
  const more = [
    ['Encapsulated', `res-hdr=0, res-body=${page.head.length}`] as const,
    ...referenceField(reference),
  ]
  const head = answerHead(200, { ...answer, more })
  await wire.write(Buffer.concat([head, page.head, chunk(page.body), lastChunk]))
}
