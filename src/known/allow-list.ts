/**
 * The allow-list: findings that somebody answers for, until a date.
 * An entry names its rule, fingerprint, reason, person and last day; one that has expired counts for nothing.
 */
import { readFile } from 'node:fs/promises'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import type { Finding } from '../document/screening.ts'
import { KnownFileError } from './known-file-error.ts'

const maximumBytes = 5_000_000

const entrySchema = z.strictObject({
  rule: z.string().min(1),
  fingerprint: z.string().regex(/^[0-9a-f]{16,64}$/, 'a fingerprint as printed in the json report'),
  reason: z.string().trim().min(4),
  by: z.string().trim().min(1),
  /** Last day on which the entry holds, `YYYY-MM-DD`. */
  until: z.iso.date(),
})
export type AllowEntry = z.infer<typeof entrySchema>

const listSchema = z.strictObject({ allow: z.array(entrySchema).max(100_000) })

const keyOf = ({ rule, fingerprint }: Pick<Finding, 'rule' | 'fingerprint'>) => `${rule} ${fingerprint}`

export class AllowList {
  readonly #valid = new Map<string, AllowEntry>()
  /** Last days of those that have ended. */
  readonly #ended = new Map<string, string>()
  /** Entries whose last day has passed: reported at every run, since what they allowed counts again. */
  readonly expired: readonly AllowEntry[]
  /** Entries that end within the next 14 days, so that nobody is surprised. */
  readonly expiring: readonly AllowEntry[]

  /** @param today `YYYY-MM-DD`, local. */
  constructor(entries: readonly AllowEntry[], today: string) {
    const soon = new Date(Date.parse(`${today}T00:00:00Z`) + 14 * 86_400_000).toISOString().slice(0, 10)
    const valid = entries.filter(entry => entry.until >= today)
    for (const entry of valid) this.#valid.set(keyOf(entry), entry)
    this.expired = entries.filter(entry => entry.until < today)
    for (const entry of this.expired) {
      const known = this.#ended.get(keyOf(entry)) ?? ''
      if (entry.until > known) this.#ended.set(keyOf(entry), entry.until)
    }
    this.expiring = valid.filter(entry => entry.until <= soon)
  }

  /** The valid entry that covers a finding: same rule and same fingerprint. */
  entryFor(finding: Pick<Finding, 'rule' | 'fingerprint'>): AllowEntry | undefined {
    return this.#valid.get(keyOf(finding))
  }

  /** When the entry ended that covered a finding, as an ISO instant; null when one still covers it, or none did. */
  endOf(finding: Pick<Finding, 'rule' | 'fingerprint'>): string | null {
    const until = this.#valid.has(keyOf(finding)) ? undefined : this.#ended.get(keyOf(finding))
    if (until === undefined) return null
    const end = new Date(`${until}T00:00:00`)
    end.setDate(end.getDate() + 1)
    return end.toISOString()
  }
}

/**
 * @param file YAML: `allow: [{ rule, fingerprint, reason, by, until }]`.
 * @throws {KnownFileError} with file, line and field when it cannot be read or an entry is not whole.
 */
export async function loadAllowList(file: string, today: string): Promise<AllowList> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new KnownFileError(file, null, error.code ?? 'unreadable', { cause: error })
  })
  if (text.length > maximumBytes) throw new KnownFileError(file, null, `over ${maximumBytes} bytes`)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const [syntax] = document.errors
  if (syntax) throw new KnownFileError(file, syntax.linePos?.[0].line ?? null, syntax.code, { cause: syntax })
  let value: unknown
  try {
    // An alias has no use here, and many of them are a bomb.
    value = document.toJS({ maxAliasCount: 0 })
  } catch (error) {
    throw new KnownFileError(file, null, 'aliases are not allowed', { cause: error })
  }
  const result = listSchema.safeParse(value)
  if (result.success) return new AllowList(result.data.allow, today)
  const [issue] = result.error.issues
  const path = issue?.path ?? []
  // A missing field has no place of its own; its entry has.
  const node = document.getIn(path, true) ?? document.getIn(path.slice(0, -1), true)
  const offset = (node as { range?: [number, number, number] } | undefined)?.range?.[0]
  const line = offset === undefined ? null : lines.linePos(offset).line
  throw new KnownFileError(file, line, `${path.join('.')}: ${issue?.message}`)
}
