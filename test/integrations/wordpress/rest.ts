/** WordPress's REST API and XML-RPC, as other programs use them: with an application password. */
import type { Site } from './site.ts'

export interface Post {
  readonly id: number
  readonly status: string
  readonly title: { readonly rendered: string; readonly raw: string }
  readonly content: { readonly raw: string }
  readonly meta: Readonly<Record<string, unknown>>
  readonly featured_media: number
}

export interface Refused {
  readonly code: string
  readonly message: string
  readonly data: {
    readonly status: number
    readonly baoshen?: { readonly submission: { readonly id: string; readonly url: string } | null }
  }
}

export interface Said<T> {
  readonly status: number
  readonly body: T & Partial<Refused>
}

export class Rest {
  readonly #site: Site
  readonly #login: string
  readonly #password: string

  private constructor(site: Site, login: string, password: string) {
    this.#site = site
    this.#login = login
    this.#password = password
  }

  static async of(site: Site, login: string): Promise<Rest> {
    const password = await site.php<string>(
      `return WP_Application_Passwords::create_new_application_password(
        get_user_by( 'login', $argument )->ID, array( 'name' => uniqid() ) )[0];`,
      login,
    )
    return new Rest(site, login, password)
  }

  async call<T = Post>(method: string, route: string, body?: unknown): Promise<Said<T>> {
    const isBytes = body instanceof Uint8Array
    const response = await fetch(`${this.#site.url}/?rest_route=${route}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${this.#login}:${this.#password}`).toString('base64')}`,
        'content-type': isBytes ? 'application/octet-stream' : 'application/json',
      },
      ...(body === undefined ? {} : { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Said<T>['body'] }
  }

  async upload(name: string, bytes: Uint8Array, more: Record<string, string> = {}): Promise<Said<Post>> {
    const form = new FormData()
    form.append('file', new Blob([Buffer.from(bytes)]), name)
    for (const [key, value] of Object.entries(more)) form.append(key, value)
    const response = await fetch(`${this.#site.url}/?rest_route=/wp/v2/media`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${this.#login}:${this.#password}`).toString('base64')}`,
      },
      body: form,
    })
    return { status: response.status, body: (await response.json()) as Said<Post>['body'] }
  }

  /** @returns the answer as XML. */
  async xmlRpc(method: string, ...params: string[]): Promise<string> {
    const values = [value('1'), value(this.#login), value(this.#password), ...params]
    const response = await fetch(`${this.#site.url}/xmlrpc.php`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: `<?xml version="1.0"?><methodCall><methodName>${method}</methodName><params>${values
        .map(each => `<param>${each}</param>`)
        .join('')}</params></methodCall>`,
    })
    return response.text()
  }
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

export const value = (text: string) => `<value><string>${escaped(text)}</string></value>`
export const struct = (members: Readonly<Record<string, string>>) =>
  `<value><struct>${Object.entries(members)
    .map(([name, text]) => `<member><name>${name}</name>${text}</member>`)
    .join('')}</struct></value>`
export const base64 = (bytes: Uint8Array) =>
  `<value><base64>${Buffer.from(bytes).toString('base64')}</base64></value>`
