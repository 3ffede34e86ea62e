/** Records of the stream `PowerPoint Document` (MS-PPT 2.3.1): atoms, and containers with records inside. */
import { ProblemError } from '../../../document/problem.ts'
import { Binary } from '../binary.ts'

export interface PptRecord {
  readonly type: number
  readonly instance: number
  /** Place of its header in the stream. */
  readonly at: number
  /** Its data. */
  readonly start: number
  readonly end: number
}

export interface PptAtom extends PptRecord {
  /** Types of the containers it stands in, the innermost last. */
  readonly containers: readonly number[]
}

const headerBytes = 8
const containerVersion = 15
/** Drawings of groups of groups; deeper ones are made to be slow. */
const maxDepth = 100

/** The records side by side from `start` to `end`. */
export function* siblings(stream: Uint8Array, start = 0, end = stream.length): Generator<PptRecord> {
  const data = new Binary(stream)
  for (let at = start; at + headerBytes <= end; ) {
    const record = recordAt(data, at, end)
    yield record
    at = record.end
  }
}

/**
 * Everything inside a container that is no container itself; every header is looked at once.
 * @throws {ProblemError} `corrupt` for absurd nesting.
 */
export function* atoms(stream: Uint8Array, container: PptRecord): Generator<PptAtom> {
  const data = new Binary(stream)
  const ends: number[] = [container.end]
  const containers: number[] = [container.type]
  let at = container.start
  while (ends.length > 0) {
    const end = ends.at(-1) as number
    if (at + headerBytes > end) {
      at = end
      ends.pop()
      containers.pop()
      continue
    }
    const record = recordAt(data, at, end)
    if ((data.u16(at) & 15) === containerVersion) {
      if (ends.length >= maxDepth) throw new ProblemError('corrupt', { reason: 'PPT: nesting' })
      ends.push(record.end)
      containers.push(record.type)
      at = record.start
    } else {
      yield { ...record, containers }
      at = record.end
    }
  }
}

function recordAt(data: Binary, at: number, end: number): PptRecord {
  const start = at + headerBytes
  const type = data.u16(at + 2)
  return {
    type,
    instance: data.u16(at) >> 4,
    at,
    start,
    end: Math.min(end, start + data.u32(at + 4)),
  }
}
