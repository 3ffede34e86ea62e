/** An editor of the site: over REST, and what anybody may read. */
import { readFileSync } from 'node:fs'
import path from 'node:path'

export interface Reply {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  /** What an editor is told when it is refused. */
  readonly message: string
}

export interface PostData {
  readonly title?: string
  readonly slug?: string
  readonly body?: object
  readonly attachments?: readonly number[]
  readonly _status?: 'draft' | 'published'
}

const lexical = (type: string, children: readonly object[]) => ({
  type,
  version: 1,
  direction: 'ltr',
  format: '',
  indent: 0,
  children,
})
const textNode = (text: string) => ({
  type: 'text',
  version: 1,
  text,
  format: 0,
  detail: 0,
  mode: 'normal',
  style: '',
})

/** A rich text of paragraphs; a number is a file of the media library. */
export function richText(...parts: readonly (string | number)[]): object {
  const nodes = parts.map(part =>
    typeof part === 'string'
      ? { ...lexical('paragraph', [textNode(part)]), textFormat: 0, textStyle: '' }
      : {
          type: 'upload',
          version: 3,
          format: '',
          relationTo: 'media',
          value: part,
          fields: null,
          id: `u${part}`,
        },
  )
  return { root: lexical('root', nodes) }
}

export class Editor {
  readonly #url: string
  #token = ''

  constructor(url: string) {
    this.#url = url
  }

  async register(email: string, password: string): Promise<void> {
    const { body } = await this.call('POST', '/users/first-register', { email, password })
    this.#token = String(body.token)
  }

  async call(method: string, address: string, body?: object): Promise<Reply> {
    const isForm = body instanceof FormData
    const response = await fetch(`${this.#url}/api${address}`, {
      method,
      headers: {
        ...(this.#token === '' ? {} : { authorization: `JWT ${this.#token}` }),
        ...(isForm || body === undefined ? {} : { 'content-type': 'application/json' }),
        'accept-language': 'zh',
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    })
    const answer = (await response.json()) as Record<string, unknown>
    const errors = (answer.errors ?? []) as { message: string }[]
    return { status: response.status, body: answer, message: errors.map(each => each.message).join('\n') }
  }

  /** @returns its id. */
  async draft(data: PostData): Promise<number> {
    const { body } = await this.call('POST', '/posts?draft=true', data)
    return (body.doc as { id: number }).id
  }

  publish(id: number, data: PostData = {}): Promise<Reply> {
    return this.call('PATCH', `/posts/${id}`, { ...data, _status: 'published' })
  }

  /** @param replaces the file whose place it takes. */
  upload(file: string, replaces?: number): Promise<Reply> {
    const form = new FormData()
    form.append('file', new Blob([readFileSync(file)]), path.basename(file))
    form.append('_payload', JSON.stringify({ alt: '' }))
    return replaces === undefined
      ? this.call('POST', '/media', form)
      : this.call('PATCH', `/media/${replaces}`, form)
  }
}

/** The titles that readers of the site see. */
export async function published(url: string): Promise<string[]> {
  const { body } = await new Editor(url).call('GET', '/posts?limit=100')
  return (body.docs as { title: string }[]).map(each => each.title).sort()
}
