/** Uploads files with progress, which `fetch` cannot tell. */

import type { AnswerOf, RouteName, Routes } from '../../server/api/routes.ts'
import { type AnyRequest, addressOf, commonHeaders, newKey, type RequestOf } from './client.ts'
import { problemOf, RequestError } from './request-error.ts'
import { routeTable } from './table.ts'

type UploadRoute = {
  [N in RouteName]: Routes[N] extends { readonly upload: true } ? N : never
}[RouteName]

/**
 * @param onProgress share that was sent, 0 to 1.
 * @throws {RequestError}.
 */
export function upload<N extends UploadRoute>(
  name: N,
  request: RequestOf<N>,
  files: readonly File[],
  onProgress: (share: number) => void = () => {},
): Promise<AnswerOf<N>> {
  const form = new FormData()
  for (const file of files) form.append('file', file, file.name)
  return new Promise((resolve, reject) => {
    const http = new XMLHttpRequest()
    http.open(routeTable[name][0], addressOf(name, request as AnyRequest))
    for (const [key, value] of Object.entries(commonHeaders())) http.setRequestHeader(key, value)
    http.setRequestHeader('idempotency-key', (request as AnyRequest).key ?? newKey())
    let hasBegun = false
    http.upload.addEventListener('progress', event => {
      hasBegun ||= event.loaded > 0
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    http.addEventListener('load', () => {
      if (http.status >= 200 && http.status < 300) resolve(JSON.parse(http.responseText))
      else reject(problemOf(http.status, http.responseText))
    })
    http.addEventListener('error', () => reject(new RequestError(hasBegun ? 'broken-off' : 'offline', null)))
    http.send(form)
  })
}
