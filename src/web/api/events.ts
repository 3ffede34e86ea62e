/** Listens to server-sent events while the page is in view, and brings what is shown up to date. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ServiceEvent } from '../../server/api/events.ts'
import type { Submission } from '../../server/api/submissions.ts'
import { atMostEvery } from './at-most-every.ts'
import { addressOf } from './client.ts'
import { refresh } from './queries.ts'

/** Many items may change at once; lists are asked for anew at most this often. */
const pauseMilliseconds = 500

function apply(client: QueryClient, event: ServiceEvent, changed: () => void): void {
  if (event.kind === 'changed') {
    changed()
    return
  }
  client.setQueryData<Submission>(
    ['submissions.read', { params: { submission: event.submission } }],
    before => (before?.state === 'screening' ? { ...before, progress: event.progress } : before),
  )
}

/** Hidden tabs let go of the stream: browsers allow few connections to one server. */
export function useServiceEvents(enabled: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!enabled) return
    let source: EventSource | null = null
    const news = atMostEvery(pauseMilliseconds, () => void refresh(client))
    const listen = () => {
      source = new EventSource(addressOf('events.stream', {}))
      for (const kind of ['progress', 'changed'] satisfies ServiceEvent['kind'][]) {
        source.addEventListener(kind, ({ data }: MessageEvent<string>) =>
          apply(client, JSON.parse(data), news.ask),
        )
      }
    }
    const look = () => {
      if (document.visibilityState === 'hidden') {
        source?.close()
        source = null
      } else if (source === null) {
        listen()
        news.ask()
      }
    }
    listen()
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      news.stop()
      source?.close()
    }
  }, [client, enabled])
}
