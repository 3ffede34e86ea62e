/** A question as the body of a request: JSON, or multipart when bytes go along. */
import type { Prepared } from './attachments.ts'
import type { Content } from './contract.ts'

/** @param send whose bytes go along; the others are named by their hash. */
export function bodyOf(
  content: Content,
  attachments: readonly Prepared[],
  send: ReadonlySet<Prepared>,
): { readonly body: string | FormData; readonly headers: Readonly<Record<string, string>> } {
  const { title, html, ticket, item, url, submit } = content
  const question = JSON.stringify({
    title,
    html,
    ticket,
    item,
    url,
    submit,
    attachments: attachments.map(each => ({
      name: each.name,
      src: each.src,
      ...(send.has(each) ? {} : { sha256: each.sha256 }),
    })),
  })
  if (send.size === 0) return { body: question, headers: { 'content-type': 'application/json' } }
  const form = new FormData()
  form.append('request', question)
  for (const each of attachments) {
    if (send.has(each) && each.bytes) form.append('file', each.bytes, each.name)
  }
  return { body: form, headers: {} }
}
