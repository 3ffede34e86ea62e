/** Hands a downloaded file to the browser. */
import type { RouteName } from '../../server/api/routes.ts'
import { download, type RequestOf } from '../api/client.ts'

const fallback = 'download'

/** The name that the server gave, RFC 6266. */
function nameIn(headers: Headers): string {
  const header = headers.get('content-disposition') ?? ''
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1]
  if (encoded) return decodeURIComponent(encoded)
  return /filename="([^"]+)"/i.exec(header)?.[1] ?? fallback
}

/** @throws {RequestError}. */
export async function saveFile<N extends RouteName>(name: N, request: RequestOf<N>): Promise<void> {
  const { blob, headers } = await download(name, request)
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = nameIn(headers)
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
