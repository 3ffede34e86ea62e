/**
 * What a push brings to the other side: every new file of every new commit. A file that a later commit deletes is
 * pushed all the same, and anyone there can read it.
 */
import type { FetchedSource } from '../source.ts'
import { blobSource } from './blob-source.ts'
import { type Listed, listKept } from './ignored.ts'
import { type ChangedFile, readRawDiff } from './raw-diff.ts'
import { fields, git } from './run-git.ts'

/** One line that git gives a hook. */
interface Update {
  readonly from: string
  readonly to: string
}

export type PushHook =
  /** On this side; what is on the remote's branches already is not pushed again. @see githooks(5) */
  | { readonly kind: 'pre-push'; readonly remote: string }
  /** On the receiving side, before any branch moves. */
  | { readonly kind: 'pre-receive' }

/** Thrown when the lines are not what git gives that hook: nothing would be screened. */
export class HookInputError extends Error {
  override readonly name = 'HookInputError'
}

/**
 * @param input the hook's standard input: `<local ref> <local id> <remote ref> <remote id>` for pre-push,
 *   `<old id> <new id> <ref>` for pre-receive.
 * @throws {HookInputError}, {GitError}
 */
export async function pushedSources(hook: PushHook, input: string): Promise<Listed> {
  const updates = readUpdates(hook, input)
  const wanted = updates.map(update => update.to).filter(isObject)
  if (wanted.length === 0) return nothing
  const known = await existing(updates.map(update => update.from).filter(isObject))
  const there = hook.kind === 'pre-push' ? [`--remotes=${hook.remote}`] : ['--all']
  const range = [...wanted, '--not', ...there, ...known]
  const lines = async (...args: string[]) => splitLines(await git(args))
  const objects = new Set(await lines('rev-list', '--objects', '--no-object-names', ...range))
  if (objects.size === 0) return nothing
  const commits = await lines('rev-list', '--reverse', ...range)
  const { files, unnamed } = await newFiles(commits, objects)
  const tags = await ofType('tag', [...objects])
  // As `git show` takes it.
  const listed = await listKept(
    files,
    known[0] ?? null,
    file => `${(file.commit ?? '').slice(0, 8)}:${file.path}`,
  )
  return {
    ...listed,
    sources: [...listed.sources, ...unnamed, ...commits.map(messageSource), ...tags.map(tagSource)],
  }
}

const nothing: Listed = { sources: [], ignored: 0 }
const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
const isObject = (id: string) => /[^0]/.test(id)
const splitLines = (output: Buffer) =>
  output
    .toString()
    .split('\n')
    .filter(line => line !== '')

function readUpdates(hook: PushHook, input: string): Update[] {
  return splitLines(Buffer.from(input)).map(line => {
    const words = line.split(' ')
    const [from = '', to = ''] = hook.kind === 'pre-push' ? [words.at(-1), words.at(-3)] : words
    if (!objectId.test(from) || !objectId.test(to)) throw new HookInputError(line)
    return { from, to }
  })
}

/** Of what the other side has, that which is here as well: git cannot compare with the rest. */
async function existing(ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const answers = splitLines(await git(['cat-file', '--batch-check'], `${ids.join('\n')}\n`))
  return ids.filter((_, index) => !answers[index]?.endsWith(' missing'))
}

async function newFiles(
  commits: readonly string[],
  objects: ReadonlySet<string>,
): Promise<{ files: ChangedFile[]; unnamed: FetchedSource[] }> {
  const diff = ['diff-tree', '--stdin', '-r', '-z', '--raw', '--no-abbrev', '--root', '-m', '--no-renames']
  const output = await git([...diff, '--diff-filter=d'], commits.map(commit => `${commit}\n`).join(''))
  const files: ChangedFile[] = []
  const named = new Set<string>()
  const seen = new Set<string>()
  for (const file of readRawDiff(fields(output))) {
    named.add(file.oid)
    const once = `${file.oid} ${file.path}`
    if (!objects.has(file.oid) || seen.has(once)) continue
    seen.add(once)
    files.push(file)
  }
  // A tag may name a file that no commit holds.
  const blobs = await ofType(
    'blob',
    [...objects].filter(oid => !named.has(oid)),
  )
  return { files, unnamed: blobs.map(oid => blobSource({ oid, path: oid.slice(0, 8) }, oid)) }
}

async function ofType(type: 'blob' | 'tag', ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const types = splitLines(
    await git(['cat-file', '--batch-check=%(objectname) %(objecttype)'], `${ids.join('\n')}\n`),
  )
  return types.filter(line => line.endsWith(` ${type}`)).map(line => line.slice(0, line.indexOf(' ')))
}

/** What a commit says about itself is pushed like its files. */
function messageSource(commit: string): FetchedSource {
  const short = commit.slice(0, 8)
  return {
    label: `${short} (commit message)`,
    name: 'message.txt',
    fetch: async () => git(['log', '-1', '--format=%an%n%B', commit]),
  }
}

/** The message of an annotated tag, with its name. */
function tagSource(tag: string): FetchedSource {
  return {
    label: `${tag.slice(0, 8)} (tag message)`,
    name: 'message.txt',
    fetch: async () => {
      const said = (await git(['cat-file', 'tag', tag])).toString('latin1')
      // Before the name stand only the id and the type of what is tagged.
      return Buffer.from(said.replace(/^object .*\ntype .*\n/, ''), 'latin1')
    },
  }
}
