/**
 * Payload plugin: nothing is published, and no file is kept, until baoshen's gate says yes.
 *
 * It stands in the hooks that every way into a collection goes through: the admin page, REST, GraphQL, the local API,
 * bulk edits, restored versions and scheduled publishing.
 */
import { type Answer, type Content, openGate } from 'baoshen/client'
import {
  APIError,
  type CollectionBeforeChangeHook,
  type CollectionBeforeOperationHook,
  type CollectionBeforeValidateHook,
  type CollectionConfig,
  type PayloadRequest,
  type Plugin,
  type TextField,
} from 'payload'

type Doc = Readonly<Record<string, unknown>>

export interface BaoshenOptions {
  /** Where baoshen is, e.g. `https://baoshen.intranet`. */
  readonly url: string
  /** This portal's API key with the scope `gate`. */
  readonly key: string
  /** Seconds until the answer is a no; 30 when absent. */
  readonly timeout?: number
  readonly language?: 'zh' | 'en'
  /** For each collection of posts: what a reader of the site will get. */
  readonly posts: Readonly<Record<string, (doc: Doc, req: PayloadRequest) => Content | Promise<Content>>>
  /** Upload collections: files are screened before they are written. */
  readonly files: readonly string[]
  /** Sends what was refused to review when a reviewer could allow it. */
  readonly submit?: boolean
}

export function baoshen(options: BaoshenOptions): Plugin {
  const { url, key, timeout = 30, language = 'zh', submit = true } = options
  // A missing key ends the start of the site, not the first publication.
  const gate = openGate({ url, key, timeout, language })

  const gatePosts = (toContent: BaoshenOptions['posts'][string]): CollectionBeforeChangeHook => {
    return async ({ collection, data, originalDoc, req }) => {
      const doc: Doc = { ...originalDoc, ...data }
      // Collections without drafts publish whatever is saved, also when a request calls it a draft.
      if (collection.versions?.drafts && doc._status === 'draft') return data
      const content = await toContent(doc, req)
      const item = doc.id === undefined ? null : `${collection.slug}-${doc.id}`
      const ticket = typeof doc.baoshenTicket === 'string' ? doc.baoshenTicket : null
      const answer = await gate.ask({ ...content, item, ticket, submit })
      if (answer.decision !== 'allow') throw refusal(answer, language)
      return { ...data, baoshenTicket: answer.ticket }
    }
  }

  const screened = new WeakSet<object>()
  const screenFile = async (req: PayloadRequest): Promise<void> => {
    const { file } = req
    if (!file || screened.has(file)) return
    const attachment = file.tempFilePath
      ? { name: file.name, path: file.tempFilePath }
      : { name: file.name, bytes: file.data }
    const answer = await gate.ask({ attachments: [attachment] })
    if (answer.decision !== 'allow') throw refusal(answer, language)
    screened.add(file)
  }
  // First of all hooks: a replaced file is deleted and the new one written before the others run.
  const screenUpload: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
    if (operation === 'create' || operation === 'update') await screenFile(req)
    return args
  }
  // Files that Payload fetches from an address are there only now.
  const screenFetched: CollectionBeforeValidateHook = async ({ data, req }) => {
    await screenFile(req)
    return data
  }

  const guard = (collection: CollectionConfig): CollectionConfig => {
    const { hooks } = collection
    const toContent = options.posts[collection.slug]
    if (toContent) {
      return {
        ...collection,
        fields: [...collection.fields, ticketField],
        // Last, so that it sees what the other hooks made of the post.
        hooks: { ...hooks, beforeChange: [...(hooks?.beforeChange ?? []), gatePosts(toContent)] },
      }
    }
    if (!options.files.includes(collection.slug)) return collection
    return {
      ...collection,
      hooks: {
        ...hooks,
        beforeOperation: [screenUpload, ...(hooks?.beforeOperation ?? [])],
        beforeValidate: [screenFetched, ...(hooks?.beforeValidate ?? [])],
      },
    }
  }

  return config => {
    const known = new Set((config.collections ?? []).map(({ slug }) => slug as string))
    for (const slug of [...Object.keys(options.posts), ...options.files]) {
      if (!known.has(slug)) throw new Error(`baoshen: there is no collection ${slug}`)
    }
    return { ...config, collections: (config.collections ?? []).map(guard) }
  }
}

/** The approval that the published text rests on. */
const ticketField: TextField = {
  name: 'baoshenTicket',
  type: 'text',
  label: { zh: '保审放行凭证', en: 'baoshen ticket' },
  access: { create: () => false, read: ({ req }) => Boolean(req.user), update: () => false },
  admin: { position: 'sidebar', readOnly: true, condition: ({ baoshenTicket }) => Boolean(baoshenTicket) },
}

/** What the editor sees: why, where, and where to go. */
function refusal({ reasons, findings, submission }: Answer, language: 'zh' | 'en'): APIError {
  const lines = reasons.map(({ message, attachment }) => (attachment ? `${attachment}：${message}` : message))
  const text = language === 'zh' ? '正文' : 'text'
  for (const { title, match, page, attachment } of findings.slice(0, 5)) {
    const place = [attachment ?? text, ...(page === null ? [] : [`p. ${page}`])].join(', ')
    lines.push(`· ${place}：${title} ${match}`)
  }
  if (submission) lines.push(submission.url)
  const codes = reasons.map(({ code }) => code)
  // 422: the post is understood, and refused. `true`: the message is for the editor.
  return new APIError(lines.join('\n'), 422, { baoshen: { codes, submission } }, true)
}
