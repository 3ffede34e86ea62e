/**
 * 7-Zip as WebAssembly, run once a call in a memory of its own. It sees nothing but the bytes it is given: its
 * file system exists in memory, and what it writes there is caught here and counted.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Limits } from '../../document/limits.ts'
import { ProblemError } from '../../document/problem.ts'
import { memberTooLarge, outputTooLarge, ratioTooLarge } from './bounded-bytes.ts'

/** A file that 7-Zip has written, or begun to write. */
export interface UnpackedFile {
  /** `/` between folders; 7-Zip has taken out what would lead out of the archive. */
  readonly path: string
  readonly bytes: Uint8Array
  /** Where it points, when 7-Zip made a symbolic link of it. */
  readonly link?: string
  /** Why it was not kept. */
  readonly problem?: ProblemError
}

export interface Outcome {
  /** 0 fine, 1 warnings, 2 errors, 8 not enough memory. */
  readonly exit: number
  readonly output: string
  /** Errors and warnings, one a line. */
  readonly errors: string
  readonly files: readonly UnpackedFile[]
  /** Bytes that were inflated and are in none of the files. */
  readonly wasted: number
  /** Why it was stopped. */
  readonly stopped?: ProblemError
  /** Whether it gave up in the middle of something: its own exceptions end it, as it was compiled. */
  readonly crashed: boolean
}

/** Where the archive stands in the file system that 7-Zip sees, and where it writes to. */
const input = '/in/archive'
const outputFolder = '/out'
/** Names to unpack, one a line. */
const listFile = '/in/names'
const ratioFrom = 2 ** 20
/** Listings of the most members that are allowed stay far below. */
const longestOutput = 2 ** 26

/** What is used of Emscripten's file system; assigning a method replaces it for 7-Zip as well. */
interface EmscriptenFiles {
  mkdir(path: string): void
  chdir(path: string): void
  cwd(): string
  createDataFile(
    folder: string,
    name: string,
    data: Uint8Array,
    read: boolean,
    write: boolean,
    own: boolean,
  ): void
  getPath(node: object): string
  write(
    stream: Stream,
    buffer: Int8Array,
    offset: number,
    length: number,
    position?: number,
    own?: boolean,
  ): number
  ftruncate(descriptor: number, length: number): void
  chmod(path: string, mode: number): void
  fchmod(descriptor: number, mode: number): void
  symlink(target: string, path: string): void
}

interface Stream {
  readonly node: object
  position: number
}

interface SevenZip {
  readonly FS: EmscriptenFiles
  callMain(args: string[]): number
}

interface Options {
  print(line: string): void
  printErr(line: string): void
  stdin(): null
  instantiateWasm(imports: Imports, done: (instance: object, module: object) => void): object
}

/** What 7-Zip is given to call, by module and name. */
interface Imports {
  readonly env: { emscripten_resize_heap(size: number): number }
}

/** The part of the global of this name that is used; no types of Node's declare it. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    compile(wasm: Uint8Array): Promise<object>
    instantiate(module: object, imports: Imports): Promise<object>
  }
}
const require = createRequire(import.meta.url)
const sevenZip = require('7z-wasm') as (options: Options) => Promise<SevenZip>
let compiled: Promise<object> | undefined

/**
 * Runs one command of 7-Zip on an archive.
 * @param command for example `['l', '-slt', '-t7z']`; switches for names, passwords and prompts are added.
 * Damage shows in the outcome, not as an exception.
 * @param names the members concerned, as 7-Zip lists them; all when absent.
 * @throws {ProblemError} `too-large` when the list of members is endless.
 */
export async function runSevenZip(
  bytes: Uint8Array,
  command: readonly string[],
  limits: Limits,
  names?: readonly string[],
): Promise<Outcome> {
  const output: string[] = []
  const errors: string[] = []
  const sinks = new Sinks(limits, bytes.length)
  let length = 0
  const collectInto = (lines: string[]) => (line: string) => {
    length += line.length
    if (length > longestOutput) throw outputTooLarge(limits)
    lines.push(line)
  }
  const { FS, callMain } = await start(limits, collectInto(output), collectInto(errors))
  FS.mkdir('/in')
  FS.mkdir(outputFolder)
  FS.createDataFile('/in', 'archive', bytes, true, false, true)
  if (names) FS.createDataFile('/in', 'names', Buffer.from(names.join('\n')), true, false, true)
  FS.chdir('/in')
  catchWrites(FS, sinks)
  const [verb = 'l', ...switches] = command
  const common = ['-sccUTF-8', '-scsUTF-8', '-bd', '-y', '-p', `-o${outputFolder}`, '-spd']
  const chosen = names ? [`-i@${listFile}`] : []
  let exit = 2
  let crashed = false
  try {
    exit = callMain([verb, ...switches, ...common, ...chosen, '--', input])
  } catch (error) {
    if (error instanceof ProblemError && !sinks.stopped) throw error
    crashed = !sinks.stopped
  }
  const files = sinks.files()
  return {
    exit,
    crashed,
    output: output.join('\n'),
    errors: errors.join('\n'),
    files,
    wasted: sinks.size - files.reduce((sum, { bytes }) => sum + bytes.length, 0),
    ...(sinks.stopped ? { stopped: sinks.stopped } : {}),
  }
}

async function start(
  limits: Limits,
  print: (line: string) => void,
  printErr: (line: string) => void,
): Promise<SevenZip> {
  compiled ??= readFile(require.resolve('7z-wasm/7zz.wasm')).then(wasm => WebAssembly.compile(wasm))
  const module = await compiled
  const failed = Promise.withResolvers<never>()
  const options: Options = {
    print,
    printErr,
    stdin: () => null,
    instantiateWasm(imports, done) {
      boundMemory(imports, (limits.megabytes / 2) * 2 ** 20)
      WebAssembly.instantiate(module, imports).then(instance => done(instance, module), failed.reject)
      return {}
    },
  }
  return Promise.race([asElsewhere(() => sevenZip(options)), failed.promise])
}

/**
 * Under Node its glue asks for process.binding, which the permission model refuses, and for fs, which it has no
 * business with. This property, which it reads before it first waits, tells it that it runs elsewhere.
 */
function asElsewhere<T>(begin: () => T): T {
  Object.defineProperty(process, 'type', { value: 'renderer', configurable: true })
  try {
    return begin()
  } finally {
    Reflect.deleteProperty(process, 'type')
  }
}

/** Dictionaries up to gigabytes are a claim of the archive: 7-Zip then says that memory is short. */
function boundMemory({ env }: Imports, limit: number): void {
  const grow = env.emscripten_resize_heap
  env.emscripten_resize_heap = size => (size >>> 0 > limit ? 0 : grow(size))
}

/** Nothing is kept in the file system itself: sizes, modes and links are claims of the archive. */
function catchWrites(files: EmscriptenFiles, sinks: Sinks): void {
  const write = files.write.bind(files)
  files.write = (stream, buffer, offset, length, position, own) => {
    const path = files.getPath(stream.node)
    if (!path.startsWith(`${outputFolder}/`)) return write(stream, buffer, offset, length, position, own)
    sinks.add(path.slice(outputFolder.length + 1), buffer.subarray(offset, offset + length))
    if (position === undefined) stream.position += length
    return length
  }
  files.ftruncate = () => {}
  files.chmod = () => {}
  files.fchmod = () => {}
  files.symlink = (target, path) => {
    const absolute = path.startsWith('/') ? path : `${files.cwd()}/${path}`
    sinks.addLink(absolute.replace(`${outputFolder}/`, ''), target)
  }
}

/** What 7-Zip writes, until it is too much. */
class Sinks {
  readonly #pieces = new Map<string, { size: number; pieces: Uint8Array[] }>()
  readonly #links: UnpackedFile[] = []
  readonly #limits: Limits
  readonly #stored: number
  size = 0
  stopped: ProblemError | undefined

  constructor(limits: Limits, stored: number) {
    this.#limits = limits
    this.#stored = stored
  }

  /** @throws {ProblemError} `too-large`. */
  add(path: string, bytes: Int8Array): void {
    const { ratio, inflatedBytes, fileBytes } = this.#limits
    this.size += bytes.length
    if (this.size > ratioFrom && this.size > ratio * this.#stored) this.#stop(ratioTooLarge(this.#limits))
    if (this.size > inflatedBytes) this.#stop(outputTooLarge(this.#limits))
    const sink = this.#pieces.get(path) ?? { size: 0, pieces: [] }
    this.#pieces.set(path, sink)
    sink.size += bytes.length
    if (sink.size > fileBytes) sink.pieces.length = 0
    else sink.pieces.push(Buffer.from(bytes))
  }

  addLink(path: string, target: string): void {
    this.#links.push({ path, bytes: new Uint8Array(), link: target })
  }

  files(): UnpackedFile[] {
    const files = Array.from(this.#pieces, ([path, { size, pieces }]) => ({
      path,
      bytes: Buffer.concat(pieces),
      ...(size > this.#limits.fileBytes ? { problem: memberTooLarge(this.#limits) } : {}),
    }))
    // The last file is the one that it was stopped in.
    return [...this.#links, ...(this.stopped ? files.slice(0, -1) : files)]
  }

  #stop(problem: ProblemError): never {
    this.stopped = problem
    throw problem
  }
}
