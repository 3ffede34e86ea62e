/** Server-sent events for open pages. */

import { eventRoutes } from '../api/events.ts'
import { ApiProblem } from '../api/problem.ts'
import { type Handlers, handled } from '../handler.ts'
import { authenticate } from '../security/authenticate.ts'
import { isWithin, scopesOf } from '../workflow/visibility.ts'

/** Often enough that no proxy closes a silent stream, and that a session that ended is noticed soon. */
const heartbeatMilliseconds = 15_000

export const eventHandlers: Handlers<'events.'> = {
  'events.stream': async ({ app, caller, scopes, query, raw, reply }) => {
    const { service } = app
    if (query.submission !== undefined) {
      const row = await service.store.db
        .selectFrom('submission')
        .selectAll()
        .where('id', '=', query.submission)
        .executeTakeFirst()
      if (!row || !isWithin(caller, scopes, row)) throw new ApiProblem('not-found')
    }
    reply.hijack()
    const stream = reply.raw
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) stream.setHeader(name, value)
    }
    stream.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Some reverse proxies hold answers back unless told not to.
      'x-accel-buffering': 'no',
    })
    stream.write(': connected\n\n')
    const unsubscribe = service.events.subscribe(
      announcement => {
        const { event } = announcement
        if (query.submission !== undefined && event.submission !== query.submission) return
        if (!isWithin(caller, scopes, announcement)) return
        stream.write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`)
      },
      () => stream.end(),
    )
    const heartbeat = setInterval(async () => {
      try {
        // Rights may have changed since the stream was opened.
        const { caller: now } = await authenticate(service, raw)
        if (scopesOf(now, eventRoutes['events.stream'].access).join() !== scopes.join()) stream.end()
        else stream.write(': alive\n\n')
      } catch {
        stream.end()
      }
    }, heartbeatMilliseconds)
    stream.on('close', () => {
      clearInterval(heartbeat)
      unsubscribe()
    })
    return handled
  },
}
