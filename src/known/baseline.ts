/**
 * The baseline: what was found in existing content when baoshen was introduced, so that only what is new is flagged.
 * An entry is path, rule and fingerprint (style.md B7): it survives moved lines, and does not travel to another file.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Finding, Screening } from '../document/screening.ts'
import { KnownFileError } from './known-file-error.ts'

const baselineSchema = z.strictObject({
  version: z.literal(1),
  /** `YYYY-MM-DD`. */
  created: z.iso.date(),
  ruleset: z.string(),
  findings: z.array(z.strictObject({ path: z.string(), rule: z.string(), fingerprint: z.string() })),
})
export type BaselineFile = z.infer<typeof baselineSchema>

/** Paths are compared as they are from the baseline's own folder, with forward slashes, on every system. */
function relative(file: string, folder: string): string {
  return path.relative(folder, path.resolve(file)).split(path.sep).join('/')
}

/** What `baoshen baseline` writes. Nothing in it tells what the documents say. */
export function baselineOf(
  screenings: readonly Screening[],
  folder: string,
  ruleset: string,
  today: string,
): BaselineFile {
  const findings = screenings.flatMap(screening =>
    screening.findings
      .filter(finding => finding.severity !== 'info')
      .map(({ rule, fingerprint }) => ({ path: relative(screening.path, folder), rule, fingerprint })),
  )
  const key = (entry: (typeof findings)[number]) => `${entry.path}\n${entry.rule}\n${entry.fingerprint}`
  const unique = new Map(findings.map(entry => [key(entry), entry]))
  const sorted = [...unique.keys()]
    .sort()
    .map(each => unique.get(each))
    .filter(entry => entry !== undefined)
  return { version: 1, created: today, ruleset, findings: sorted }
}

export class Baseline {
  readonly #keys: ReadonlySet<string>
  readonly #folder: string
  readonly created: string

  /** @param folder that the paths of the file are relative to: the one it lies in. */
  constructor(file: BaselineFile, folder: string) {
    this.#keys = new Set(file.findings.map(entry => `${entry.path}\n${entry.rule}\n${entry.fingerprint}`))
    this.#folder = folder
    this.created = file.created
  }

  has(file: string, finding: Pick<Finding, 'rule' | 'fingerprint'>): boolean {
    return this.#keys.has(`${relative(file, this.#folder)}\n${finding.rule}\n${finding.fingerprint}`)
  }
}

/** @throws {KnownFileError} when it cannot be read or is not a baseline. */
export async function loadBaseline(file: string): Promise<Baseline> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message
    throw new KnownFileError(file, null, reason, { cause: error })
  }
  const result = baselineSchema.safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new KnownFileError(file, null, `${issue?.path.join('.')}: ${issue?.message}`)
  }
  return new Baseline(result.data, path.dirname(path.resolve(file)))
}
