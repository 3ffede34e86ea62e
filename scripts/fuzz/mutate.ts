/** Structure-aware damage: what hostile or broken files do to the parsers that read them. */
import { unzipSync, zipSync } from 'fflate'
import { below, pick, type Random } from './random.ts'

export type Mutation = (bytes: Uint8Array, other: Uint8Array, random: Random) => Uint8Array

const truncate: Mutation = (bytes, _, random) => bytes.slice(0, below(random, bytes.length))

const flip: Mutation = (bytes, _, random) => {
  const copy = bytes.slice()
  const flips = 1 + below(random, 20)
  for (let i = 0; i < flips; i++) copy[below(random, copy.length)] = below(random, 256)
  return copy
}

/** The head of one document, the tail of another. */
const splice: Mutation = (bytes, other, random) => {
  const head = bytes.subarray(0, below(random, bytes.length))
  return Buffer.concat([head, other.subarray(below(random, other.length))])
}

/** A number where a size, count or offset may stand, made huge, zero or negative. */
const lie: Mutation = (bytes, _, random) => {
  const copy = Buffer.from(bytes)
  if (copy.length < 8) return copy
  const at = below(random, copy.length - 4)
  const value = pick(random, [0, 1, 0x7fffffff, 0xffffffff, 0x80000000, copy.length, copy.length * 2])
  if (random() < 0.5) copy.writeUInt32LE(value, at)
  else copy.writeUInt32BE(value, at)
  return copy
}

/** Decimal numbers in text formats: lengths, counts, references. */
const lieInText: Mutation = (bytes, _, random) => {
  const text = Buffer.from(bytes).toString('latin1')
  const numbers = [...text.matchAll(/\d+/g)]
  if (numbers.length === 0) return flip(bytes, bytes, random)
  const chosen = pick(random, numbers)
  const value = pick(random, ['0', '-1', '99999999999', '1e9', String(below(random, 1000))])
  return Buffer.from(
    text.slice(0, chosen.index) + value + text.slice(chosen.index + chosen[0].length),
    'latin1',
  )
}

const repeat: Mutation = (bytes, _, random) => {
  const start = below(random, bytes.length)
  const block = bytes.subarray(start, start + 1 + below(random, 200))
  const copies = new Array<Uint8Array>(1 + below(random, 2000)).fill(block)
  return Buffer.concat([bytes.subarray(0, start), ...copies, bytes.subarray(start)])
}

const remove: Mutation = (bytes, _, random) => {
  const start = below(random, bytes.length)
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + 1 + below(random, 500))])
}

/** Members of a package renamed, swapped, damaged or doubled, in a zip that is itself sound. */
const rezip: Mutation = (bytes, other, random) => {
  let members: Record<string, Uint8Array>
  try {
    members = unzipSync(bytes)
  } catch {
    return flip(bytes, other, random)
  }
  const names = Object.keys(members).filter(name => !name.endsWith('/'))
  if (names.length === 0) return flip(bytes, other, random)
  const first = pick(random, names)
  const second = pick(random, names)
  const content = members[first] ?? new Uint8Array()
  const act = below(random, 4)
  if (act === 0) [members[first], members[second]] = [members[second] ?? content, content]
  else if (act === 1)
    members[first] = pick(random, [flip, truncate, lieInText, repeat])(
      content.length > 0 ? content : bytes,
      other,
      random,
    )
  else if (act === 2) {
    delete members[first]
    members[`${first.toUpperCase()}x`] = content
  } else members[first] = other
  return zipSync(members, { level: 1 })
}

export const mutations: Readonly<Record<string, Mutation>> = {
  truncate,
  flip,
  splice,
  lie,
  lieInText,
  repeat,
  remove,
  rezip,
}
