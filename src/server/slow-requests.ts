/**
 * Ends requests whose body does not come. A large file over a slow line may take its time as long as it keeps coming;
 * what trickles in, to hold a connection open, may not. Whoever is cut off is told why before the connection closes.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ApiProblem } from './api/problem.ts'
import { problemBody } from './errors.ts'

export interface BodyPace {
  /** How often a body is looked at, in ms. */
  readonly everyMs: number
  /** What must have come since the last look, in bytes; less is silence. */
  readonly leastBytes: number
  /** How long a body that is no upload may take, in ms. */
  readonly mostMs: number
}

/** Half a kilobyte a second, over two minutes: a line may break for as long and come back. */
export const bodyPace: BodyPace = { everyMs: 120_000, leastBytes: 64 * 1024, mostMs: 300_000 }

/** However steadily a body comes: well within the day after which content that nobody registered is swept. */
export const mostRequestMs = 4 * 3_600_000

/** Looks at every request with a body until all of it has come. */
export function cutSlowBodies(server: FastifyInstance, pace: BodyPace): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (hasBody(request)) watch(request, reply, pace)
    done()
  })
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function watch(
  request: FastifyRequest,
  reply: FastifyReply,
  { everyMs, leastBytes, mostMs }: BodyPace,
): void {
  const { raw } = request
  const { socket } = raw
  const isUpload = /^multipart\//i.test(request.headers['content-type'] ?? '')
  const begun = performance.now()
  let seen = socket.bytesRead
  const timer = setInterval(
    () => {
      if (raw.complete) return clearInterval(timer)
      const came = socket.bytesRead - seen
      seen = socket.bytesRead
      // What has come and was not taken yet is our own slowness.
      const waitsForUs = raw.readableLength > 0 && !raw.readableFlowing
      const isSlow = isUpload ? came < leastBytes : performance.now() - begun >= mostMs
      if (isSlow && !waitsForUs) cut(request, reply, isUpload ? everyMs : mostMs)
    },
    Math.min(everyMs, isUpload ? everyMs : mostMs),
  )
  timer.unref()
  raw.once('close', () => clearInterval(timer))
}

/** As Node answers a request that came too late, but with words. */
function cut(request: FastifyRequest, reply: FastifyReply, withinMs: number): void {
  const { socket } = request.raw
  request.log.warn('a body came too slowly')
  // Half an answer cannot be taken back.
  if (socket.writable && !reply.raw.headersSent) {
    const problem = new ApiProblem('too-slow', { seconds: Math.ceil(withinMs / 1000) })
    const body = problemBody(problem, request)
    socket.write(
      [
        'HTTP/1.1 408 Request Timeout',
        'Connection: close',
        'Content-Type: application/problem+json; charset=utf-8',
        'Cache-Control: no-store',
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    )
  }
  socket.destroySoon()
}
