/** Reads what a person names as a site: where it is and of which kind. */

export type NamedSource =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'web'; readonly address: string }
  /** `-` for standard input. */
  | { readonly kind: 'list'; readonly file: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string }
  | { readonly kind: 'sql'; readonly file: string }

/** A source that cannot be opened as it was named or set; the message is for people, in both languages. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly words: { readonly zh: string; readonly en: string }

  constructor(words: { zh: string; en: string }, options?: ErrorOptions) {
    super(words.en, options)
    this.words = words
  }
}

/**
 * @param text a folder, `https://…`, `list:FILE` (`list:-`: standard input), `s3://bucket/prefix`, `sql:FILE.yaml`
 * @throws {SourceError}
 */
export function readSourceName(text: string): NamedSource {
  if (/^https?:\/\//i.test(text)) {
    if (!URL.canParse(text)) throw wrong(text)
    return { kind: 'web', address: text }
  }
  const s3 = /^s3:\/\/([a-z0-9][a-z0-9._-]{1,62})(?:\/(.*))?$/i.exec(text)
  if (s3?.[1]) return { kind: 's3', bucket: s3[1], prefix: s3[2] ?? '' }
  const other = /^(list|sql):(.+)$/.exec(text)
  if (other?.[2]) return { kind: other[1] === 'sql' ? 'sql' : 'list', file: other[2] }
  // `C:\site` is a folder; `ftp://…` is nothing that can be read.
  if (/^[a-z][a-z0-9+.-]+:/i.test(text)) throw wrong(text)
  return { kind: 'folder', path: text }
}

function wrong(text: string): SourceError {
  return new SourceError({
    zh: `无法识别的来源：${text}。可用：目录、https://…、list:文件、s3://存储桶/前缀、sql:文件.yaml。`,
    en: `Not a source: ${text}. Give a folder, https://…, list:FILE, s3://bucket/prefix or sql:FILE.yaml.`,
  })
}
